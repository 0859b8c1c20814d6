import { examinedBound } from "../../core/kdtree/expected";
import { matchingVisits } from "../../core/kdtree/partial";
import type { Locale } from "../../words/text";
import type { Note, ParamNotice } from "../demo";
import { show, showTex } from "../number";
import { HIGH_LEAF } from "./high";
import { scoreAt } from "./match";
import type { Model, SearchModel } from "./model";
import { buildOrder, momentAt, sizeOf } from "./moment";
import { nodeName } from "./names";
import { winner } from "./regions";
import { kinds } from "./rivals";
import { kindNames } from "./rivals-scenes";
import { tellEvent } from "./tell";

export function narrate(model: Model, step: number, locale: Locale): string {
  switch (model.subject) {
    case "search":
      return narrateSearch(model, step, locale);
    case "high": {
      const last = model.costs[model.costs.length - 1];
      return {
        en: `In ${last.d} dimensions an exact search compares ${show(100 * last.exact, 3)} % of ${model.n} points; ${model.budget} leaves find the nearest ${show(100 * last.recall, 3)} % of the time.`,
        zh: `在 ${last.d} 维中，精确搜索比较 ${model.n} 个点的 ${show(100 * last.exact, 3)} %；打开 ${model.budget} 片叶子有 ${show(100 * last.recall, 3)} % 的机会找到最近点。`,
      }[locale];
    }
    case "match": {
      const { kept, right, precision, recall } = scoreAt(model, model.ratio);
      return {
        en: `At d₁/d₂ ≤ ${show(model.ratio, 3)} ${kept} of ${model.ratios.length} matches are kept, ${right} of them right: precision ${show(100 * precision, 3)} %, recall ${show(100 * recall, 3)} %.`,
        zh: `d₁/d₂ ≤ ${show(model.ratio, 3)} 时保留 ${model.ratios.length} 个匹配中的 ${kept} 个，${right} 个正确：精确率 ${show(100 * precision, 3)} %，召回率 ${show(100 * recall, 3)} %。`,
      }[locale];
    }
    case "regions": {
      const { classes } = model.source.cloud;
      if (classes.length === 0)
        return { en: "These points have no classes to decide between.", zh: "这些点没有可判别的类别。" }[locale];
      if (model.voters.length === 0) return { en: "There are no points to vote.", zh: "没有可投票的点。" }[locale];
      const tally = classes.map((name, label) => `${name} ${model.votes[label]}`).join(", ");
      return {
        en: `${model.voters.length === 1 ? "The nearest point votes" : `The ${model.voters.length} nearest points vote`} ${tally}: the query is ${classes[winner(model.votes)]}.`,
        zh: `最近的 ${model.voters.length} 个点投票 ${tally}：查询点判为 ${classes[winner(model.votes)]}。`,
      }[locale];
    }
    case "rivals": {
      const last = model.dimensions.length - 1;
      const best = kinds.reduce((a, b) => (model.shares[b][last] < model.shares[a][last] ? b : a));
      return {
        en: `In ${model.dimensions[last]} dimensions the ${kindNames[best].en} computes least: ${show(100 * model.shares[best][last], 3)} % of ${model.n} distances a query; all of them agree on the answer.`,
        zh: `在 ${model.dimensions[last]} 维中，${kindNames[best].zh}计算最少：每次查询为 ${model.n} 个距离的 ${show(100 * model.shares[best][last], 3)} %；各种树的答案一致。`,
      }[locale];
    }
  }
}

function narrateSearch(model: SearchModel, step: number, locale: Locale): string {
  if (model.tree.n === 0) return { en: "There are no points to search.", zh: "没有可搜索的点。" }[locale];
  if (model.story === "build") return narrateBuild(model, step, locale);
  if (step <= 0) {
    const what = {
      nearest:
        model.k === 1
          ? { en: "the nearest point", zh: "最近的点" }
          : { en: `the ${model.k} nearest points`, zh: `最近的 ${model.k} 个点` },
      radius: { en: `all within ${show(model.radius)}`, zh: `距离 ${show(model.radius)} 以内的点` },
      box: { en: "all in the box", zh: "矩形内的点" },
      partial: { en: "all with the given coordinate", zh: "给定坐标的点" },
    }[model.type];
    return {
      en: `The search for ${what.en} starts at the root. Step through it: ${model.events.length} steps, ${model.counts.distances} of ${model.tree.n} points compared.`,
      zh: `从树根开始搜索${what.zh}。逐步查看：共 ${model.events.length} 步，比较 ${model.tree.n} 个点中的 ${model.counts.distances} 个。`,
    }[locale];
  }
  const event = model.events[Math.min(step, model.events.length) - 1];
  return tellEvent(model, event, locale);
}

function narrateBuild(model: SearchModel, step: number, locale: Locale): string {
  const { tree } = model;
  const node = buildOrder(model)[step - 1];
  if (node === undefined) {
    return {
      en: `${tree.n} points wait to be cut into leaves of at most ${tree.leafSize}; ${model.steps} cuts will do.`,
      zh: `${tree.n} 个点等待切分成至多 ${tree.leafSize} 点的叶子；共需 ${model.steps} 次切分。`,
    }[locale];
  }
  const axis = "xy"[tree.nodes[4 * node]];
  return {
    en: `${nodeName(model, node, "en")}: ${sizeOf(model, node)} points are cut at ${axis} = ${show(tree.cuts[node])}.`,
    zh: `${nodeName(model, node, "zh")}：${sizeOf(model, node)} 个点在 ${axis} = ${show(tree.cuts[node])} 处切分。`,
  }[locale];
}

export function notes(model: Model, step: number): Note[] {
  switch (model.subject) {
    case "search":
      return model.story === "build" ? buildNotes(model, step) : searchNotes(model, step);
    case "high": {
      const middle = model.costs.find(({ d }) => d === 8)!;
      return [
        {
          id: "bound",
          tex: "\\bar R \\le \\Big[(mG)^{1/d} + b^{1/d}\\Big]^d,\\quad G = \\frac{2^d}{V_d}:\\quad d = 8,\\ b = \\slot{b}:\\ \\slot{bound}\\,/\\,\\slot{n}",
          slots: { b: `${HIGH_LEAF}`, bound: showTex(examinedBound(8, 1, HIGH_LEAF)), n: `${model.n}` },
          sentence: {
            en: `The bound of Friedman, Bentley and Finkel (1977) does not know n, but grows like 2ᵈ and beyond: measured ${show(middle.exact * model.n)} points at d = 8.`,
            zh: `Friedman、Bentley 与 Finkel（1977）的上界与 n 无关，却以 2ᵈ 乃至更快增长：d = 8 时实测 ${show(middle.exact * model.n)} 个点。`,
          },
        },
        {
          id: "contrast",
          tex: "\\frac{d_{\\min}}{\\bar d} = \\slot{near}\\ (d = 2) \\quad\\to\\quad \\slot{far}\\ (d = 20)",
          slots: {
            near: showTex(model.costs[0].contrast, 3),
            far: showTex(model.costs[model.costs.length - 1].contrast, 3),
          },
          sentence: {
            en: "When all points are about equally far, no cell can be proved too far: pruning has nothing to work with.",
            zh: "当所有点几乎一样远，就没有格子能被证明太远：剪枝无从下手。",
          },
        },
      ];
    }
    case "match":
      return [
        {
          id: "ratio",
          tex: "\\frac{d_1}{d_2} \\le \\slot{ratio} \\iff d_2^2 \\ge t\\, d_1^2,\\quad t = \\frac{1}{\\slot{ratio}^2} = \\slot{threshold}",
          slots: { ratio: showTex(model.ratio, 3), threshold: showTex(1 / model.ratio ** 2, 4) },
          sentence: {
            en: "Lowe (2004) compares distances, 0.8; VLFeat multiplies squares, 1.5, which is a ratio of 0.816. It is the same test in two units.",
            zh: "Lowe（2004）比较距离，取 0.8；VLFeat 乘平方，取 1.5，相当于比值 0.816。同一检验的两种单位。",
          },
        },
      ];
    case "regions":
      return [
        {
          id: "vote",
          tex: "\\hat c(q) = \\arg\\max_c \\#\\{i \\in N_k(q): c_i = c\\},\\quad k = \\slot{k}",
          slots: { k: `${model.k}` },
          sentence: {
            en: "Small k follows every point (variance), large k forgets the shape (bias). Equal votes go to the first class.",
            zh: "k 小则追随每个点（方差），k 大则忘记形状（偏差）。平票归第一个类别。",
          },
        },
      ];
    case "rivals":
      return [
        {
          id: "bounds",
          tex: "|q_s - \\tau| \\qquad |q - c| - R \\qquad \\big||q - v| - \\mu\\big| \\qquad |u\\cdot q - t|",
          slots: {},
          sentence: {
            en: "Four bounds for one idea: a k-d tree’s cut, a ball around a mean (Omohundro 1989), a shell around a vantage point (Yianilos 1993), a cut across a random direction (Dasgupta and Freund 2008).",
            zh: "同一思想的四种下界：k-d 树的切分面、以均值为心的球（Omohundro 1989）、制高点周围的壳（Yianilos 1993）、随机方向的切分（Dasgupta 与 Freund 2008）。",
          },
        },
      ];
  }
}

function buildNotes(model: SearchModel, step: number): Note[] {
  const node = buildOrder(model)[Math.max(0, step - 1)] ?? 0;
  const rule = String(model.values["rule"]);
  const tex: Record<string, string> = {
    variance: "s = \\arg\\max_j \\operatorname{Var}(x_{\\cdot j})",
    cyclic: "s = \\text{depth} \\bmod d",
    spread: "s = \\arg\\max_j (\\max x_{\\cdot j} - \\min x_{\\cdot j})",
    sliding: "s = \\text{longest side},\\ \\tau = \\text{its middle}",
    random: "s \\in \\text{the five axes of greatest variance}",
  };
  return [
    {
      id: "rule",
      tex: `${tex[rule] ?? tex.variance},\\qquad \\tau = \\slot{cut}`,
      slots: {
        cut: model.tree.n > 0 && model.tree.nodes[4 * node] >= 0 ? showTex(model.tree.cuts[node]) : "\\text{–}",
      },
      sentence: {
        en: "Left x ≤ τ, right x > τ; copies of τ may stand on both sides, so that no side is empty and the depth stays low.",
        zh: "左侧 x ≤ τ，右侧 x > τ；与 τ 相等的点可分到两侧，这样两侧都不空，深度也不大。",
      },
    },
  ];
}

function searchNotes(model: SearchModel, step: number): Note[] {
  const { event, worst } = momentAt(model, step);
  const out: Note[] = [];
  if ((event?.kind === "prune" || event?.kind === "open") && (model.type === "nearest" || model.type === "radius")) {
    const isPlane = model.type === "nearest" && model.bound === "plane";
    out.push({
      id: "bound",
      tex: `${isPlane ? "|q_s - \\tau|" : "\\operatorname{dist}(q, \\text{box})"} = \\slot{least} \\;${event.kind === "prune" ? ">" : "\\le"}\\; ${model.type === "radius" ? "r" : model.epsilon > 0 ? "\\frac{r_k}{1+\\varepsilon}" : "r_k"} = \\slot{worst}`,
      slots: {
        least: showTex(event.least),
        worst: showTex(model.type === "nearest" ? event.worst / (1 + model.epsilon) : event.worst),
      },
      sentence:
        event.kind === "prune"
          ? {
              en: "That is the proof: everything on that side is at least so far.",
              zh: "这就是证明：那一侧的所有点至少这么远。",
            }
          : { en: "No proof, so the side must be looked at.", zh: "无法证明，所以必须看那一侧。" },
    });
  }
  if (model.bound !== "plane" && model.type === "nearest") {
    out.push({
      id: "incremental",
      tex: "D_{\\text{far}}^2 = D^2 - o_s^2 + (q_s - \\tau)^2",
      slots: {},
      sentence: {
        en: "The distance to a cell grows axis by axis on the way down (Arya and Mount 1993): tighter than one plane, at the same price.",
        zh: "到格子的距离随下降逐轴增加（Arya 与 Mount 1993）：比单个平面更紧，代价相同。",
      },
    });
  }
  if (model.type === "partial") {
    const { n } = model.tree;
    const isFull = Number.isInteger(Math.log2(n + 1) / 2);
    out.push({
      id: "partial",
      tex: "\\text{visits} = 2\\sqrt{n+1} - 2 \\ \\text{or}\\ 3\\sqrt{n+1} - 3: \\quad \\slot{a},\\ \\slot{b}; \\qquad \\slot{visits}",
      slots: {
        a: showTex(matchingVisits(n, true)),
        b: showTex(matchingVisits(n, false)),
        visits: `${model.counts.nodes}`,
      },
      sentence: isFull
        ? {
            en: "In a full tree the root’s axis decides which of the two it is (Bentley 1975).",
            zh: "在满树中，根的切分轴决定取哪一个（Bentley 1975）。",
          }
        : {
            en: "The formulas hold for full trees of 3, 15, 63, 255 … points with the axes in turn (Bentley 1975).",
            zh: "公式对轮流切分、有 3、15、63、255 … 个点的满树成立（Bentley 1975）。",
          },
    });
  }
  out.push({
    id: "cost",
    tex: "\\#\\{d(q,x_i)\\} = \\slot{distances}\\,/\\,\\slot{n},\\qquad r_k = \\slot{worst}",
    slots: { distances: `${model.counts.distances}`, n: `${model.tree.n}`, worst: showTex(worst) },
    sentence: {
      en: "Brute force computes them all; the badge at the top compares the answers.",
      zh: "蛮力法要计算全部；顶部的徽章比较两者的答案。",
    },
  });
  return out;
}

const FEW = 30;

export function notices(model: Model): ParamNotice[] {
  const out: ParamNotice[] = [];
  if (model.subject === "match") {
    out.push({
      param: "ratio",
      marks: [
        { at: 0.8, label: "Lowe 0.8", ink: "good" },
        { at: 0.82, label: "VLFeat", ink: "faint" },
      ],
    });
  }
  if (model.subject === "rivals" && model.planar < FEW) {
    out.push({
      param: "data",
      remark: {
        en: `Among ${model.planar} points no tree can prune much: take more.`,
        zh: `只有 ${model.planar} 个点，哪种树都剪不了多少：请取更多的点。`,
      },
      fixes: [{ title: { en: "Uniform points", zh: "均匀分布的点" }, value: "uniform" }],
    });
  }
  if (model.subject !== "search" && model.subject !== "regions") return out;
  const { skipped } = model.source;
  if (skipped > 0) {
    out.push({
      param: "own",
      remark: {
        en: `${skipped} row${skipped === 1 ? "" : "s"} without two usable numbers ${skipped === 1 ? "is" : "are"} left out.`,
        zh: `略去 ${skipped} 行：没有两个可用的数值。`,
      },
    });
  }
  const { n } = model.tree;
  if (n > 0 && model.k > n && (model.subject === "regions" || model.type === "nearest")) {
    out.push({
      param: "k",
      remark: { en: `There are only ${n} points: all of them are the answer.`, zh: `只有 ${n} 个点：全部都是答案。` },
      fixes: [{ title: { en: `k = ${n}`, zh: `取 k = ${n}` }, value: Math.min(50, n) }],
    });
  }
  if (model.subject === "search" && !model.isWhole) {
    out.push({
      param: "k",
      remark: {
        en: `The first ${model.events.length} steps are told; the answer and the counts are those of the whole search.`,
        zh: `只逐步讲述前 ${model.events.length} 步；答案与计数属于整个搜索。`,
      },
    });
  }
  return out;
}
