import { expect, test } from "vitest";
import { createRng } from "../../../src/core/num/rng";
import { answersOf } from "../../support/nabla";

test("what is proved on a circle or an ellipse holds all around it", () => {
  const rng = createRng(9);
  const whole = () => rng.nextBelow(7) - 3;
  const claims = Array.from({ length: 150 }, () => {
    const c = Array.from({ length: 5 }, whole);
    const [a, b, size] = [[1, 4, 9][rng.nextBelow(3)]!, [1, 4, 9][rng.nextBelow(3)]!, [1, 4][rng.nextBelow(2)]!];
    const at = (turn: number): number => {
      const [p, r] = [Math.sqrt(size / a) * Math.cos(turn), Math.sqrt(size / b) * Math.sin(turn)];
      return c[0]! * p + c[1]! * r + c[2]! * p * r + c[3]! * p * p + c[4]! * r * r * p;
    };
    const values = Array.from({ length: 721 }, (_, i) => at((i * Math.PI) / 360));
    const least = Math.min(...values);
    const bound = Math.round(least) - (rng.nextFloat() < 0.5 ? 1 : 0);
    const word = rng.nextFloat() < 0.3 ? ">" : "≥";
    const left = `(${c[0]})*p + (${c[1]})*r + (${c[2]})*p*r + (${c[3]})*p^2 + (${c[4]})*r^2*p`;
    const holds = word === ">" ? least > bound - 1e-12 : least >= bound - 1e-9;
    return { holds, text: `check ${left} ${word} ${bound} given ${a}*p^2 + ${b}*r^2 = ${size}` };
  });
  const answers = answersOf(["p, r : scalar", ...claims.map(({ text }) => text)].join("\n")).slice(1);
  const proved = claims.filter((_, i) => answers[i]?.startsWith("proved"));
  const refuted = claims.filter((_, i) => answers[i]?.startsWith("refuted"));
  expect(proved.filter(({ holds }) => !holds).map(({ text }) => text)).toEqual([]);
  expect(refuted.filter(({ holds, text }) => holds && !text.includes(">")).map(({ text }) => text)).toEqual([]);
  expect(proved.length).toBeGreaterThan(15);
});
