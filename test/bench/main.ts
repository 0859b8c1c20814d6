import { readFileSync, writeFileSync } from "node:fs";
import type { Bench, BenchResult } from "./bench";
import { measure } from "./measure";

interface Target {
  readonly id: string;
  readonly text: string;
  readonly bound: number;
  readonly unit: string;
  readonly better: "less" | "more";
  /** The latest figure, written here by each run that measures it. */
  figure?: number;
}

/** The benches whose names contain one of the parts of `wanted`, which commas separate. @throws RangeError where there is none */
export function choose(benches: readonly Bench[], wanted: string): readonly Bench[] {
  const parts = wanted.split(",").map((part) => part.trim());
  const chosen = benches.filter(({ name }) => parts.some((part) => name.includes(part)));
  if (chosen.length > 0) return chosen;
  throw new RangeError(
    `no bench has "${wanted}" in its name; there are: ${benches.map(({ name }) => name).join(", ")}`,
  );
}

/** Runs benches, prints the tables, and writes each figure beside its target. */
export async function main(chosen: readonly Bench[], targetsPath: string): Promise<number> {
  const targets = JSON.parse(readFileSync(targetsPath, "utf8")) as Target[];
  const measured = new Set<string>();
  let failed = 0;
  for (const bench of chosen) {
    const result = await measure(bench).catch((error: unknown) => {
      // The others are worth running all the same.
      console.error(`\n${bench.name}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      failed += 1;
    });
    if (!result) continue;
    printCases(result);
    for (const { id, figure } of bench.targets ?? []) {
      const target = targets.find((row) => row.id === id);
      if (!target) throw new RangeError(`targets.json has no row "${id}", which "${bench.name}" names`);
      const value = figure(result);
      if (!Number.isFinite(value)) continue; // a peer that is not installed
      target.figure = Number(value.toPrecision(3));
      measured.add(id);
    }
  }
  writeFileSync(targetsPath, `${JSON.stringify(targets, null, 2)}\n`);
  return failed + printTargets(targets, measured);
}

function printCases({ name, cases }: BenchResult): void {
  console.log(`\n${name}`);
  for (const [label, { medianMs, p95Ms, samplesMs }] of cases) {
    const own = label.replace(/[^·]*$/, label.includes("·") ? " ours" : "ours");
    const ours = cases.get(own)?.medianMs;
    const times = ours && label !== own ? `${(medianMs / ours).toFixed(1).padStart(9)} × ours` : "";
    const figures = `${format(medianMs).padStart(10)} ms   p95 ${format(p95Ms).padStart(10)} ms`;
    console.log(`  ${label.padEnd(46)} ${figures}   ${String(samplesMs.length).padStart(5)} samples ${times}`);
  }
}

/** Returns how many of the targets measured in this run are missed. */
function printTargets(targets: readonly Target[], measured: ReadonlySet<string>): number {
  console.log("\nTargets (· not measured in this run)");
  let missed = 0;
  for (const { id, text, bound, unit, better, figure } of targets) {
    const met = figure !== undefined && (better === "less" ? figure <= bound : figure >= bound);
    if (!met && measured.has(id)) missed += 1;
    const mark = figure === undefined ? "–     " : met ? "met   " : "MISSED";
    const latest = figure === undefined ? "none" : `${figure} ${unit}`;
    const limit = `${better === "less" ? "≤" : "≥"} ${bound} ${unit}`;
    console.log(
      `${measured.has(id) ? " " : "·"} ${mark} ${text.padEnd(76)} ${limit.padStart(10)} ${latest.padStart(12)}`,
    );
  }
  return missed;
}

const format = (ms: number) => (ms >= 100 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(4));
