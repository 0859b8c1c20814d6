import type { Bench, BenchResult, CaseResult, Timed } from "./bench";

/** Times the cases of a bench in interleaved rounds until its budget is spent, at least three rounds. */
export async function measure(bench: Bench): Promise<BenchResult> {
  const timed = new Map<string, Timed>();
  for (const { name, setup } of bench.cases) {
    const run = await setup();
    if (run) timed.set(name, run);
  }
  if (bench.agree) {
    const results = new Map<string, unknown>();
    for (const [name, run] of timed) results.set(name, await run());
    bench.agree(results);
  }
  const samples = new Map<string, number[]>([...timed.keys()].map((name) => [name, []]));
  const repeats = new Map<string, number>();
  for (const [name, run] of timed) repeats.set(name, await warm(run));
  const end = performance.now() + (bench.budgetMs ?? 2_000);
  for (let round = 0; round < 3 || (performance.now() < end && round < 5_000); round += 1) {
    for (const [name, run] of timed) samples.get(name)!.push(...(await sample(run, repeats.get(name)!)));
  }
  return { name: bench.name, cases: new Map([...samples].map(([name, times]) => [name, summary(times)])) };
}

/** Calls until the compiler has seen it, and returns how many calls make a sample of at least half a millisecond. */
async function warm(run: Timed): Promise<number> {
  const first = await sample(run, 1);
  if (first.length > 1 || first[0]! > 1_000) return 1;
  if (first[0]! > 50 && (await sample(run, 1))[0]! > 50) return 1; // the first call also compiles
  const end = performance.now() + 1_000; // a compiler needs a thousand calls or two
  let calls = 0;
  for (; performance.now() < end; calls += 1) await run();
  const [each = 1] = await sample(run, Math.ceil(calls / 20));
  return Math.max(1, Math.round(0.5 / each));
}

async function sample(run: Timed, repeats: number): Promise<readonly number[]> {
  const start = performance.now();
  let result: unknown;
  for (let call = 0; call < repeats; call += 1) {
    result = run();
    if (result instanceof Promise) result = await result;
  }
  const wall = (performance.now() - start) / repeats;
  if (typeof result === "object" && result !== null) {
    if ("samplesMs" in result) return result.samplesMs as readonly number[];
    if ("ms" in result) return [result.ms as number];
  }
  return [wall];
}

export function summary(times: readonly number[]): CaseResult {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { samplesMs: sorted, medianMs: at(0.5), p95Ms: at(0.95) };
}
