import { expect, test } from "vitest";
import { symmetricEigen } from "../../../src/core/num/eigen";
import { createRng } from "../../../src/core/num/rng";
import {
  chainOf,
  chainSpectrum,
  classesOf,
  mixingCurve,
  mixingTime,
  runChain,
  stationary,
} from "../../../src/core/walk/chain";
import { graphOf, pageRank, surfer, weightsOf } from "../../../src/core/walk/graph";
import { hittingProbabilities, hittingTimes } from "../../../src/core/walk/hitting";
import { ruinDuration, ruinProbability } from "../../../src/core/walk/ruin";

const all = (n: number) => Array.from({ length: n }, (_, i) => i);

function randomChain(n: number, seed: number) {
  const rng = createRng(seed);
  return chainOf(
    Float64Array.from({ length: n * n }, () => rng.nextFloat()),
    n,
  );
}

test("rows are scaled to 1, and a row of zeros stays where it is", () => {
  const { P, absorbing } = chainOf([1, 3, 0, 0], 2);
  expect([...P]).toEqual([0.25, 0.75, 0, 1]);
  expect(absorbing).toEqual([1]);
  expect(() => chainOf([1, -1, 0, 1], 2)).toThrow("a weight must be ≥ 0 and finite, got -1");
  expect(() => chainOf([1, 2, 3], 2)).toThrow("weights must hold 2×2 = 4 numbers, got 3");
});

test("the stationary law is kept by a step, and is where the powers of P lead", () => {
  for (const n of [1, 2, 5, 12]) {
    const chain = randomChain(n, n);
    const pi = stationary(chain, all(n));
    expect(pi.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 14);
    for (let j = 0; j < n; j++) {
      expect(all(n).reduce((sum, i) => sum + pi[i] * chain.P[i * n + j], 0)).toBeCloseTo(pi[j], 14);
    }
    expect(mixingCurve(chain, pi, 200)[200]).toBeLessThan(1e-13);
  }
});

test("a birth and death chain has π in closed form over 60 orders of size, each entry to full precision", () => {
  const n = 21;
  const P = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    if (i > 0) P[i * n + i - 1] = 0.999;
    if (i < n - 1) P[i * n + i + 1] = 0.001;
  }
  const chain = chainOf(P, n);
  const pi = stationary(chain, all(n));
  for (let i = 2; i < n - 1; i++) expect(pi[i] / pi[i - 1] / (0.001 / 0.999)).toBeCloseTo(1, 12);
});

test("communicating classes, which are closed, and their periods", () => {
  // 0 ⇄ 1 of period 2; 2 leaves to both; 3 → 4 → 5 → 3 of period 3; 6 alone.
  const P = new Float64Array(49);
  for (const [i, j] of [
    [0, 1],
    [1, 0],
    [2, 0],
    [2, 3],
    [3, 4],
    [4, 5],
    [5, 3],
    [6, 6],
  ] as const) {
    P[7 * i + j] = 1;
  }
  expect(classesOf(chainOf(P, 7))).toEqual([
    { states: [0, 1], closed: true, period: 2 },
    { states: [2], closed: false, period: 0 },
    { states: [3, 4, 5], closed: true, period: 3 },
    { states: [6], closed: true, period: 1 },
  ]);
});

test("the walk on a ring of m has eigenvalues cos 2πk/m: gap 1 − cos 2π/m for odd m, 0 for even", () => {
  for (const m of [5, 9, 8]) {
    const W = new Float64Array(m * m);
    for (let i = 0; i < m; i++) W[i * m + ((i + 1) % m)] = W[i * m + ((i + m - 1) % m)] = 1;
    const { eigenvalues, gap } = chainSpectrum(chainOf(W, m));
    expect(eigenvalues[0].re).toBeCloseTo(1, 12);
    const known = all(m)
      .map((k) => Math.cos((2 * Math.PI * k) / m))
      .sort((a, b) => a - b);
    eigenvalues
      .map(({ re }) => re)
      .sort((a, b) => a - b)
      .forEach((x, k) => {
        expect(x).toBeCloseTo(known[k], 10);
      });
    // An odd ring's second in size is the most negative, cos(π(m − 1)/m) = −cos(π/m).
    expect(gap).toBeCloseTo(m % 2 === 0 ? 0 : 1 - Math.cos(Math.PI / m), 10);
  }
});

test("the gap of a reversible chain is that of the symmetric matrix it is similar to", () => {
  const n = 7;
  const rng = createRng(3);
  const W = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) W[i * n + j] = W[j * n + i] = rng.nextFloat();
  const chain = chainOf(W, n);
  const strength = all(n).map((i) => all(n).reduce((sum, j) => sum + W[i * n + j], 0));
  const S = W.map((w, at) => w / Math.sqrt(strength[Math.floor(at / n)] * strength[at % n]));
  const values = [...symmetricEigen(S, n).values].map(Math.abs).sort((a, b) => b - a);
  const { gap, relaxation } = chainSpectrum(chain);
  expect(gap).toBeCloseTo(1 - values[1], 12);
  const pi = stationary(chain, all(n));
  const total = strength.reduce((sum, x) => sum + x, 0);
  strength.forEach((s, i) => {
    expect(pi[i]).toBeCloseTo(s / total, 14);
  });
  // (1/gap − 1) ln(1/2ε) ≤ t_mix(ε) ≤ 1/gap · ln(1/(ε π_min)); Levin, Peres & Wilmer 2009, 12.3 and 12.4
  const curve = mixingCurve(chain, pi, 100);
  for (const epsilon of [0.25, 0.01, 1e-6]) {
    const time = mixingTime(curve, epsilon)!;
    expect(time).toBeGreaterThanOrEqual((relaxation - 1) * Math.log(1 / (2 * epsilon)));
    expect(time).toBeLessThanOrEqual(Math.ceil(relaxation * Math.log(1 / (epsilon * Math.min(...pi)))));
  }
  for (let t = 1; t <= 100; t++) expect(curve[t]).toBeLessThanOrEqual(curve[t - 1] + 1e-15);
});

test("a chain with a period never mixes", () => {
  const chain = chainOf([0, 1, 1, 0], 2);
  expect(chainSpectrum(chain).gap).toBe(0);
  const curve = mixingCurve(chain, stationary(chain, [0, 1]), 50);
  expect([...curve]).toEqual(new Array(51).fill(0.5));
  expect(mixingTime(curve)).toBeUndefined();
});

test("the gambler as a chain: hitting probabilities and times are those of ruin", () => {
  const [N, p] = [12, 0.45];
  const W = new Float64Array((N + 1) ** 2);
  for (let i = 1; i < N; i++) {
    W[i * (N + 1) + i + 1] = p;
    W[i * (N + 1) + i - 1] = 1 - p;
  }
  const chain = chainOf(W, N + 1);
  expect(chain.absorbing).toEqual([0, N]);
  const ruin = hittingProbabilities(chain, [0]);
  const time = hittingTimes(chain, [0, N]);
  for (let i = 0; i <= N; i++) {
    expect(ruin[i]).toBeCloseTo(ruinProbability({ i, N, p }), 12);
    expect(time[i]).toBeCloseTo(ruinDuration({ i, N, p }), 10);
  }
  // Who may win everything instead waits for ruin for ever.
  expect([...hittingTimes(chain, [0])].slice(1)).toEqual(new Array(N).fill(Number.POSITIVE_INFINITY));
});

test("a run visits states as the stationary law says, and takes only possible steps", () => {
  const chain = chainOf([0, 2, 1, 1, 0, 1, 5, 0, 5], 3);
  const states = runChain(chain, 0, 60_000, 9);
  const visits = new Float64Array(3);
  for (let t = 0; t < 60_000; t++) {
    visits[states[t]] += 1 / 60_000;
    expect(chain.P[3 * states[t] + states[t + 1]]).toBeGreaterThan(0);
  }
  const pi = stationary(chain, [0, 1, 2]);
  for (const i of [0, 1, 2]) expect(visits[i]).toBeCloseTo(pi[i], 1.9);
  expect(() => runChain(chain, 3, 1, 1)).toThrow("start must be in [0, 3), got 3");
});

test("PageRank is the stationary law of the surfer, with and without vertices that lead nowhere", () => {
  const graph = graphOf(["a", "a", "b", "c", "d", "a"], ["b", "c", "c", "a", "c", "e"]);
  expect(graph.names).toEqual(["a", "b", "c", "d", "e"]);
  for (const damping of [0, 0.5, 0.85, 0.99]) {
    const rank = pageRank(graph, damping);
    const direct = stationary(surfer(chainOf(weightsOf(graph, true), 5), damping), all(5));
    direct.forEach((x, i) => {
      expect(rank[i]).toBeCloseTo(x, 12);
    });
  }
  expect(() => pageRank(graph, 1)).toThrow("damping must be in [0, 1), got 1");
});

test("the walk on a graph without direction stands at a vertex in proportion to its degree", () => {
  const graph = graphOf(["a", "a", "b", "d"], ["b", "c", "c", "a"], [1, 2, 1, 4]);
  const W = weightsOf(graph, false);
  const pi = stationary(chainOf(W, 4), all(4));
  [7, 2, 3, 4].forEach((degree, i) => {
    expect(pi[i]).toBeCloseTo(degree / 16, 14);
  });
  expect(() => graphOf(["a"], [])).toThrow("to must hold 1 names like from, got 0");
  expect(() => graphOf(["a"], ["b"], [-1])).toThrow("a weight must be > 0 and finite, got -1 at edge 0");
});
