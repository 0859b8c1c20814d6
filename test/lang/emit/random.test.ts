import fc from "fast-check";
import { expect, test } from "vitest";
import { type EmitRequest, emitCode } from "../../../src/lang/emit/emit";
import { gradients } from "../../../src/lang/symbolic/adjoint";
import { attempt, type Builder, builder } from "../../../src/lang/symbolic/build";
import { type Environment, evaluate, type Numeric } from "../../../src/lang/symbolic/evaluate";
import { createGraph, type Node } from "../../../src/lang/symbolic/graph";
import { type Make, scalarTree, vectorTree } from "../symbolic/draw";
import { hasNumpy, loadTypescript, pythonFailures } from "./execute";

const runs = 150;

interface Drawn {
  readonly request: EmitRequest;
  readonly leaves: readonly Node[];
}

/** The request for value and gradients of a drawn expression; undefined where the engine refuses it. */
function drawn(make: Make, leavesOf: (b: Builder) => readonly Node[]): Drawn | undefined {
  const b = builder(createGraph());
  const leaves = leavesOf(b);
  const made = attempt(() => {
    const value = make(b, leaves);
    return { value, slopes: gradients(b.graph, value, leaves) };
  }).value;
  if (!made) return undefined;
  const { value, slopes } = made;
  const results = [
    { role: "value" as const, node: value, wrt: [] },
    ...leaves.map((x, i) => ({ role: "gradient" as const, node: slopes[i]!, wrt: [x] })),
  ];
  const names = leaves.map(({ name }) => name);
  const request = {
    name: "f",
    title: "f",
    graph: b.graph,
    params: leaves,
    names,
    values: new Map(),
    fold: new Map(),
    results,
  };
  return { request, leaves };
}

const scalars = (b: Builder) => [b.symbol("x"), b.symbol("y")];
const arrays = (b: Builder) => [b.symbol("x", "n"), b.symbol("y", "n"), b.symbol("A", "n", "n")];

const rowsOf = ({ rows, cols, data }: Numeric): number[][] =>
  Array.from({ length: rows }, (_, i) => [...data.slice(i * cols, (i + 1) * cols)]);

/** A value as emitted TypeScript takes it. */
function argument(x: Node, value: Numeric): unknown {
  if (x.rows === 1 && x.cols === 1) return value.data[0];
  return x.cols === 1 ? [...value.data] : rowsOf(value);
}

function agrees({ request, leaves }: Drawn, env: Environment): void {
  const { code, problems } = emitCode(request, "typescript");
  expect(problems.filter(({ en }) => !en.startsWith("No point"))).toEqual([]);
  const f = loadTypescript(code!).f_and_grad!;
  const found = f(...leaves.map((x) => argument(x, env.values.get(x)!))) as Record<string, unknown>;
  request.results.forEach(({ node, role, wrt }) => {
    const expected = evaluate(node, env).data;
    const got = [found[role === "value" ? "value" : `grad_${wrt[0]!.name}`]].flat(2) as number[];
    const size = expected.reduce((m, x) => Math.max(m, Math.abs(x)), 1);
    expect(got).toHaveLength(expected.length);
    expected.forEach((x, k) => {
      if (Number.isFinite(x)) expect(Math.abs(got[k]! - x), `${code}\n${role} ${k}`).toBeLessThanOrEqual(1e-9 * size);
    });
  });
}

const number = fc.integer({ min: -12, max: 12 }).map((x) => x / 8);

test("emitted TypeScript of any scalar function equals the engine, value and gradient", () => {
  fc.assert(
    fc.property(scalarTree, number, number, (make, p, q) => {
      const one = drawn(make, scalars);
      if (!one) return;
      const [x, y] = one.leaves as [Node, Node];
      const value = (t: number): Numeric => ({ rows: 1, cols: 1, data: Float64Array.of(t) });
      agrees(one, {
        values: new Map([
          [x, value(p)],
          [y, value(q)],
        ]),
      });
    }),
    { numRuns: runs },
  );
});

test("emitted TypeScript of any function of vectors and a matrix equals the engine, value and gradients", () => {
  fc.assert(
    fc.property(
      vectorTree,
      fc.integer({ min: 2, max: 4 }),
      fc.array(number, { minLength: 24, maxLength: 24 }),
      (make, n, numbers) => {
        const one = drawn(make, arrays);
        if (!one) return;
        const [x, y, A] = one.leaves as [Node, Node, Node];
        const take = (rows: number, cols: number, from: number): Numeric => ({
          rows,
          cols,
          data: Float64Array.from(numbers.slice(from, from + rows * cols)),
        });
        const values = new Map([
          [x, take(n, 1, 0)],
          [y, take(n, 1, n)],
          [A, take(n, n, 2 * n)],
        ]);
        agrees(one, { values, sizes: new Map([["n", n]]) });
      },
    ),
    { numRuns: runs },
  );
});

test.runIf(hasNumpy)("emitted NumPy of random functions passes the test that it brings along", () => {
  const programs = [
    ...fc.sample(scalarTree, { numRuns: 60, seed: 3 }).map((make) => drawn(make, scalars)),
    ...fc.sample(vectorTree, { numRuns: 60, seed: 4 }).map((make) => drawn(make, arrays)),
  ].flatMap((one, i) => (one ? [[`random ${i}`, emitCode(one.request, "numpy").code!] as const] : []));
  expect(programs.filter(([, code]) => code.includes("self_test()")).length).toBeGreaterThan(80);
  expect(pythonFailures("run", programs)).toEqual([]);
});
