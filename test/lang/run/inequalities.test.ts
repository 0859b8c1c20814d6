import { expect, test } from "vitest";
import { createRng, type Rng } from "../../../src/core/num/rng";
import { answersOf } from "../../support/nabla";

type Point = Readonly<Record<string, number>>;
/** A drawn expression: as it is typed, and what it is at a point, by JavaScript alone. */
interface Drawn {
  readonly text: string;
  readonly at: (p: Point) => number;
}

const letters = ["t", "u", "a", "b"];
const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.nextBelow(list.length)]!;

const functions: readonly (readonly [string, (x: number) => number])[] = [
  ["exp", Math.exp],
  ["log", Math.log],
  ["sqrt", Math.sqrt],
  ["abs", Math.abs],
  ["sin", Math.sin],
  ["cos", Math.cos],
  ["tanh", Math.tanh],
  ["relu", (x) => Math.max(0, x)],
  ["σ", (x) => 1 / (1 + Math.exp(-x))],
  ["cosh", Math.cosh],
  ["softplus", (x) => Math.log1p(Math.exp(-Math.abs(x))) + Math.max(0, x)],
];

function draw(rng: Rng, depth: number): Drawn {
  const kind = depth === 0 ? 0 : rng.nextBelow(10);
  if (kind < 2) {
    if (rng.nextFloat() < 0.3) {
      const value = rng.nextBelow(4);
      return { text: `${value}`, at: () => value };
    }
    const name = pick(rng, letters);
    return { text: name, at: (p) => p[name]! };
  }
  const p = draw(rng, depth - 1);
  if (kind < 6) {
    const q = draw(rng, depth - 1);
    const sign = pick(rng, ["+", "-", "*", "/"]);
    const of = (x: number, y: number) => (sign === "+" ? x + y : sign === "-" ? x - y : sign === "*" ? x * y : x / y);
    return { text: `(${p.text} ${sign} ${q.text})`, at: (x) => of(p.at(x), q.at(x)) };
  }
  if (kind < 7) {
    const q = draw(rng, depth - 1);
    const name = pick(rng, ["max", "min"] as const);
    return { text: `${name}(${p.text}, ${q.text})`, at: (x) => Math[name](p.at(x), q.at(x)) };
  }
  if (kind < 8) return { text: `(${p.text})^2`, at: (x) => p.at(x) ** 2 };
  const [name, f] = pick(rng, functions);
  return { text: `${name}(${p.text})`, at: (x) => f(p.at(x)) };
}

const givens: readonly (readonly [string, (p: Point) => boolean])[] = [
  ["", () => true],
  ["", () => true],
  [" given t > 1", (p) => p.t! > 1],
  [" given t ≥ 0, t ≤ 2", (p) => p.t! >= 0 && p.t! <= 2],
  [" given u > t", (p) => p.u! > p.t!],
  [" given a ≥ b, t ≠ 0", (p) => p.a! >= p.b! && p.t! !== 0],
];

const words: Readonly<Record<string, (x: number, y: number, slack: number) => boolean>> = {
  "≥": (x, y, slack) => x >= y - slack,
  ">": (x, y, slack) => x > y - slack,
  "≤": (x, y, slack) => x <= y + slack,
  "<": (x, y, slack) => x < y + slack,
};

/** The point of `refuted at a = 1/2, t = −3: …`. */
function pointIn(answer: string): Point {
  const found = [...answer.split(":")[0]!.matchAll(/(\w) = (−?)(\d+)(?:\/(\d+))?/g)];
  return Object.fromEntries(
    found.map(([, name, minus, n, d]) => [name!, ((minus ? -1 : 1) * Number(n)) / Number(d ?? 1)]),
  );
}

test("no verdict on an inequality is contradicted by numbers", () => {
  const rng = createRng(20);
  const points: Point[] = Array.from({ length: 400 }, () => {
    const real = () => (rng.nextFloat() < 0.4 ? rng.nextBelow(9) - 4 : (rng.nextFloat() - 0.5) * pick(rng, [1, 4, 20]));
    const positive = () => Math.abs(real()) || 1;
    return { t: real(), u: real(), a: positive(), b: positive() };
  });
  const claims = Array.from({ length: 420 }, () => {
    const [left, given] = [draw(rng, 1 + rng.nextBelow(3)), pick(rng, givens)];
    const word = pick(rng, Object.keys(words));
    // A bound near the least or the largest value that was seen is where proofs and refutations are hard.
    const values = points.filter(given[1]).map(left.at).filter(Number.isFinite);
    const edge = word === "≥" || word === ">" ? Math.min(...values) : Math.max(...values);
    const bound = Number.isFinite(edge) && Math.abs(edge) < 1e6 ? Math.round(edge) : 0;
    return {
      left,
      given,
      word,
      bound,
      text: `check ${left.text} ${word} ${bound < 0 ? `(${bound})` : bound}${given[0]}`,
    };
  });
  const answers = answersOf(["t, u : scalar", "a, b : positive scalar", ...claims.map(({ text }) => text)].join("\n"));
  const wrong: string[] = [];
  const counts = { proved: 0, refuted: 0 };
  claims.forEach(({ left, given, word, bound, text }, i) => {
    const answer = answers[i + 2] ?? "";
    const holds = (p: Point, slack: number): boolean => {
      const value = left.at(p);
      return !Number.isFinite(value) || words[word]!(value, bound, slack * Math.max(1, Math.abs(value)));
    };
    if (answer.startsWith("proved")) {
      counts.proved++;
      const against = points.find((p) => given[1](p) && !holds(p, 1e-9));
      if (against) wrong.push(`${text} ⇒ ${answer}, but not at ${JSON.stringify(against)}`);
    } else if (answer.startsWith("refuted")) {
      counts.refuted++;
      // A letter that is not named is not in the claim: any value that fits the condition will do.
      const at = { t: 1.5, u: 2, a: 1, b: 1, ...pointIn(answer) };
      const isInside = given[0].includes("u >") || given[0].includes("a ≥") || given[1](at);
      if (!isInside || (holds(at, -1e-9) && Number.isFinite(left.at(at)))) wrong.push(`${text} ⇒ ${answer}`);
      if (!Number.isFinite(left.at(at))) wrong.push(`${text} ⇒ ${answer}, where it is not defined`);
    }
  });
  expect(wrong).toEqual([]);
  expect(counts.proved).toBeGreaterThan(40);
  expect(counts.refuted).toBeGreaterThan(100);
}, 120_000);
