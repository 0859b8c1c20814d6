import type { Text } from "../words/text";
import type { AnyDemo } from "./demo";

/** Every demo there is; a new id does not compile until its row, here, is whole. */
export const demoIds = ["quadratic", "gradient"] as const;
export type DemoId = (typeof demoIds)[number];

export type Topic = "optimisation" | "calculus";

export const topics: { readonly [T in Topic]: Text } = {
  optimisation: { en: "Optimisation", zh: "最优化" },
  calculus: { en: "Calculus", zh: "微积分" },
};

/** What the gallery, the commands and the walkthrough know of a demo without loading it. */
export interface CatalogueRow {
  readonly title: Text;
  readonly sentence: Text;
  readonly topic: Topic;
  load(): Promise<AnyDemo>;
}

export const catalogue: { readonly [Id in DemoId]: CatalogueRow } = {
  quadratic: {
    title: { en: "Bowl, valley, saddle", zh: "碗、谷与鞍" },
    sentence: {
      en: "A quadratic form as a landscape: what its matrix looks like, and how nine methods find, or fail to find, its lowest point.",
      zh: "把二次型看作地形：矩阵长什么样，九种方法又如何找到（或找不到）最低点。",
    },
    topic: "optimisation",
    load: async () => (await import("./quadratic/index")).demo,
  },
  gradient: {
    title: { en: "Compass on a hill", zh: "山坡上的罗盘" },
    sentence: {
      en: "Turn a compass on a hill: how steep is it in each direction, why the gradient knows them all, and where it does not.",
      zh: "在山坡上转动罗盘：每个方向有多陡，梯度为何全都知道，又在哪里失灵。",
    },
    topic: "calculus",
    load: async () => (await import("./gradient/index")).demo,
  },
};

/** Whether a text names a demo. */
export function isDemoId(id: string): id is DemoId {
  return (demoIds as readonly string[]).includes(id);
}
