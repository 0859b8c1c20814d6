import { describe, expect, it } from "vitest";
import { createRng } from "../../../src/core/num/rng";
import { evaluate } from "../../../src/lang/symbolic/evaluate";
import { createGraph, type Graph, type Node } from "../../../src/lang/symbolic/graph";
import { present } from "../../../src/lang/symbolic/present";
import { drawPoint, leavesOf } from "../../../src/lang/symbolic/recheck";
import data from "./fixtures/identities.json";
import { answer, type Row } from "./identities";
import { mutantsOf, verdictOn } from "./mutants";
import { reader } from "./notation";

const rows = data.rows as unknown as readonly Row[];

/** Whether two expressions have one value at four points of the domain, or none there. */
function agree(a: Node, b: Node): boolean {
  const { symbols, sizes } = leavesOf([a, b]);
  for (let draw = 0; draw < 8; draw++) {
    const env = drawPoint(symbols, sizes, draw, createRng(draw + 5));
    const [x, y] = [evaluate(a, env).data, evaluate(b, env).data];
    if (!x.every(Number.isFinite) || !y.every(Number.isFinite)) continue;
    if (x.some((v, k) => Math.abs(v - y[k]!) > 1e-7 * Math.max(1, Math.abs(v)))) return false;
  }
  return true;
}

function verdicts(row: Row): { right: string; wrong: { readonly text: number; readonly verdict: string }[] } {
  const g: Graph = createGraph();
  const r = reader(g, row.decl);
  const is = answer(g, r, row);
  const right = verdictOn(g, present(g, is), r.read(row.expected));
  const wrong = mutantsOf(g, is)
    .filter((mutant) => mutant.rows === is.rows && mutant.cols === is.cols && !agree(mutant, is))
    .map((mutant, text) => ({ text, verdict: verdictOn(g, mutant, is) }));
  return { right, wrong };
}

describe("check on the identities", () => {
  const all = rows.map((row) => ({ row, ...verdicts(row) }));

  it("never refutes an expected answer", () => {
    expect(all.filter(({ right }) => right === "refuted").map(({ row }) => row.id)).toEqual([]);
  });

  it("proves nineteen in twenty of the expected answers", () => {
    const open = all.filter(({ right }) => right !== "proved").map(({ row }) => row.id);
    expect(open.length / all.length).toBeLessThan(0.05);
  });

  it("refutes every mutant: a sign, a factor 2, a term dropped, a matrix transposed", () => {
    const missed = all.flatMap(({ row, wrong }) =>
      wrong.filter(({ verdict }) => verdict !== "refuted").map(({ text, verdict }) => `${row.id} ${text}: ${verdict}`),
    );
    expect(missed).toEqual([]);
    expect(all.reduce((n, { wrong }) => n + wrong.length, 0)).toBeGreaterThan(600);
  });
});
