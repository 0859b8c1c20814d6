import type { Locale } from "../../words/text";
import type { Check, EmitTarget, Note } from "../demo";
import { say, show, showTex } from "../number";
import { percent } from "./ground";
import { chanceOf, compute, juryAt, lost, type VoteModel } from "./jury";
import type { Lesson } from "./lesson";
import { curveScene, pollScene } from "./vote-scenes";

function checks(model: VoteModel, step: number): Check[] {
  const T = juryAt(model, step);
  const chances = Array.from({ length: T + 1 }, (_, k) => chanceOf(T, k, model.epsilon, 0));
  const sure = lost(chances, T);
  const deviation = Math.sqrt((model.correlated[T - 1] * (1 - model.correlated[T - 1])) / model.polls);
  const off = Math.abs(model.simulated[T - 1] - model.correlated[T - 1]);
  return [
    {
      name: { en: `error of a majority of ${T}`, zh: `${T} 人多数的错误率` },
      expected: sure,
      actual: model.exact[T - 1],
      tolerance: 1e-9,
      source: { en: "the binomial's terms multiplied out factor by factor", zh: "逐因子乘出的二项式各项之和" },
    },
    {
      name: { en: "by how much the vote breaks Hoeffding's bound", zh: "超出霍夫丁上界多少" },
      expected: 0,
      actual: Math.max(0, sure - model.bound[T - 1]),
      tolerance: 1e-9,
      source: { en: "exp(−T(1 − 2ε)²/2)", zh: "exp(−T(1 − 2ε)²/2)" },
    },
    {
      name: {
        en: "simulated error beyond six deviations of the exact one",
        zh: "模拟错误率超出精确值六倍标准差的部分",
      },
      expected: 0,
      actual: Math.max(0, off - 6 * deviation - 1e-12),
      tolerance: 1e-9,
      source: { en: "ρ ε + (1 − ρ) · binomial tail", zh: "ρ ε + (1 − ρ) · 二项尾概率" },
    },
  ];
}

function notes(model: VoteModel, step: number): Note[] {
  const T = juryAt(model, step);
  return [
    {
      id: "tail",
      tex: "P(\\text{wrong}) = \\sum_{k > T/2} \\binom{T}{k}\\,\\varepsilon^k (1-\\varepsilon)^{T-k} = \\slot{error} \\le e^{-T(1-2\\varepsilon)^2/2} = \\slot{bound},\\quad T = \\slot{T},\\ \\varepsilon = \\slot{epsilon}",
      slots: {
        error: showTex(model.exact[T - 1]),
        bound: showTex(model.bound[T - 1]),
        T: String(T),
        epsilon: showTex(model.epsilon),
      },
      sentence: {
        en: "Condorcet's jury: many independent voters, each a little better than a coin, are together almost never wrong. Hoeffding bounds the tail (1963, theorem 2).",
        zh: "孔多塞陪审团：许多独立的、只比抛硬币好一点的投票者，合起来几乎不会错。尾概率由霍夫丁不等式（1963，定理 2）给出上界。",
      },
    },
    {
      id: "variance",
      tex: "\\operatorname{Var}\\Big(\\tfrac1B\\sum_b X_b\\Big) = \\rho\\sigma^2 + \\frac{1-\\rho}{B}\\sigma^2 = \\slot{variance},\\quad \\rho = \\slot{rho},\\ B = \\slot{T}",
      slots: {
        variance: showTex((model.rho + (1 - model.rho) / T) * model.epsilon * (1 - model.epsilon)),
        rho: showTex(model.rho),
        T: String(T),
      },
      sentence: {
        en: "What the voters have in common does not average out: that is why a forest draws features, to push ρ down (Breiman 2001).",
        zh: "投票者共有的错误平均不掉：所以随机森林要抽特征，把 ρ 压下去（Breiman 2001）。",
      },
    },
  ];
}

function narrate(model: VoteModel, step: number, locale: Locale): string {
  const T = juryAt(model, step);
  return say(
    {
      en: `${T} voter${T === 1 ? "" : "s"}: alone each errs in ${percent(model.epsilon)} of cases, together in ${percent(model.correlated[T - 1])}${model.rho > 0 ? ` (independent ones would in ${percent(model.exact[T - 1])})` : ""}; ${show(lost(model.counts[T - 1], T))} of ${model.polls} simulated polls were lost.`,
      zh: `${T} 名投票者：单独错误率 ${percent(model.epsilon)}，合起来 ${percent(model.correlated[T - 1])}${model.rho > 0 ? `（若独立则为 ${percent(model.exact[T - 1])}）` : ""}；${model.polls} 次模拟表决输了 ${show(lost(model.counts[T - 1], T))} 次。`,
    },
    locale,
  );
}

function emit(model: VoteModel, step: number, target: EmitTarget): string {
  const T = juryAt(model, step);
  const { epsilon, rho } = model;
  if (target === "python") {
    return `from math import comb

def majority_error(T, eps):
    """Chance that more than half of T independent voters are wrong; a draw counts half."""
    term = lambda k: comb(T, k) * eps**k * (1 - eps)**(T - k)
    return sum(term(k) * (1 if 2 * k > T else 0.5) for k in range(T + 1) if 2 * k >= T)

T, eps, rho = ${T}, ${epsilon}, ${rho}
print(rho * eps + (1 - rho) * majority_error(T, eps))
`;
  }
  if (target === "typescript") {
    return `/** Chance that more than half of T independent voters are wrong; a draw counts half. */
function majorityError(T: number, eps: number): number {
  let sum = 0;
  for (let k = 0; k <= T; k++) {
    let term = 1;
    for (let j = 1; j <= k; j++) term *= ((T - k + j) / j) * eps;
    sum += term * (1 - eps) ** (T - k) * (2 * k > T ? 1 : 2 * k === T ? 0.5 : 0);
  }
  return sum;
}

const [T, eps, rho] = [${T}, ${epsilon}, ${rho}];
console.log(rho * eps + (1 - rho) * majorityError(T, eps));
`;
  }
  const terms = Array.from({ length: T + 1 }, (_, k) => k).filter((k) => 2 * k >= T);
  const choose = (k: number): number => {
    let value = 1;
    for (let j = 1; j <= k; j++) value *= (T - k + j) / j;
    return Math.round(value);
  };
  return `# the majority of ${T} voters; the number of ways stands before each term
e = ${epsilon}
r = ${rho}
c = [${terms.map((k) => (2 * k === T ? 0.5 : 1) * choose(k)).join(", ")}]
p = [${terms.map((k) => `e^${k}*(1 - e)^${T - k}`).join(", ")}]
r e + (1 - r) c'p
`;
}

export const vote: Lesson<VoteModel> = {
  compute,
  steps: (model) => model.voters,
  scenes: {
    jury: (model, step, _view, locale) => curveScene(model, step, locale),
    polls: (model, step, _view, locale) => pollScene(model, step, locale),
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices: (model) =>
    model.epsilon > 0.5
      ? [
          {
            param: "epsilon",
            remark: {
              en: "Each is worse than a coin: more voters make the vote worse, and Hoeffding's bound says nothing.",
              zh: "每个人都比抛硬币差：人越多表决越糟，霍夫丁上界也无话可说。",
            },
          },
        ]
      : [],
  emit,
};
