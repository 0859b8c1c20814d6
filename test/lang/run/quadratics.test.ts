import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

interface Row {
  readonly name: string;
  readonly A: readonly (readonly string[])[];
  readonly b: readonly string[];
  readonly definiteness: string;
  readonly inertia: { readonly positive: number; readonly zero: number; readonly negative: number };
  readonly eigenvalues: readonly string[];
  readonly minimiser?: string | readonly string[];
  readonly one_minimiser?: readonly string[];
  readonly maximiser?: readonly string[];
  readonly minimum?: string;
  readonly ldl_pivots?: readonly string[];
  readonly cg_from_zero?: { readonly iterations: number; readonly steps: readonly { readonly x: readonly string[] }[] };
}
interface Convexity {
  readonly expr: string;
  readonly decl: Readonly<Record<string, string>>;
  readonly domain: string;
  readonly verdict: string;
}
const rows: { readonly quadratics: readonly Row[]; readonly convexity: readonly Convexity[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "quadratic-analysis.json"), "utf8"),
);

const numbers = (list: readonly string[]) => list.map((x) => (x.includes("/") ? x : Number(x)));

describe.each(rows.quadratics)("$name", (row) => {
  const matrix = `[${row.A.map((line) => line.join(", ")).join("; ")}]`;
  const zero = `(${row.b.map(() => "0").join(", ")})`;
  const text = `A = ${matrix}\nb = (${row.b.join(", ")})\nq(x) = ½ x'A x − b'x\nclassify q\ninertia ((A + A')/2)\nminimise q\nmaximise q\ncg q from ${zero}\neig ((A + A')/2)\n`;
  const { statements } = analysisOf(text);
  const answer = (start: string) => statements.find(({ source }) => source.startsWith(start))?.answer;

  test("its class is decided exactly", () => {
    expect(answer("classify")?.verdict).toBe(row.definiteness);
    const { positive, zero: zeros, negative } = row.inertia;
    expect(answer("inertia")?.value).toEqual([positive, zeros, negative]);
  });
  test("its eigenvalues are those of the reference", () => {
    const values = answer("eig")?.value as readonly (number | string)[];
    row.eigenvalues.forEach((expected, i) => {
      const [n, d = "1"] = String(values[i]).split("/");
      expect(Math.abs(Number(n) / Number(d) - Number(expected))).toBeLessThanOrEqual(
        1e-9 * Math.max(1, Math.abs(Number(expected))),
      );
    });
  });
  test("its minimiser is exact, or there is none", () => {
    const found = answer("minimise");
    if (Array.isArray(row.minimiser)) expect(found?.value).toEqual(numbers(row.minimiser));
    else if (row.one_minimiser) expect(found?.text).toContain("not unique");
    else expect(found?.value).toBeUndefined();
    if (row.minimum) expect(found?.text).toContain(`q* = ${row.minimum.replace("-", "−")}`);
    if (row.maximiser) expect(answer("maximise")?.value).toEqual(numbers(row.maximiser));
  });
  test("conjugate gradients visit the points of the reference", () => {
    const path = row.cg_from_zero;
    if (!path) return;
    const last = path.steps[path.steps.length - 1].x;
    expect(answer("cg")?.value).toEqual(numbers(last));
    expect(answer("cg")?.text).toMatch(new RegExp(`^${path.iterations} steps?\\b`));
  });
});

/** A row's declarations in the language: domains and ranks as sorts and assumptions. */
function declarations({ decl, domain }: Convexity): string {
  return Object.entries(decl)
    .map(([name, text]) => {
      const [sort, rows, cols] = text.replace(/[(,].*/, "").split(" ");
      if (sort === "scalar") return `${name} : ${domain.includes("> 0") ? "positive scalar" : "scalar"}`;
      if (sort === "vector") return `${name} : vector ${rows}`;
      if (sort === "symmetric")
        return `${name} : ${domain.includes("positive definite") ? "spd" : "symmetric"} ${rows}×${cols}`;
      return `${name} : matrix ${rows}×${cols}${text.includes("full column rank") ? `\nassume rank ${name} = ${cols}` : ""}`;
    })
    .join("\n");
}

describe.each(rows.convexity)("$expr", (row) => {
  test(`is ${row.verdict} on ${row.domain}`, () => {
    const names = Object.keys(row.decl);
    const variables = names.length > 1 && row.decl.x?.startsWith("vector") ? ["x"] : names;
    const { statements } = analysisOf(`${declarations(row)}\nf(${variables.join(", ")}) = ${row.expr}\nconvex f\n`);
    expect(statements.at(-1)?.answer?.verdict).toBe(row.verdict);
  });
});
