import { expect, test } from "vitest";
import { createRng, type Rng } from "../../../src/core/num/rng";
import { answersOf } from "../../support/nabla";

const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.nextBelow(list.length)]!;

/** Smooth functions of one number, by the language's words and by JavaScript alone. */
const parts: readonly (readonly [string, (t: number) => number])[] = [
  ["1", () => 1],
  ["t", (t) => t],
  ["t^2", (t) => t * t],
  ["t^3", (t) => t ** 3],
  ["exp(t)", Math.exp],
  ["exp(-t)", (t) => Math.exp(-t)],
  ["t*exp(-t)", (t) => t * Math.exp(-t)],
  ["exp(-t^2/2)", (t) => Math.exp((-t * t) / 2)],
  ["sin(t)", Math.sin],
  ["cos(t)", Math.cos],
  ["tanh(t)", Math.tanh],
  ["atan(t)", Math.atan],
  ["log(1 + t)", (t) => Math.log(1 + t)],
  ["log(t)", Math.log],
  ["t*log(t)", (t) => t * Math.log(t)],
  ["sqrt(t)", Math.sqrt],
  ["1/t", (t) => 1 / t],
  ["1/(1 + t^2)", (t) => 1 / (1 + t * t)],
  ["cosh(t)", Math.cosh],
];
const givens: readonly (readonly [string, (t: number) => boolean])[] = [
  ["", () => true],
  [" given t ≥ 0", (t) => t >= 0],
  [" given t > 0", (t) => t > 0],
  [" given t ≥ 1", (t) => t >= 1],
];

test("what is proved of one letter holds at all numbers tried, also where it nearly fails", () => {
  const rng = createRng(77);
  const numbers = [...Array.from({ length: 4001 }, (_, i) => (i - 2000) / 250), 1e-9, 1e-4, 30, 300, -30, -300];
  const claims = Array.from({ length: 500 }, () => {
    const terms = Array.from({ length: 2 + rng.nextBelow(2) }, () => ({
      c: pick(rng, [-2, -1, 1, 2, 3]),
      part: pick(rng, parts),
    }));
    const given = pick(rng, givens);
    const at = (t: number): number => terms.reduce((sum, { c, part }) => sum + c * part[1](t), 0);
    const values = numbers.filter(given[1]).map(at).filter(Number.isFinite);
    const least = Math.min(...values);
    const bound = Number.isFinite(least) && Math.abs(least) < 1e6 ? Math.round(least) : 0;
    const word = pick(rng, ["≥", ">"]);
    const left = terms.map(({ c, part }) => `(${c})*${part[0]}`).join(" + ");
    return { at, given, word, bound, text: `check ${left} ${word} ${bound}${given[0]}` };
  });
  const answers = answersOf(["t : scalar", ...claims.map(({ text }) => text)].join("\n")).slice(1);
  const proved = claims.filter((_, i) => answers[i]?.startsWith("proved"));
  const wrong = proved.filter(({ at, given, word, bound }) =>
    numbers.some((t) => {
      const value = given[1](t) ? at(t) : Number.NaN;
      if (!Number.isFinite(value)) return false;
      return word === ">" && t === Math.round(t)
        ? value <= bound - 1e-12
        : value < bound - 1e-9 * Math.max(1, Math.abs(t) ** 3);
    }),
  );
  expect(wrong.map(({ text }) => text)).toEqual([]);
  expect(proved.length).toBeGreaterThan(60);
});
