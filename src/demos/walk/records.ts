import { walkLaw } from "../../core/walk/law";
import { firstPassageLaw, maximumAtLeast } from "../../core/walk/passage";
import { expectedZeros, lastZeroLaw, returnedBy, returnLaw } from "../../core/walk/returns";
import type { Text } from "../../words/text";
import type { Check, EmitTarget, Note } from "../demo";
import { memo } from "../memo";
import { inRange, show, showTex } from "../number";
import type { Part } from "./part";
import { compute, firstScene, lastScene, maximaScene, mirrorScene, type RecordsModel } from "./records-scenes";

function checks(model: RecordsModel): Check[] {
  const { n, level, walkers } = model;
  const law = memo(model, "law", () => walkLaw(n));
  let [at, above] = [0, 0];
  law.forEach((x, j) => {
    const site = 2 * j - n;
    if (site === level) at = x;
    if (site > level) above += x;
  });
  const passage = memo(model, "passage", () => firstPassageLaw(n, level));
  const u = returnLaw(n / 2);
  return [
    {
      name: { en: `P(maximum ≥ ${level})`, zh: `P(最大值 ≥ ${level})` },
      expected: at + 2 * above,
      actual: maximumAtLeast(n, level),
      tolerance: 1e-12,
      source: { en: "P(S = a) + 2P(S > a), from the law of S", zh: "由 S 的分布：P(S = a) + 2P(S > a)" },
    },
    {
      name: { en: "the same, summed over the first visits", zh: "同上，对首达时刻求和" },
      expected: maximumAtLeast(n, level),
      actual: passage.reduce((a, b) => a + b, 0),
      tolerance: 1e-11,
      source: { en: "reflection principle", zh: "反射原理" },
    },
    {
      name: { en: "sum of the law of the last zero", zh: "最后零点分布之和" },
      expected: 1,
      actual: lastZeroLaw(n / 2).reduce((a, b) => a + b, 0),
      tolerance: 1e-11,
      source: { en: "it is a law: U(s)² (1 − s²) = 1", zh: "它是概率分布：U(s)²(1 − s²) = 1" },
    },
    {
      name: { en: "expected zeros", zh: "期望零点数" },
      expected: u.reduce((a, b) => a + b, -1),
      actual: expectedZeros(n),
      tolerance: 1e-10,
      source: { en: "sum of P(S₂ₘ = 0)", zh: "P(S₂ₘ = 0) 之和" },
    },
    {
      name: { en: "P(a return)", zh: "P(返回)" },
      expected: 1 - u[n / 2],
      actual: returnedBy(n),
      tolerance: 1e-11,
      source: { en: "1 − u₂ₘ by the ratio of neighbours", zh: "由相邻项之比得 1 − u₂ₘ" },
    },
    {
      name: { en: "walkers whose maximum reaches the level", zh: "最大值达到水平线的行人" },
      expected: walkers - model.hits[0],
      actual: model.maxima.subarray(Math.min(level, n + 1)).reduce((a, b) => a + b, 0),
      tolerance: 0,
      source: { en: "walkers that have hit it", zh: "曾到达它的行人" },
    },
  ];
}

function notes({ n, level, path, hitAt }: RecordsModel): Note[] {
  const out: Note[] = [
    {
      id: "reflection",
      tex: "P(\\max\\ge \\slot{a})=P(S_{\\slot{n}}=\\slot{a})+2P(S_{\\slot{n}}>\\slot{a})=\\slot{value}",
      slots: { a: String(level), n: String(n), value: showTex(maximumAtLeast(n, level), 8) },
      sentence: {
        en: "Every walk that has touched the level ends above or below it, and the two kinds are mirror images. (Désiré André 1887)",
        zh: "触及水平线的路径终于其上或其下，两类互为镜像。（Désiré André 1887）",
      },
    },
    {
      id: "arcsine",
      tex: "P(\\text{last zero}=2k)=u_{2k}\\,u_{\\slot{n}-2k}\\;\\to\\;\\tfrac{2}{\\pi}\\arcsin\\sqrt{x},\\qquad u_{\\slot{n}}=\\slot{u}",
      slots: { n: String(n), u: showTex(returnLaw(n / 2)[n / 2], 8) },
      sentence: {
        en: "One is in the lead for a long time: the middle is the least likely place for the last change. (Lévy 1939; Feller 1968, III)",
        zh: "领先往往持续很久：最后一次易手最不可能发生在中间。（Lévy 1939；Feller 1968，III）",
      },
    },
    {
      id: "first",
      tex: "P(T_{\\slot{a}}=t)=\\tfrac{\\slot{a}}{t}\\,P(S_t=\\slot{a})\\;\\approx\\;\\frac{2\\cdot\\slot{a}}{\\sqrt{2\\pi t^3}}\\,e^{-\\slot{a}^2/2t},\\qquad E\\,T_{\\slot{a}}=\\infty",
      slots: { a: String(level) },
      sentence: {
        en: "It comes for sure, and on average never: the tail falls like 1/(t√t).",
        zh: "一定会来，平均却要等到永远：尾部按 1/(t√t) 衰减。",
      },
    },
  ];
  if (hitAt > 0)
    out.push({
      id: "twin",
      tex: "S_{\\slot{n}}=\\slot{end}\\quad\\longleftrightarrow\\quad 2\\cdot\\slot{a}-S_{\\slot{n}}=\\slot{twin}",
      slots: { n: String(n), end: showTex(path[n]), a: String(level), twin: showTex(2 * level - path[n]) },
    });
  return out;
}

function narrate({ level, path, hitAt }: RecordsModel, step: number): Text {
  if (hitAt === 0)
    return {
      en: `Step ${step}: the walk is at ${show(path[step])}. None of the walks looked at meets ${level} and ends below it; lower the level or take more steps.`,
      zh: `第 ${step} 步：游走位于 ${show(path[step])}。所看的游走中没有一条到达 ${level} 后终于下方；请降低水平线或增加步数。`,
    };
  if (step < hitAt)
    return {
      en: `Step ${step}: the walk is at ${show(path[step])}, ${show(level - path[step])} below the level.`,
      zh: `第 ${step} 步：游走位于 ${show(path[step])}，比水平线低 ${show(level - path[step])}。`,
    };
  return {
    en: `Step ${step}: the level was first met at step ${hitAt}. The walk is at ${show(path[step])}, its mirror image at ${show(2 * level - path[step])}; both are as likely.`,
    zh: `第 ${step} 步：第 ${hitAt} 步首次到达水平线。游走位于 ${show(path[step])}，镜像位于 ${show(2 * level - path[step])}，两者同样可能。`,
  };
}

function emit({ n, level }: RecordsModel, _step: number, target: EmitTarget): string {
  if (target === "python")
    return [
      "from math import comb",
      "",
      `n, a = ${n}, ${level}`,
      "P = lambda k: comb(n, (n + k) // 2) / 2**n if (n + k) % 2 == 0 and abs(k) <= n else 0.0",
      "u = lambda m: comb(2 * m, m) / 4**m",
      'print("maximum at least a", P(a) + 2 * sum(P(k) for k in range(a + 1, n + 1)))',
      'print("last zero at 0", u(0) * u(n // 2))',
      'print("expected zeros", sum(u(m) for m in range(1, n // 2 + 1)))',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `const [n, a] = [${n}, ${level}];`,
      "const law = [1];",
      "for (let j = 1; j <= n; j++) law.push((law[j - 1] * (n - j + 1)) / j);",
      "const total = 2 ** n;",
      "const P = (k: number) => ((n + k) % 2 === 0 && Math.abs(k) <= n ? law[(n + k) / 2] / total : 0);",
      "let above = 0;",
      "for (let k = a + 1; k <= n; k++) above += P(k);",
      "console.log({ maximumAtLeast: P(a) + 2 * above });",
      "",
    ].join("\n");
  return [
    "# the density of the first passage through a, and u for 2m steps",
    `f(t) = ${level}/sqrt(2*pi*t^3)*exp(-${level}^2/(2*t))`,
    "u(m) = exp(lgamma(2*m + 1) - 2*lgamma(m + 1) - 2*m*log(2))",
    `u(${n / 2})`,
    `f(${n})`,
    "",
  ].join("\n");
}

/** Maxima, first and last times. */
export const recordsPart: Part<RecordsModel> = {
  compute,
  steps: ({ n }) => n,
  scenes: { mirror: mirrorScene, maxima: maximaScene, last: lastScene, first: firstScene },
  checks,
  notes,
  narrate,
  drag: (_model, values, _handle, _x, y) => ({ ...values, level: inRange(Math.round(y), 1, 40, 1, 1) }),
  emit,
};
