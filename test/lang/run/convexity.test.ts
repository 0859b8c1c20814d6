import { expect, test } from "vitest";
import { createRng, type Rng } from "../../../src/core/num/rng";
import { analysisOf } from "../../support/nabla";

/** A drawn expression in x and y, as Nabla reads it and as a function of two numbers. */
interface Drawn {
  readonly text: string;
  readonly at: (x: number, y: number) => number;
}

const whole = (rng: Rng, low: number, high: number): number => low + Math.floor(rng.nextFloat() * (high - low + 1));

function line(rng: Rng): Drawn {
  const [a, b, c] = [whole(rng, -2, 2), whole(rng, -2, 2), whole(rng, -1, 2)];
  return { text: `(${a} x + ${b} y + ${c})`, at: (x, y) => a * x + b * y + c };
}

const outer: readonly ((u: Drawn) => Drawn)[] = [
  (u) => ({ text: `${u.text}^2`, at: (x, y) => u.at(x, y) ** 2 }),
  (u) => ({ text: `${u.text}^4`, at: (x, y) => u.at(x, y) ** 4 }),
  (u) => ({ text: `exp(${u.text})`, at: (x, y) => Math.exp(u.at(x, y)) }),
  (u) => ({ text: `softplus(${u.text})`, at: (x, y) => Math.log1p(Math.exp(u.at(x, y))) }),
  (u) => ({ text: `abs(${u.text})`, at: (x, y) => Math.abs(u.at(x, y)) }),
  (u) => ({ text: `relu(${u.text})`, at: (x, y) => Math.max(0, u.at(x, y)) }),
  (u) => ({ text: `log(${u.text})`, at: (x, y) => Math.log(u.at(x, y)) }),
  (u) => ({ text: `sqrt(${u.text})`, at: (x, y) => Math.sqrt(u.at(x, y)) }),
  (u) => ({ text: `cosh(${u.text})`, at: (x, y) => Math.cosh(u.at(x, y)) }),
  (u) => ({ text: `1/${u.text}`, at: (x, y) => 1 / u.at(x, y) }),
  (u) => ({ text: `sqrt(1 + ${u.text}^2)`, at: (x, y) => Math.hypot(1, u.at(x, y)) }),
];

function draw(rng: Rng, depth: number): Drawn {
  if (depth === 0) return line(rng);
  const kind = whole(rng, 0, 3);
  if (kind <= 1) return outer[whole(rng, 0, outer.length - 1)]!(draw(rng, depth - 1));
  const [u, v, c] = [draw(rng, depth - 1), draw(rng, depth - 1), whole(rng, 1, 3)];
  if (kind === 2) return { text: `(${u.text} + ${c} ${v.text})`, at: (x, y) => u.at(x, y) + c * v.at(x, y) };
  return { text: `(${u.text} - ${c} ${v.text})`, at: (x, y) => u.at(x, y) - c * v.at(x, y) };
}

/** How far the mean of f at two points is above f between them, over |p − q|²/8; NaN where f is not defined. */
function bulge({ at }: Drawn, rng: Rng): { readonly size: number; readonly noise: number } {
  const point = () => (rng.nextFloat() - 0.5) * 6;
  const [a, b, c, d] = [point(), point(), point(), point()];
  const [f, g, between] = [at(a, b), at(c, d), at((a + c) / 2, (b + d) / 2)];
  const length = ((a - c) ** 2 + (b - d) ** 2) / 8;
  return { size: ((f + g) / 2 - between) / length, noise: (1e-12 * (Math.abs(f) + Math.abs(g) + 1)) / length };
}

test("no verdict on convexity is contradicted by the values between two points", () => {
  const rng = createRng(11);
  const count = { convex: 0, concave: 0, neither: 0, undecided: 0 };
  for (let k = 0; k < 400; k++) {
    const f = draw(rng, 1 + (k % 3));
    const answer = analysisOf(`f(x, y) = ${f.text}\nconvex f`).statements[1]?.answer;
    if (answer?.verdict === undefined) continue;
    const { verdict, text } = answer;
    const sign = verdict.endsWith("convex") ? 1 : verdict.endsWith("concave") ? -1 : 0;
    const bound = /μ [=≥] ([\d.]+)(?= |$)/.exec(text);
    const least = bound ? Number(bound[1]) : 0;
    for (let pair = 0; pair < 300; pair++) {
      const { size, noise } = bulge(f, rng);
      if (!Number.isFinite(size)) continue;
      if (sign !== 0 || verdict === "affine") {
        expect(sign * size, `${f.text}: ${text}`).toBeGreaterThanOrEqual(least - noise - 1e-9 * Math.abs(size));
      }
      if (verdict === "affine") expect(Math.abs(size), f.text).toBeLessThanOrEqual(noise);
    }
    if (sign === 0) count[verdict === "neither" ? "neither" : "undecided"] += 1;
    else count[sign > 0 ? "convex" : "concave"] += 1;
  }
  expect(Math.min(count.convex, count.concave, count.neither)).toBeGreaterThan(20);
});

test("a refuted convexity names a point of the domain, and a direction in which the curvature is what it says", () => {
  const rng = createRng(5);
  let tried = 0;
  let holed = 0;
  for (let k = 0; k < 360; k++) {
    const f = draw(rng, 1 + (k % 3));
    const text = analysisOf(`f(x, y) = ${f.text}\nconvex f`).statements[1]?.answer?.text ?? "";
    const places = /^no: defined at \(([^)]*)\) and \(([^)]*)\), not at \(([^)]*)\)$/.exec(text);
    if (places) {
      const [p, q, m] = places
        .slice(1)
        .map((part) => part.replaceAll("−", "-").split(", ").map(fraction)) as number[][];
      expect(
        [p, q].map(([x, y]) => Number.isFinite(f.at(x!, y!))),
        `${f.text}: ${text}`,
      ).toEqual([true, true]);
      expect(Number.isFinite(f.at(m![0]!, m![1]!)), `${f.text}: ${text}`).toBe(false);
      expect(m).toEqual(p!.map((x, i) => (x + q![i]!) / 2));
      holed += 1;
    }
    const numbers = /at \(([^)]*)\) direction (?:≈ )?\(([^)]*)\) has curvature (?:≈ )?(\S+)/.exec(text);
    if (!numbers) continue;
    const read = (part: string) => part.replaceAll("−", "-").split(", ").map(fraction);
    const [[x, y], [u, v], [curvature]] = numbers.slice(1).map(read) as [number[], number[], number[]];
    const h = 1e-4;
    const along = (t: number) => f.at(x! + t * u!, y! + t * v!);
    const second = (along(h) - 2 * along(0) + along(-h)) / (h * h);
    expect(Number.isFinite(along(0)), `${f.text}: ${text}`).toBe(true);
    expect(Math.abs(second - curvature!), `${f.text}: ${text}`).toBeLessThan(1e-2 * (1 + Math.abs(curvature!)));
    tried += 1;
  }
  expect(tried).toBeGreaterThan(20);
  expect(holed).toBeGreaterThan(3);
});

const fraction = (text: string): number => {
  const [top, bottom = "1"] = text.split("/");
  return Number(top) / Number(bottom);
};
