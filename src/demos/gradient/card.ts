import type { Text } from "../../words/text";

/** What the gallery says of this demo; apart from the demo itself, which is loaded only when it is opened. */
export const card: { readonly title: Text; readonly sentence: Text } = {
  title: { en: "Compass on a hill", zh: "山坡上的罗盘" },
  sentence: {
    en: "Turn a compass on a hill: how steep is it in each direction, why the gradient knows them all, and where it does not.",
    zh: "在山坡上转动罗盘：每个方向有多陡，梯度为何全都知道，又在哪里失灵。",
  },
};
