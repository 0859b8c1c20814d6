import type { Locale } from "../../words/text";
import type { Check, EmitTarget, Note } from "../demo";
import { say } from "../number";
import { type BundleModel, computeBundle, placedAt } from "./bundle";
import { bundledScene, columnScene, graphScene } from "./bundle-scenes";
import type { Lesson } from "./lesson";

function notes({ found, samples }: BundleModel): Note[] {
  return [
    {
      id: "bundle",
      tex: "x_b = x_j + o_j \\ \\text{for the member } j \\text{ with } x_j \\ne 0,\\quad o_j = \\sum_{i \\text{ before } j} \\max x_i,\\qquad O(n\\,d) \\to O(n\\,b):\\quad d = \\slot{d},\\ b = \\slot{b}",
      slots: { d: String(samples.d), b: String(found.bundles.length) },
      sentence: {
        en: "Columns that are hardly ever other than zero together share one histogram, each in a range of its own; the fewest bundles are the colours of a graph, found greedily (Ke et al. 2017, algorithms 3 and 4).",
        zh: "几乎从不同时非零的列共用一个直方图，各占一段取值；最少的束数就是图着色的颜色数，用贪心法求（Ke 等 2017，算法 3、4）。",
      },
    },
  ];
}

function narrate(model: BundleModel, step: number, locale: Locale): string {
  const { found, samples, allowed } = model;
  if (step === 0)
    return say(
      {
        en: `${samples.d} columns wait, those in most conflicts first.`,
        zh: `${samples.d} 列在等待，冲突最多的先来。`,
      },
      locale,
    );
  const column = found.order[Math.min(step, samples.d) - 1];
  const home = found.bundles.findIndex((members) => members.includes(column));
  const before = placedAt(model, step - 1)[home];
  const end = (list: readonly number[]): string => list.map((j) => j + 1).join(", ");
  return say(
    before.length === 0
      ? {
          en: `Column ${column + 1} fits no bundle with at most ${allowed} conflicts, and opens bundle ${home + 1}.`,
          zh: `第 ${column + 1} 列放不进任何冲突不超过 ${allowed} 的束，新开第 ${home + 1} 束。`,
        }
      : {
          en: `Column ${column + 1} joins bundle ${home + 1}, that of ${end(before)}: the first in which there are at most ${allowed} conflicts.`,
          zh: `第 ${column + 1} 列加入第 ${home + 1} 束（${end(before)}）：第一个冲突不超过 ${allowed} 的束。`,
        },
    locale,
  );
}

/** Entries that can't be read back from the bundles, found by reading all of them back. */
function lostEntries({ found, bundled, samples }: BundleModel): number {
  let lost = 0;
  found.bundles.forEach((members, b) => {
    for (let i = 0; i < samples.n; i++) {
      const value = bundled.columns[b][i];
      const at = found.offsets[b].findLastIndex((offset) => offset < value);
      members.forEach((j, place) => {
        const back = value !== 0 && place === at ? value - found.offsets[b][place] : 0;
        if (back !== samples.columns[j][i]) lost++;
      });
    }
  });
  return lost;
}

function checks(model: BundleModel): Check[] {
  const { found, samples } = model;
  let together = 0;
  for (const members of found.bundles) {
    for (let i = 0; i < samples.n; i++) {
      together += Math.max(0, members.filter((j) => samples.columns[j][i] !== 0).length - 1);
    }
  }
  return [
    {
      name: { en: "entries lost in the bundles", zh: "束中丢失的值" },
      expected: lostEntries(model),
      actual: together,
      tolerance: 0,
      source: { en: "every bundle read back, range by range", zh: "逐段从束中读回每个值" },
    },
    {
      name: { en: "columns in all bundles", zh: "各束列数之和" },
      expected: samples.d,
      actual: new Set(found.bundles.flat()).size,
      tolerance: 0,
      source: { en: "columns of the table", zh: "表的列数" },
    },
  ];
}

function emit({ found, samples }: BundleModel, _step: number, target: EmitTarget): string {
  const row = samples.columns.map((column) => column[0]);
  const lists = (all: readonly (readonly number[])[]): string => all.map((list) => `[${list.join(", ")}]`).join(", ");
  const [bundles, offsets] = [lists(found.bundles), lists(found.offsets)];
  if (target === "python") {
    return `# exclusive feature bundling: columns of each bundle (from 0), and what is added to the values of each
BUNDLES = [${bundles}]
OFFSETS = [${offsets}]

def bundle(row):
    out = []
    for members, offsets in zip(BUNDLES, OFFSETS):
        out.append(next((row[j] + o for j, o in zip(members, offsets) if row[j] != 0), 0))
    return out

print(sum(bundle([${row.join(", ")}])))
`;
  }
  if (target === "typescript") {
    return `// exclusive feature bundling: columns of each bundle (from 0), and what is added to the values of each
const bundles = [${bundles}];
const offsets = [${offsets}];

export function bundle(row: number[]): number[] {
  return bundles.map((members, b) => {
    const at = members.findIndex((j) => row[j] !== 0);
    return at < 0 ? 0 : row[members[at]] + offsets[b][at];
  });
}

console.log(bundle([${row.join(", ")}]).reduce((sum, x) => sum + x, 0));
`;
  }
  const homeOf = (j: number): number => found.bundles.findIndex((members) => members.includes(j));
  const leads = (j: number): boolean => found.bundles[homeOf(j)].find((member) => row[member] !== 0) === j;
  const offsetOf = (j: number): number => found.offsets[homeOf(j)][found.bundles[homeOf(j)].indexOf(j)];
  return `# the first row, and what is added to its columns where they lead their bundle
x = [${row.join(", ")}]
o = [${row.map((_, j) => (leads(j) ? offsetOf(j) : 0)).join(", ")}]
k = [${row.map((_, j) => Number(leads(j))).join(", ")}]
k'(x + o)
`;
}

export const bundle: Lesson<BundleModel> = {
  compute: (values, seed) => computeBundle(values, seed),
  steps: ({ samples }) => samples.d,
  scenes: {
    "efb-columns": (model, step, _view, locale) => columnScene(model, step, locale),
    "efb-graph": (model, step, _view, locale) => graphScene(model, step, locale),
    "efb-bundled": (model, step, _view, locale) => bundledScene(model, step, locale),
  },
  checks: (model) => checks(model),
  notes: (model) => notes(model),
  narrate,
  notices: () => [],
  emit,
};
