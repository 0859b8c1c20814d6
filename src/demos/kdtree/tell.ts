import type { Event } from "../../core/kdtree/event";
import { leftOf } from "../../core/kdtree/tree";
import type { Locale } from "../../words/text";
import { show } from "../number";
import type { SearchModel } from "./model";
import { sizeOf } from "./moment";
import { nodeName, pointName, sideName } from "./names";
import { parentOf } from "./reasons";

/** One event in a sentence, with its numbers. */
export function tellEvent(model: SearchModel, event: Event, locale: Locale): string {
  switch (event.kind) {
    case "descend":
      return tellDescent(model, event, locale);
    case "scan":
      return tellScan(model, event, locale);
    case "open":
      return tellOpen(model, event, locale);
    case "prune":
      return tellPruning(model, event, locale);
    case "swallow":
      return {
        en: `Even the farthest corner of ${nodeName(model, event.node, "en")} is inside: its ${sizeOf(model, event.node)} points are taken without a test.`,
        zh: `${nodeName(model, event.node, "zh")} 最远的角也在区域内：其 ${sizeOf(model, event.node)} 个点不经测试全部取走。`,
      }[locale];
    case "stop":
      return tellStop(model, event, locale);
  }
}

type Of<K extends Event["kind"]> = Extract<Event, { kind: K }>;

function tellDescent(
  model: SearchModel,
  { node, axis, cut, near, far, least, worst }: Of<"descend">,
  locale: Locale,
): string {
  const name = "xy"[axis];
  const q = model.query[axis];
  const isLeft =
    near === leftOf(model.tree, node) && near > 0 ? true : far > 0 ? far !== leftOf(model.tree, node) : q <= cut;
  const [side, other] = [sideName(axis, isLeft, locale), sideName(axis, !isLeft, locale)];
  const relation = q <= cut ? "≤" : ">";
  const rest =
    far === 0
      ? { en: ` There is nothing on the ${other} side.`, zh: `${other}侧没有点。` }[locale]
      : least * (1 + model.epsilon) > worst
        ? { en: ` The ${other} side is at least ${show(least)} away.`, zh: `${other}侧至少有 ${show(least)} 远。` }[
            locale
          ]
        : {
            en: ` The ${other} side, at least ${show(least)} away, waits.`,
            zh: `${other}侧至少有 ${show(least)} 远，先等待。`,
          }[locale];
  if (model.bound === "gap") {
    return {
      en: `${nodeName(model, node, "en")} cuts ${name} at ${show(cut)}; along ${name} the points of the ${side} side are nearer to ${show(q)}: that side first.${rest}`,
      zh: `${nodeName(model, node, "zh")} 在 ${name} = ${show(cut)} 处切分；沿 ${name} 轴，${side}侧的点离 ${show(q)} 更近：先走该侧。${rest}`,
    }[locale];
  }
  return {
    en: `${nodeName(model, node, "en")} cuts ${name} at ${show(cut)}; q has ${name} = ${show(q)} ${relation} ${show(cut)}: the ${side} side first.${rest}`,
    zh: `${nodeName(model, node, "zh")} 在 ${name} = ${show(cut)} 处切分；q 的 ${name} = ${show(q)} ${relation} ${show(cut)}：先走${side}侧。${rest}`,
  }[locale];
}

function tellScan(model: SearchModel, { tests, best, worst, node }: Of<"scan">, locale: Locale): string {
  const isLeaf = model.tree.nodes[4 * node] < 0;
  const nearest = tests.reduce<(typeof tests)[number] | undefined>(
    (a, b) => (a && a.distance <= b.distance ? a : b),
    undefined,
  );
  if (!nearest) return { en: "Every point here was compared before.", zh: "这里的点都已比较过。" }[locale];
  const kept = tests.filter(({ isKept }) => isKept).length;
  const where = isLeaf
    ? { en: "Leaf opened", zh: "打开叶子" }[locale]
    : { en: "Point of the node", zh: "节点自己的点" }[locale];
  if (model.type !== "nearest") {
    return {
      en: `${where}: ${tests.length} compared, ${kept} inside.`,
      zh: `${where}：比较 ${tests.length} 个，${kept} 个在内。`,
    }[locale];
  }
  const first =
    tests.length === 1
      ? `${pointName(model, nearest.id)}: ${show(nearest.distance)}`
      : {
          en: `${tests.length} compared, the nearest ${pointName(model, nearest.id)} at ${show(nearest.distance)}`,
          zh: `比较 ${tests.length} 个，最近的 ${pointName(model, nearest.id)} 距离 ${show(nearest.distance)}`,
        }[locale];
  const full = best.length === Math.min(model.k, model.tree.n);
  const so =
    kept === 0
      ? { en: `no better than rₖ = ${show(worst)}`, zh: `不优于 rₖ = ${show(worst)}` }[locale]
      : full
        ? { en: `now rₖ = ${show(worst)}`, zh: `现在 rₖ = ${show(worst)}` }[locale]
        : {
            en: `${best.length} of ${model.k} known, so nothing can be pruned yet`,
            zh: `已知 ${model.k} 个中的 ${best.length} 个，还不能剪枝`,
          }[locale];
  return { en: `${where}: ${first}; ${so}.`, zh: `${where}：${first}；${so}。` }[locale];
}

function tellOpen(model: SearchModel, { node, least, worst }: Of<"open">, locale: Locale): string {
  if (model.type === "box" || model.type === "partial") {
    return {
      en: `${nodeName(model, node, "en")} meets the region: enter it.`,
      zh: `${nodeName(model, node, "zh")} 与区域相交：进入。`,
    }[locale];
  }
  if (model.type === "radius") {
    return {
      en: `${nodeName(model, node, "en")} is ${show(least)} away at least, r = ${show(worst)}: enter it.`,
      zh: `${nodeName(model, node, "zh")} 至少有 ${show(least)} 远，r = ${show(worst)}：进入。`,
    }[locale];
  }
  const parent = parentOf(model, node);
  const axis = model.tree.nodes[4 * parent];
  const side = sideName(axis, node === leftOf(model.tree, parent), locale);
  return {
    en: `Back at ${nodeName(model, parent, "en")}: its ${side} side is at least ${show(least)} away, ${show(least)} ≤ rₖ = ${show(worst)}. It may hold something nearer: visit.`,
    zh: `回到 ${nodeName(model, parent, "zh")}：其${side}侧至少 ${show(least)} 远，${show(least)} ≤ rₖ = ${show(worst)}，可能有更近的点：访问。`,
  }[locale];
}

function tellPruning(model: SearchModel, { node, least, worst }: Of<"prune">, locale: Locale): string {
  const size = sizeOf(model, node);
  if (model.type === "box" || model.type === "partial") {
    return {
      en: `${nodeName(model, node, "en")} lies outside: ${size} points pruned unseen.`,
      zh: `${nodeName(model, node, "zh")} 在区域外：未看即剪去 ${size} 个点。`,
    }[locale];
  }
  const name = model.type === "radius" ? "r" : "rₖ";
  const slack = model.epsilon > 0 && least <= worst ? ` · (1 + ${show(model.epsilon)})` : "";
  return {
    en: `${nodeName(model, node, "en")} is at least ${show(least)} away and ${show(least)}${slack} > ${name} = ${show(worst)}: pruned, ${size} point${size === 1 ? "" : "s"} never looked at.`,
    zh: `${nodeName(model, node, "zh")} 至少 ${show(least)} 远，${show(least)}${slack} > ${name} = ${show(worst)}：剪去，${size} 个点不必再看。`,
  }[locale];
}

function tellStop(model: SearchModel, { reason, least, worst, left }: Of<"stop">, locale: Locale): string {
  const { counts, tree } = model;
  const cost = {
    en: ` ${counts.distances} of ${tree.n} points compared.`,
    zh: `共比较 ${tree.n} 个点中的 ${counts.distances} 个。`,
  }[locale];
  if (reason === "bound") {
    return {
      en: `The nearest cell that waits is ${show(least)} away, beyond rₖ = ${show(worst)}: all ${left.length} that wait are pruned at once.${cost}`,
      zh: `等待中最近的格子有 ${show(least)} 远，超过 rₖ = ${show(worst)}：等待的 ${left.length} 个一次全部剪去。${cost}`,
    }[locale];
  }
  if (reason === "budget") {
    return {
      en: `E_max is spent: ${left.length} cells stay unopened, the nearest of them ${show(least)} away. The answer may be wrong.${cost}`,
      zh: `E_max 用完：${left.length} 个格子未打开，其中最近的 ${show(least)} 远。答案可能不对。${cost}`,
    }[locale];
  }
  return { en: `Nothing waits any more: the answer is complete.${cost}`, zh: `没有等待的了：答案完整。${cost}` }[
    locale
  ];
}
