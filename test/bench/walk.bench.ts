import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedXoshiro } from "../../src/core/num/xoshiro";
import { extremes } from "../../src/core/walk/extremes";
import { countUps, tryKernel } from "../../src/core/walk/kernel";
import { finalPositions } from "../../src/core/walk/simulate";
import { type Bench, ratio } from "./bench";

const walkers = 20_000;
const steps = 1024;
const crowd = { seed: 2026, walkers, steps };
const level = 30;

/** The loop that one writes first. */
function naiveEnds(): Int32Array {
  const ends = new Int32Array(walkers);
  for (let w = 0; w < walkers; w++) {
    let at = 0;
    for (let n = 0; n < steps; n++) at += Math.random() < 0.5 ? 1 : -1;
    ends[w] = at;
  }
  return ends;
}

function naiveExtremes(): { readonly maxima: Int32Array; readonly hits: Int32Array } {
  const maxima = new Int32Array(walkers);
  const hits = new Int32Array(walkers);
  for (let w = 0; w < walkers; w++) {
    let [at, most, hit] = [0, 0, 0];
    for (let n = 1; n <= steps; n++) {
      at += Math.random() < 0.5 ? 1 : -1;
      if (at > most) most = at;
      if (at === level && hit === 0) hit = n;
    }
    maxima[w] = most;
    hits[w] = hit;
  }
  return { maxima, hits };
}

/** Of a crowd's ends: mean near 0 and variance near n, each within six deviations. */
function looksLikeAWalk(name: string, ends: Int32Array): void {
  let [sum, squares] = [0, 0];
  for (const end of ends) {
    sum += end;
    squares += end * end;
  }
  const mean = sum / Math.sqrt(walkers * steps);
  const spread = (squares / walkers / steps - 1) * Math.sqrt(walkers / 2);
  if (Math.abs(mean) > 6 || Math.abs(spread) > 6)
    throw new Error(`${name}: mean off by ${mean} σ, variance by ${spread} σ`);
}

/** The kernel's loop in C, from the same state. It prints the processor time of each round, and once how many ups it counted. */
const C = `
#define _POSIX_C_SOURCE 199309L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
static inline uint64_t turn(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }
static uint64_t s[4];
__attribute__((noinline)) static void count(int32_t *ups, int walkers, int words, uint64_t mask) {
  uint64_t a = s[0], b = s[1], c = s[2], d = s[3];
  for (int w = 0; w < walkers; w++) {
    uint64_t sum = 0;
    for (int i = 0; i < words; i++) {
      uint64_t x = turn(a + d, 23) + a, t = b << 17;
      c ^= a; d ^= b; b ^= c; a ^= d; c ^= t; d = turn(d, 45);
      sum += __builtin_popcountll(i == words - 1 ? x & mask : x);
    }
    ups[w] = (int32_t)sum;
  }
  s[0] = a; s[1] = b; s[2] = c; s[3] = d;
}
int main(int argc, char **argv) {
  if (argc < 8) return 2;
  for (int k = 0; k < 4; k++) s[k] = strtoull(argv[1 + k], 0, 10);
  int walkers = atoi(argv[5]), words = atoi(argv[6]), rounds = atoi(argv[7]);
  int32_t *ups = malloc(sizeof(int32_t) * walkers);
  for (int r = 0; r < rounds; r++) {
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    count(ups, walkers, words, ~0ull);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    printf("%.6f\\n", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6);
    if (r == 0) { int64_t total = 0; for (int w = 0; w < walkers; w++) total += ups[w]; printf("%lld\\n", (long long)total); }
  }
  return 0;
}
`;

const kernelWalkers = 200_000;
const kernelWords = steps / 64;
/** One after the other, so that the start of the other's process touches only the first. */
const rounds = 9;

/** Compiles the loop in C; undefined where there is no compiler. */
function compileC(): ((rounds: number) => readonly number[]) | undefined {
  if (spawnSync("gcc", ["--version"]).status !== 0) {
    console.log("  (no gcc here: the kernel is not compared with C)");
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "walk-bench-"));
  writeFileSync(join(folder, "walk.c"), C);
  execFileSync("gcc", ["-O3", "-march=native", "-o", join(folder, "walk"), join(folder, "walk.c")]);
  const wide = new BigUint64Array(seedXoshiro(crowd.seed).buffer);
  const args = [...wide].map(String);
  return (rounds) =>
    execFileSync(join(folder, "walk"), [...args, String(kernelWalkers), String(kernelWords), String(rounds)], {
      encoding: "utf8",
    })
      .trim()
      .split("\n")
      .map(Number);
}

const benches: readonly Bench[] = [
  {
    name: "random walk: final positions of 20,000 walkers after 1,024 steps",
    cases: [
      { name: "ours", setup: () => () => finalPositions(crowd) },
      { name: "plain TypeScript", setup: () => () => finalPositions(crowd, countUps) },
      { name: "Math.random loop", setup: () => naiveEnds },
    ],
    budgetMs: 6_000,
    agree: (results) => {
      const [ours, plain, naive] = [...results.values()] as Int32Array[];
      if (ours!.some((end, w) => end !== plain![w]))
        throw new Error("WebAssembly and TypeScript walk to different places");
      looksLikeAWalk("ours", ours!);
      looksLikeAWalk("Math.random loop", naive!);
    },
    targets: [{ id: "walk-ends", figure: ratio("Math.random loop", "plain TypeScript") }],
  },
  {
    name: "random walk: maximum and first hit of 30",
    cases: [
      { name: "ours", setup: () => () => extremes(crowd, level) },
      { name: "Math.random loop", setup: () => naiveExtremes },
    ],
    budgetMs: 6_000,
    agree: (results) => {
      const [ours, naive] = [...results.values()] as { maxima: Int32Array; hits: Int32Array }[];
      for (const key of ["maxima", "hits"] as const) {
        const share = ({ maxima, hits }: { maxima: Int32Array; hits: Int32Array }) =>
          (key === "maxima" ? maxima : hits).filter((x) => (key === "maxima" ? x >= level : x > 0)).length / walkers;
        const [a, b] = [share(ours!), share(naive!)];
        if (Math.abs(a - b) > 6 * Math.sqrt((2 * a * (1 - a)) / walkers)) throw new Error(`${key}: ${a} and ${b} hit`);
      }
    },
    targets: [{ id: "walk-extremes", figure: ratio("Math.random loop") }],
  },
  {
    name: "random walk: the kernel in WebAssembly against the same loop in C",
    cases: [
      {
        name: "ours",
        setup: () => {
          const kernel = tryKernel();
          if (!kernel) return undefined;
          const ups = new Int32Array(kernelWalkers);
          return () => {
            const samplesMs = Array.from({ length: rounds }, () => {
              const from = process.cpuUsage();
              kernel(ups, seedXoshiro(crowd.seed), kernelWords, -1, -1);
              const { user, system } = process.cpuUsage(from);
              return (user + system) / 1000;
            });
            return { samplesMs, total: ups.reduce((sum, x) => sum + x, 0) };
          };
        },
      },
      {
        name: "C",
        setup: () => {
          const run = compileC();
          if (!run) return undefined;
          return () => {
            const [first, total, ...rest] = run(rounds);
            return { samplesMs: [first!, ...rest], total };
          };
        },
      },
    ],
    budgetMs: 3_000,
    agree: (results) => {
      const totals = [...results.values()].map((result) => (result as { total: number }).total);
      if (totals.some((total) => total !== totals[0])) throw new Error(`C and ours count ${totals.join(" and ")} ups`);
    },
    targets: [
      {
        id: "walk-kernel",
        figure: (result) => (result.cases.has("C") ? ratio("C")(result) : Number.NaN),
      },
      {
        id: "walk-rate",
        figure: ({ cases }) => (kernelWalkers * steps) / cases.get("ours")!.medianMs / 1e6,
      },
    ],
  },
];

export default benches;
