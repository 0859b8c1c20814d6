import { describe, expect, test } from "vitest";
import { seeded } from "../../fuzz/grammar";
import { analysisOf } from "../../support/nabla";

/** A quadratic or linear function of two numbers with small whole coefficients, and up to four linear inequalities. */
function drawn(seed: number) {
  const random = seeded(seed);
  const whole = (most: number) => Math.floor(random() * (2 * most + 1)) - most;
  const isLinear = random() < 0.3;
  const c = Array.from({ length: 5 }, (_, i) => (isLinear && i < 3 ? 0 : whole(3)));
  const box = random() < 0.6 ? [[1, 0, 2] as const, [-1, 0, 1] as const, [0, 1, 3] as const, [0, -1, 2] as const] : [];
  const cuts = Array.from(
    { length: box.length > 0 ? 1 : 3 },
    () => [whole(2), whole(2), Math.abs(whole(4)) + 1] as const,
  );
  return { c, rows: [...box, ...cuts].filter(([a, b]) => a !== 0 || b !== 0) };
}

describe.each(["minimise", "maximise"])("%s under drawn linear conditions", (word) => {
  test("the point is inside, has the value, and no point of a fine grid is better", () => {
    let answered = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const { c, rows } = drawn(seed);
      const f = (x: number, y: number) => c[0] * x * x + c[1] * x * y + c[2] * y * y + c[3] * x + c[4] * y;
      const conditions = rows.map(([a, b, d]) => `${a}*x + ${b}*y <= ${d}`).join(", ");
      const text = `f(x, y) = ${c[0]}*x^2 + ${c[1]}*x*y + ${c[2]}*y^2 + ${c[3]}*x + ${c[4]}*y\n${word} f given ${conditions}`;
      const answer = analysisOf(text.replaceAll("+ -", "- ")).statements[1]?.answer;
      if (!answer || answer.tone === "bad") continue;
      const [px, py] = (answer.value as (string | number)[]).map((v) => {
        const [p, q] = String(v).split("/").map(Number);
        return p / (q ?? 1);
      });
      answered++;
      const sign = word === "minimise" ? 1 : -1;
      const isInside = (x: number, y: number) => rows.every(([a, b, d]) => a * x + b * y <= d + 1e-9);
      expect(isInside(px, py), text).toBe(true);
      for (let i = -80; i <= 80; i++)
        for (let j = -80; j <= 80; j++) {
          const [x, y] = [i / 8, j / 8];
          if (isInside(x, y)) expect(sign * (f(x, y) - f(px, py)), `${text} at ${x}, ${y}`).toBeGreaterThan(-1e-9);
        }
    }
    expect(answered).toBeGreaterThan(25);
  });
});
