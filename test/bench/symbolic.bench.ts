import { gradients } from "../../src/lang/symbolic/adjoint";
import { builder } from "../../src/lang/symbolic/build";
import { evaluate } from "../../src/lang/symbolic/evaluate";
import { createGraph } from "../../src/lang/symbolic/graph";
import { hessian } from "../../src/lang/symbolic/jacobian";
import { present } from "../../src/lang/symbolic/present";
import { printText } from "../../src/lang/symbolic/print";
import type { Bench } from "./bench";

const n = 1000;
const A = Float64Array.from({ length: n * n }, (_, k) => Math.sin(k));

/** A + A', entry by entry. */
function plain(): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] = A[i * n + j]! + A[j * n + i]!;
  return out;
}

/** The Hessian of x'Ax, derived and evaluated. */
function derived(): Float64Array {
  const g = createGraph();
  const b = builder(g);
  const [M, x] = [b.symbol("A", n, n), b.symbol("x", n)];
  const H = hessian(g, b.mul(b.transpose(x), M, x), x);
  return evaluate(H, { values: new Map([[M, { rows: n, cols: n, data: A }]]) }).data as Float64Array;
}

/** Gradient and Hessian of ridge regression, written down. */
function ridge(): string {
  const g = createGraph();
  const b = builder(g);
  const [X, w, y, c] = [b.symbol("X", "m", "n"), b.symbol("w", "n"), b.symbol("y", "m"), b.symbol("c")];
  const r = b.sub(b.mul(X, w), y);
  const f = b.add(b.mul(b.transpose(r), r), b.mul(c, b.transpose(w), w));
  const [slope, curvature] = [gradients(g, f, [w])[0]!, hessian(g, f, w)].map((d) => printText(g, present(g, d)));
  return `${slope} ${curvature}`;
}

const benches: readonly Bench[] = [
  {
    name: "Hessian of x'Ax for a floating-point A, n = 1000, evaluated",
    cases: [
      { name: "ours", setup: () => derived },
      { name: "A + A' entry by entry", setup: () => plain },
    ],
    agree: (results) => {
      const [p, q] = [...results.values()] as Float64Array[];
      if (p!.some((x, k) => x !== q![k])) throw new Error("the Hessian of x'Ax is not A + A'");
    },
    targets: [
      {
        id: "dense-hessian",
        figure: ({ cases }) => cases.get("ours")!.medianMs / cases.get("A + A' entry by entry")!.medianMs,
      },
    ],
  },
  {
    name: "gradient and Hessian of a typical line, derived and written down",
    cases: [{ name: "ours", setup: () => ridge }],
    targets: [{ id: "line-derivatives", figure: ({ cases }) => cases.get("ours")!.medianMs }],
  },
];

export default benches;
