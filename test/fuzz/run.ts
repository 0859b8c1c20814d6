import { fuzzDerivatives } from "./derivatives";
import { fuzzSession } from "./session";
import { fuzzSyntax } from "./syntax";

/** Every fuzzer, and what share of the inputs it gets; evaluating costs more than parsing. */
const fuzzers = [
  { name: "derivatives", share: 1, run: fuzzDerivatives },
  { name: "syntax", share: 0.9, run: fuzzSyntax },
  { name: "session", share: 0.1, run: fuzzSession },
] as const;

/** Runs `count` inputs in slices, so that progress is seen; returns how many fuzzers found something. */
export function fuzz(count: number, seed: number): number {
  let broken = 0;
  for (const { name, share, run } of fuzzers) {
    const inputs = Math.ceil(count * share);
    const slice = 2_000;
    const start = performance.now();
    try {
      for (let done = 0; done < inputs; done += slice) run(Math.min(slice, inputs - done), seed + done);
      console.log(`${name}: ${inputs} inputs, nothing found (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      broken += 1;
      console.log(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return broken;
}
