import type { Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { linear } from "../frame";
import type { DensityModel } from "./density";

export const samplerNames: { readonly [id: string]: Text } = {
  metropolis: { en: "Metropolis", zh: "Metropolis 采样" },
  hmc: { en: "Hamiltonian Monte Carlo", zh: "哈密顿蒙特卡罗" },
};

export const names = {
  exact: { en: "exact (quadrature)", zh: "精确（求积）" },
  grid: { en: "grid", zh: "网格" },
  laplace: { en: "Laplace", zh: "拉普拉斯近似" },
  draws: { en: "draws", zh: "抽样" },
  chain: { en: "chain 1", zh: "链 1" },
  rejected: { en: "rejected", zh: "被拒绝" },
  leap: { en: "leapfrog path", zh: "蛙跳路径" },
} satisfies Record<string, Text>;

export const emptyScene = (id: string, title: Text, locale: Locale, span: number): Scene => ({
  id,
  title: title[locale],
  description: { en: "The formula has no density in this window.", zh: "公式在此窗口内没有密度。" }[locale],
  x: linear("x", [-1, 1]),
  y: linear("y", [-1, 1]),
  marks: [{ kind: "rule", id: "base", axis: "y", at: 0, ink: "axis" }],
  empty: { en: "No density here: move the window or the formula.", zh: "此处没有密度：请移动窗口或修改公式。" }[locale],
  table: { columns: ["x", "y"], rows: [] },
  span,
});

/** Points of the chains seen so far, thinned where there are thousands. */
export function drawsSeen(model: DensityModel, count: number): number[] {
  const stride = Math.max(1, Math.ceil((count * model.chains.length) / 3000));
  return model.chains.flatMap(({ draws }) => {
    const out: number[] = [];
    for (let t = 0; t < count; t += stride) out.push(draws[2 * t]!, draws[2 * t + 1]!);
    return out;
  });
}

export function chainTable(model: DensityModel, count: number) {
  const first = model.chains[0];
  const d = model.dimension;
  const rows = Array.from({ length: Math.min(60, count) }, (_, i) => count - Math.min(60, count) + i);
  return {
    columns: ["#", ...(d === 1 ? ["x"] : ["x", "y"]), "P"],
    rows: first ? rows.map((t) => [t + 1, ...Array.from(first.draws.slice(t * d, t * d + d)), first.chances[t]!]) : [],
  };
}
