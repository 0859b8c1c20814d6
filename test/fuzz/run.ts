import { fuzzDerivatives } from "./derivatives";
import { fuzzSession } from "./session";
import { fuzzSyntax } from "./syntax";
import { fuzzVerdicts } from "./verdicts";

/** What a fuzzer counted. */
type Tally = Readonly<Record<string, number>>;

/** Every fuzzer, and what share of the inputs it gets; evaluating costs more than parsing. */
const fuzzers: readonly {
  readonly name: string;
  readonly share: number;
  readonly run: (count: number, seed: number) => Tally | undefined | void;
}[] = [
  { name: "derivatives", share: 1, run: (count, seed) => ({ ...fuzzDerivatives(count, seed) }) },
  { name: "verdicts", share: 1, run: (count, seed) => ({ ...fuzzVerdicts(count, seed) }) },
  { name: "syntax", share: 0.9, run: fuzzSyntax },
  { name: "session", share: 0.1, run: fuzzSession },
];

/** Runs `count` inputs in slices and prints what was counted; returns how many fuzzers found something. */
export function fuzz(count: number, seed: number): number {
  let broken = 0;
  for (const { name, share, run } of fuzzers) {
    const inputs = Math.ceil(count * share);
    const slice = 2_000;
    const start = performance.now();
    const total: Record<string, number> = {};
    try {
      for (let done = 0; done < inputs; done += slice) {
        const tally = run(Math.min(slice, inputs - done), seed + done);
        for (const [what, n] of Object.entries(tally ?? {})) total[what] = (total[what] ?? 0) + n;
      }
      const counted = Object.entries(total).map(([what, n]) => `, ${n} ${what}`);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${name}: ${inputs} inputs${counted.join("")}, nothing wrong (${seconds} s)`);
    } catch (error) {
      broken += 1;
      console.log(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return broken;
}
