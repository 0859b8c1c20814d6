import { describe, expect, it } from "vitest";
import { evaluate, type Numeric } from "../../../src/lang/symbolic/evaluate";
import { createGraph, type Node } from "../../../src/lang/symbolic/graph";
import { present } from "../../../src/lang/symbolic/present";
import { printText } from "../../../src/lang/symbolic/print";
import { recheck } from "../../../src/lang/symbolic/recheck";
import data from "./fixtures/identities.json";
import { answer, claimOf, type Row } from "./identities";
import { type Reader, reader } from "./notation";

const rows = data.rows as unknown as readonly Row[];

function numberOf(text: string): number {
  const [n, d] = text.split("/");
  return d === undefined ? Number(n) : Number(n) / Number(d);
}

function flat(v: unknown): number[] {
  return Array.isArray(v) ? v.flatMap(flat) : [numberOf(String(v))];
}

/** The sample point of a row as an environment. */
function sampleOf(r: Reader, row: Row) {
  const values = new Map<Node, Numeric>();
  for (const [name, node] of r.symbols) {
    const v = row.sample.at[name];
    if (v === undefined) continue;
    const entries = flat(v);
    const height = Array.isArray(v) ? v.length : 1;
    values.set(node, { rows: height, cols: entries.length / height, data: Float64Array.from(entries) });
  }
  return { values, sizes: new Map(Object.entries(row.sample.dims)) };
}

function worstGap(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Number.POSITIVE_INFINITY;
  let gap = 0;
  for (let k = 0; k < got.length; k++)
    gap = Math.max(gap, Math.abs(got[k]! - want[k]!) / Math.max(1, Math.abs(want[k]!)));
  return gap;
}

describe("the identities of matrix calculus", () => {
  for (const row of rows) {
    it(`${row.id}: ${row.kind} of ${row.expr}`, () => {
      const g = createGraph();
      const r = reader(g, row.decl);
      const raw = answer(g, r, row);
      const shown = present(g, raw);
      const sample = sampleOf(r, row);
      const want = flat(row.sample.value);
      expect(worstGap(evaluate(raw, sample).data, want)).toBeLessThan(1e-8);
      expect(worstGap(evaluate(shown, sample).data, want)).toBeLessThan(1e-8);
      if (row.must_simplify_to !== undefined) {
        expect(printText(g, shown)).toBe(printText(g, present(g, r.read(row.must_simplify_to))));
      }
      expect(recheck(claimOf(g, r, row, raw))).toBe("checked");
    });
  }

  it("every classic wrong answer fails the re-check", () => {
    let refused = 0;
    for (const row of rows) {
      for (const wrong of row.must_not_equal ?? []) {
        const g = createGraph();
        const r = reader(g, row.decl);
        const node = r.read(wrong);
        if (node === answer(g, r, row)) continue;
        const claim = claimOf(g, r, row, node);
        // The form with inv(X)' for a symmetric X is right in value; only its convention differs.
        const sample = sampleOf(r, row);
        if (worstGap(evaluate(node, sample).data, flat(row.sample.value)) < 1e-8) continue;
        expect(recheck(claim), `${row.id}: ${wrong}`).toBe("failed");
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(8);
  });
});
