import { expect, test } from "vitest";
import { integrate } from "../../../src/core/num/quadrature";
import { closedWalks, latticeReturnedBy, latticeReturns, polya } from "../../../src/core/walk/lattice";
import { logProbability, walkLaw } from "../../../src/core/walk/law";
import { everReached, firstPassage, firstPassageLaw, maximumAtLeast, maximumLaw } from "../../../src/core/walk/passage";
import {
  arcsineCdf,
  arcsineDensity,
  expectedZeros,
  firstFromReturns,
  firstReturnLaw,
  lastZeroLaw,
  returnedBy,
  returnLaw,
} from "../../../src/core/walk/returns";
import { ruinCourse, ruinDuration, ruinProbability } from "../../../src/core/walk/ruin";

/** Every walk of n steps, as its places. */
function* everyWalk(n: number): Generator<number[]> {
  for (let bits = 0; bits < 2 ** n; bits++) {
    const path = [0];
    for (let k = 0; k < n; k++) path.push(path[k] + ((bits >> k) & 1 ? 1 : -1));
    yield path;
  }
}

test("counted over all 2¹² walks: first hits, maxima, returns, zeros, last zero, time above 0", () => {
  const n = 12;
  for (const p of [0.5, 0.35]) {
    const [hit, most, last, above] = [0, 1, 2, 3].map(() => new Float64Array(n + 1));
    let [home, zeros] = [0, 0];
    for (const path of everyWalk(n)) {
      const ups = (path[n] + n) / 2;
      const weight = p ** ups * (1 - p) ** (n - ups);
      hit[Math.max(0, path.indexOf(3))] += weight;
      most[Math.max(...path)] += weight;
      last[path.lastIndexOf(0)] += weight;
      if (path.indexOf(0, 1) > 0) home += weight;
      zeros += weight * path.slice(1).filter((x) => x === 0).length;
      let positive = 0;
      for (let k = 0; k < n; k++) if (path[k] + path[k + 1] > 0) positive++;
      above[positive] += weight;
    }
    const passage = firstPassageLaw(n, 3, p);
    for (let k = 1; k <= n; k++) {
      expect(passage[k]).toBeCloseTo(hit[k], 14);
      expect(firstPassage(k, 3, p)).toBeCloseTo(hit[k], 14);
    }
    let atLeast = 1;
    for (let r = 0; r <= n; r++) {
      expect(maximumAtLeast(n, r, p)).toBeCloseTo(atLeast, 13);
      atLeast -= most[r];
    }
    if (p !== 0.5) continue;
    maximumLaw(n).forEach((x, r) => {
      expect(x).toBeCloseTo(most[r], 14);
    });
    lastZeroLaw(n / 2).forEach((x, k) => {
      expect(x).toBeCloseTo(last[2 * k], 14);
      expect(x).toBeCloseTo(above[2 * k], 14);
    });
    expect(returnedBy(n)).toBeCloseTo(home, 14);
    expect(returnedBy(n + 1)).toBeCloseTo(home, 14);
    expect(expectedZeros(n)).toBeCloseTo(zeros, 13);
  }
});

test("the first hit of +1 at 2m − 1 is C(2m − 1, m)/((2m − 1) 2^(2m − 1)), and its mean grows without end", () => {
  const choose = [1, 3, 10, 35, 126];
  choose.forEach((c, k) => {
    const n = 2 * k + 1;
    expect(firstPassage(n, 1)).toBeCloseTo(c / (n * 2 ** n), 15);
  });
  const mean = (N: number) => firstPassageLaw(N, 1).reduce((sum, x, n) => sum + n * x, 0);
  // Its part up to N is Σ P(S_n = 1), as many as zeros are expected: like √(2N/π).
  for (const N of [10, 1000, 40_000]) expect(mean(N)).toBeCloseTo(expectedZeros(N), 8);
});

test("a far level: the law of the first passage does not underflow where its start does", () => {
  const law = firstPassageLaw(40_000, 1200, 0.5);
  expect(law[1200]).toBe(0);
  expect(law[40_000] / firstPassage(40_000, 1200)).toBeCloseTo(1, 12);
  expect(law[40_000]).toBeCloseTo((1200 / 40_000) * Math.exp(logProbability(40_000, 1200)), 18);
});

test("ever reached: 1 for p ≥ ½, (p/q)^r below, as the sum of the first passages", () => {
  expect(everReached(3, 0.5)).toBe(1);
  const total = firstPassageLaw(4000, 3, 0.4).reduce((sum, x) => sum + x, 0);
  expect(everReached(3, 0.4)).toBeCloseTo(total, 12);
});

test("first returns from the renewal equation are u/(2m − 1), and the first return is the complement of none", () => {
  const f = firstFromReturns(returnLaw(300));
  firstReturnLaw(300).forEach((x, m) => {
    expect(Math.abs(f[m] - x)).toBeLessThan(1e-14);
  });
  expect(f.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1 - returnLaw(300)[300], 12);
  expect(() => firstFromReturns([0.5])).toThrow("u must begin with 1, got 0.5");
});

test("the arcsine law is the limit of the last zero, and its density integrates to it", () => {
  const m = 2000;
  const law = lastZeroLaw(m);
  let sum = 0;
  for (let k = 0; k <= m; k++) {
    sum += law[k];
    if (k === 200 || k === 1000) expect(sum).toBeCloseTo(arcsineCdf((k + 0.5) / m), 3);
  }
  expect(integrate(arcsineDensity, 0.1, 0.7, 40, 4)).toBeCloseTo(arcsineCdf(0.7) - arcsineCdf(0.1), 12);
});

test("closed walks in d dimensions, counted one by one", () => {
  for (const [d, n] of [
    [1, 8],
    [2, 6],
    [3, 4],
  ] as const) {
    let home = 0n;
    for (let code = 0; code < (2 * d) ** n; code++) {
      const place = new Array<number>(d).fill(0);
      for (let k = 0, rest = code; k < n; k++, rest = Math.floor(rest / (2 * d))) {
        place[(rest % (2 * d)) >> 1] += rest % 2 === 0 ? 1 : -1;
      }
      if (place.every((x) => x === 0)) home++;
    }
    expect(closedWalks(d, n / 2)[n / 2]).toBe(home);
  }
  // A002895, A002896 and central binomials squared
  expect(closedWalks(2, 5)).toEqual([1n, 4n, 36n, 400n, 4900n, 63504n]);
  expect(closedWalks(3, 5)).toEqual([1n, 6n, 90n, 1860n, 44730n, 1172556n]);
  expect(closedWalks(4, 4)).toEqual([1n, 8n, 168n, 5120n, 190120n]);
});

test("u₂ₘ in d dimensions from floats is the exact count over (2d)^2m", () => {
  for (const d of [1, 2, 3, 5, 8]) {
    const u = latticeReturns(d, 40);
    closedWalks(d, 40).forEach((count, m) => {
      const exact = Number((count * 10n ** 60n) / (2n * BigInt(d)) ** BigInt(2 * m)) / 1e60;
      expect(Math.abs(u[m] / exact - 1)).toBeLessThan(1e-13);
    });
  }
});

test("in the plane u₂ₘ is like 1/(πm), so that returns sum to ∞; in space returns stay below Pólya's number and come near it", () => {
  const plane = latticeReturns(2, 4000);
  expect(plane[4000] * Math.PI * 4000).toBeCloseTo(1, 3);
  for (const d of [3, 4, 5]) {
    const by = latticeReturnedBy(d, 400)[400];
    expect(by).toBeLessThan(polya(d));
    expect(polya(d) - by).toBeLessThan(d === 3 ? 0.013 : 0.001);
  }
  expect(() => polya(9)).toThrow("d must be a whole number in [1, 8], got 9");
});

test("ruin and duration solve their difference equations and agree with the game followed by its law", () => {
  for (const [N, p] of [
    [20, 0.5],
    [20, 9 / 19],
    [15, 0.8],
    [30, 0.5 + 1e-9],
    [30, 0.4999],
  ] as const) {
    for (let i = 1; i < N; i++) {
      const at = (k: number) => ({ i: k, N, p });
      const risk = p * ruinProbability(at(i + 1)) + (1 - p) * ruinProbability(at(i - 1));
      expect(ruinProbability(at(i))).toBeCloseTo(risk, 13);
      const wait = 1 + p * ruinDuration(at(i + 1)) + (1 - p) * ruinDuration(at(i - 1));
      expect(ruinDuration(at(i)) / wait).toBeCloseTo(1, 11);
    }
    const game = { i: 7, N, p };
    const { ruined, won, law } = ruinCourse(game, 6000);
    expect(ruined[6000]).toBeCloseTo(ruinProbability(game), 10);
    expect(won[6000]).toBeCloseTo(1 - ruinProbability(game), 10);
    expect(law.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 11);
    let mean = 0;
    for (let t = 0; t < 6000; t++) mean += 1 - ruined[t] - won[t];
    expect(mean).toBeCloseTo(ruinDuration(game), 7);
  }
});

test("ruin for large N neither overflows nor loses the tail", () => {
  expect(ruinProbability({ i: 10, N: 100_000, p: 0.6 })).toBeCloseTo((2 / 3) ** 10, 14);
  expect(ruinProbability({ i: 99_990, N: 100_000, p: 0.4 })).toBeCloseTo(1 - (2 / 3) ** 10, 14);
  expect(ruinProbability({ i: 1000, N: 100_000, p: 0.6 }) / (2 / 3) ** 1000).toBeCloseTo(1, 10);
  expect(ruinDuration({ i: 5, N: 10, p: 1 })).toBe(5);
  expect(ruinDuration({ i: 5, N: 10, p: 0 })).toBe(5);
  expect(ruinProbability({ i: 0, N: 10, p: 0.3 })).toBe(1);
  expect(() => ruinProbability({ i: 11, N: 10, p: 0.3 })).toThrow("i must be a whole number in [0, 10], got 11");
});

test("no walk of length 0 returns, hits, or lies away from 0", () => {
  expect(returnedBy(0)).toBe(0);
  expect(returnedBy(1)).toBe(0);
  expect(expectedZeros(0)).toBe(0);
  expect([...walkLaw(0)]).toEqual([1]);
  expect([...maximumLaw(0)]).toEqual([1]);
  expect(maximumAtLeast(5, 0)).toBe(1);
  expect(firstPassage(0, 2)).toBe(0);
  expect(() => firstPassage(4, 0)).toThrow("the level must be a whole number ≥ 1, got 0");
});
