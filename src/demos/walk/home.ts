import { zScore } from "../../core/num/goodness";
import { meanRadiusIn3, meanRadiusLimit } from "../../core/walk/isotropic";
import { closedWalks, expectedVisits, latticeReturnedBy, latticeReturns, polya, watson } from "../../core/walk/lattice";
import { quotient } from "../../core/walk/law";
import { returnedBy } from "../../core/walk/returns";
import type { Text } from "../../words/text";
import type { Check, EmitTarget, Note } from "../demo";
import { memo } from "../memo";
import { show, showTex } from "../number";
import { compute, type HomeModel, returnScene, spaceScene, spreadScene } from "./home-scenes";
import type { Part } from "./part";

function checks(model: HomeModel): Check[] {
  const M = model.horizon / 2;
  const small = Math.min(M, 20);
  const counts = memo(model, "closed", () => closedWalks(3, small));
  return [
    {
      name: { en: `P(back at step ${2 * small}) in space`, zh: `空间中第 ${2 * small} 步在家的概率` },
      expected: quotient(counts[small], 6n ** BigInt(2 * small)),
      actual: memo(model, "u3", () => latticeReturns(3, small))[small],
      tolerance: 1e-13,
      source: { en: "closed walks counted in whole numbers", zh: "以整数计数的闭合路径" },
    },
    {
      name: { en: "expected visits of home in space", zh: "空间中在家的期望次数" },
      expected: watson(),
      actual: memo(model, "visits", () => expectedVisits(3)),
      tolerance: 1e-12,
      source: { en: "Watson's Γ(1/24)Γ(5/24)Γ(7/24)Γ(11/24)", zh: "Watson 的 Γ(1/24)Γ(5/24)Γ(7/24)Γ(11/24)" },
    },
    {
      name: {
        en: `P(home by ${2 * M}) on a line, by the renewal equation`,
        zh: `直线上 ${2 * M} 步内回家（更新方程）`,
      },
      expected: returnedBy(2 * M),
      actual: memo(model, "by 1", () => latticeReturnedBy(1, M))[M],
      tolerance: 1e-11,
      source: { en: "1 − C(2m, m) 4⁻ᵐ", zh: "1 − C(2m, m) 4⁻ᵐ" },
    },
    {
      name: { en: "Pólya's number for four dimensions", zh: "四维的 Pólya 数" },
      expected: 0.193201673225,
      actual: memo(model, "polya4", () => polya(4)),
      tolerance: 1e-11,
      source: { en: "OEIS A242812; some tables print 0.193206", zh: "OEIS A242812；有些表误印 0.193206" },
    },
  ];
}

const returnTex: readonly string[] = [
  "u_{2m}=\\tbinom{2m}{m}4^{-m}\\sim 1/\\sqrt{\\pi m},\\qquad\\textstyle\\sum_m u_{2m}=\\infty,\\qquad u_{2\\cdot\\slot{m}}=\\slot{u}",
  "u_{2m}=\\bigl[\\tbinom{2m}{m}4^{-m}\\bigr]^2\\sim 1/(\\pi m),\\qquad\\textstyle\\sum_m u_{2m}=\\infty,\\qquad u_{2\\cdot\\slot{m}}=\\slot{u}",
  "u_{2m}=6^{-2m}\\tbinom{2m}{m}\\sum_{j+k\\le m}\\bigl(\\tfrac{m!}{j!\\,k!\\,(m-j-k)!}\\bigr)^2\\sim 2\\,(3/4\\pi m)^{3/2},\\qquad\\textstyle\\sum_m u_{2m}<\\infty,\\qquad u_{2\\cdot\\slot{m}}=\\slot{u}",
];

function notes(model: HomeModel, step: number): Note[] {
  const { dimension: d, horizon, home, walkers, radius, kind } = model;
  const M = horizon / 2;
  const by = memo(model, `by ${d}`, () => latticeReturnedBy(d, M));
  const exactRadius = kind === "isotropic" && d === 3 ? meanRadiusIn3(Math.min(step, 120)) : undefined;
  return [
    {
      id: "polya",
      tex: "u_d=\\int_0^\\infty\\!\\bigl(e^{-t/d}I_0(t/d)\\bigr)^d dt,\\qquad P(\\text{return})=1-\\frac1{u_d}:\\quad u_3=\\slot{u3},\\;\\; 1,\\;1,\\;\\slot{p3},\\;\\slot{p4},\\;\\slot{p5},\\ldots",
      slots: {
        u3: showTex(
          memo(model, "visits", () => expectedVisits(3)),
          10,
        ),
        p3: showTex(polya(3), 6),
        p4: showTex(polya(4), 6),
        p5: showTex(polya(5), 6),
      },
      sentence: {
        en: "A drunk man finds his way home, a drunk bird may be lost for ever. (Pólya 1921; the image is Kakutani's)",
        zh: "醉汉总能回家，醉鸟可能永远迷失。（Pólya 1921；比喻出自角谷静夫）",
      },
    },
    {
      id: "u",
      tex: returnTex[d - 1],
      slots: { m: String(M), u: showTex(memo(model, `u ${d}`, () => latticeReturns(d, M))[M], 6) },
      sentence: {
        en: "Home is found again for sure exactly when the expected number of visits is infinite.",
        zh: "期望到访次数无穷大，恰好等价于一定能回家。",
      },
    },
    {
      id: "z",
      tex:
        kind === "lattice"
          ? "\\hat P=\\slot{seen},\\quad P=\\slot{exact},\\quad z=\\frac{\\hat P-P}{\\sqrt{P(1-P)/M}}=\\slot{z}"
          : "\\overline{|R_{\\slot{n}}|}=\\slot{mean},\\qquad \\sqrt{\\slot{n}}\\,\\sqrt{2/d}\\;\\frac{\\Gamma((d+1)/2)}{\\Gamma(d/2)}=\\slot{limit}",
      slots: {
        seen: showTex(home[M] / walkers, 5),
        exact: showTex(by[M], 6),
        z: showTex(zScore(home[M], walkers, by[M]), 3),
        n: String(step),
        mean: showTex(radius[step], 5),
        limit: showTex(meanRadiusLimit(d) * Math.sqrt(step), 5),
      },
      ...(exactRadius === undefined
        ? {}
        : {
            sentence: {
              en: `In space the mean is known exactly for every n: after ${Math.min(step, 120)} steps ${show(exactRadius, 8)}.`,
              zh: `在空间中均值对每个 n 都有精确值：${Math.min(step, 120)} 步后为 ${show(exactRadius, 8)}。`,
            },
          }),
    },
  ];
}

function narrate(model: HomeModel, step: number): Text {
  const { dimension: d, path, back, kind } = model;
  const place = Array.from({ length: d }, (_, i) => path[step * d + i]);
  const far = Math.hypot(...place);
  const came =
    kind === "isotropic"
      ? { en: "Steps in any direction never meet home exactly again.", zh: "任意方向的步子不会再恰好回到家。" }
      : back > 0 && step >= back
        ? { en: `Home was found again at step ${back}.`, zh: `第 ${back} 步回到了家。` }
        : { en: "Home has not been found again.", zh: "还没有回到家。" };
  return {
    en: `Step ${step}: at (${place.map((x) => show(x, 3)).join(", ")}), ${show(far)} away where √n is ${show(Math.sqrt(step))}. ${came.en}`,
    zh: `第 ${step} 步：位于 (${place.map((x) => show(x, 3)).join(", ")})，距离 ${show(far)}，√n 为 ${show(Math.sqrt(step))}。${came.zh}`,
  };
}

function emit({ dimension: d, horizon }: HomeModel, _step: number, target: EmitTarget): string {
  const M = horizon / 2;
  if (target === "python")
    return [
      "from math import comb",
      "",
      `d, M = ${d}, ${M}`,
      "one = [comb(2 * m, m) for m in range(M + 1)]",
      "closed = one",
      "for _ in range(d - 1):  # closed walks with one axis more, in whole numbers",
      "    closed = [sum(comb(2 * m, 2 * j) * one[j] * closed[m - j] for j in range(m + 1)) for m in range(M + 1)]",
      "u = [c / (2 * d) ** (2 * m) for m, c in enumerate(closed)]",
      "f = [0.0]",
      "for m in range(1, M + 1):",
      "    f.append(u[m] - sum(f[k] * u[m - k] for k in range(1, m)))",
      'print("home by", 2 * M, sum(f))',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `const [d, M] = [${d}, ${M}];`,
      "const one = [1];",
      "for (let m = 1; m <= M; m++) one.push((one[m - 1] * (2 * m - 1)) / (2 * m));",
      "// The steps along one axis are binomial; the rest is the walk with one axis less.",
      "let u = one;",
      "for (let axes = 2; axes <= d; axes++) {",
      "  const fewer = u;",
      "  u = one.map((_, m) => {",
      "    const p = 1 / axes;",
      "    const along = [Math.exp(2 * m * Math.log1p(-p))];",
      "    for (let j = 1; j <= 2 * m; j++) along.push((along[j - 1] * (2 * m - j + 1) * p) / (j * (1 - p)));",
      "    return fewer.slice(0, m + 1).reduce((sum, _, j) => sum + along[2 * j] * one[j] * fewer[m - j], 0);",
      "  });",
      "}",
      "const f = [0];",
      "for (let m = 1; m <= M; m++) f.push(u[m] - f.reduce((sum, x, k) => (k === 0 ? 0 : sum + x * u[m - k]), 0));",
      "console.log({ homeBy: f.reduce((a, b) => a + b, 0) });",
      "",
    ].join("\n");
  return [
    "# u for 2m steps on a line, in the plane; and what space leaves",
    "u(m) = exp(lgamma(2*m + 1) - 2*lgamma(m + 1) - 2*m*log(2))",
    `u(${M})`,
    `u(${M})^2`,
    "1 - 32*pi^3/(sqrt(6)*gamma(1/24)*gamma(5/24)*gamma(7/24)*gamma(11/24))",
    "",
  ].join("\n");
}

/** The way home: Pólya’s theorem. */
export const homePart: Part<HomeModel> = {
  compute,
  steps: ({ horizon }) => horizon,
  scenes: { space: spaceScene, return: returnScene, far: spreadScene },
  checks,
  notes,
  narrate,
  notices: ({ notices }) => notices,
  emit,
};
