import { transpose as transposed } from "../../core/num/dense";
import { type Elementwise, floatOf } from "../functions/evaluate";
import { slopes } from "../functions/slope";
import { N } from "./coefficient";
import { determinantOf, type Environment, evaluate, inverseOf, type Numeric, times, topEigen } from "./evaluate";
import type { Node } from "./graph";

/** A value and its tangent: f(X) and d/dt f(X + tV) at t = 0. */
export interface Dual {
  readonly v: Numeric;
  readonly d: Numeric;
}

const map2 = (a: Numeric, b: Numeric, f: (x: number, y: number) => number): Numeric => ({
  rows: a.rows,
  cols: a.cols,
  data: a.data.map((x, k) => f(x, b.data[k]!)),
});

const plus = (a: Numeric, b: Numeric): Numeric => map2(a, b, (x, y) => x + y);
const scaled = (c: number, a: Numeric): Numeric => ({ ...a, data: a.data.map((x) => c * x) });
const nothing = (a: Numeric): Numeric => ({ ...a, data: new Float64Array(a.data.length) });
const turn = (a: Numeric): Numeric => ({ rows: a.cols, cols: a.rows, data: transposed(a.data, a.rows, a.cols) });
const scalar = (x: number): Numeric => ({ rows: 1, cols: 1, data: Float64Array.of(x) });
const traceOf = (a: Numeric): number => {
  let s = 0;
  for (let i = 0; i < a.rows; i++) s += a.data[i * a.cols + i]!;
  return s;
};

/**
 * Forward-mode differentiation in floating point, with rules of its own per operation. It shares nothing with the symbolic
 * derivatives, so that the two agreeing at a random point means something.
 * @throws RangeError where an operation has no numeric tangent
 */
export function evaluateDual(node: Node, env: Environment, tangents: ReadonlyMap<Node, Numeric>): Dual {
  const done = new Map<Node, Dual>();
  const visit = (n: Node): Dual => {
    const known = done.get(n);
    if (known !== undefined) return known;
    const out = rule(n, visit, env, tangents);
    done.set(n, out);
    return out;
  };
  return visit(node);
}

function rule(n: Node, visit: (n: Node) => Dual, env: Environment, tangents: ReadonlyMap<Node, Numeric>): Dual {
  if (n.mask === 0) {
    const v = evaluate(n, env);
    return { v, d: nothing(v) };
  }
  const args = n.op === "sym" ? [] : n.args.map(visit);
  if (args.length === 0) {
    const v = evaluate(n, env);
    return { v, d: tangents.get(n) ?? nothing(v) };
  }
  switch (n.op) {
    case "sum": {
      const term = (pick: (a: Dual) => Numeric) =>
        args.map((a, i) => scaled(N.toNumber(n.coefs[i]!), pick(a))).reduce(plus);
      return { v: term((a) => a.v), d: term((a) => a.d) };
    }
    case "prod":
      return args.map((a, i) => dualPower(a, N.toNumber(n.coefs[i]!))).reduce(dualHadamard);
    case "pow":
      return generalPower(args[0]!, args[1]!);
    case "mat": {
      const body = args.slice(1).reduce((a, b) => ({ v: times(a.v, b.v), d: plus(times(a.d, b.v), times(a.v, b.d)) }));
      const [s, ds] = [args[0]!.v.data[0]!, args[0]!.d.data[0]!];
      return { v: scaled(s, body.v), d: plus(scaled(s, body.d), scaled(ds, body.v)) };
    }
    case "transpose":
      return { v: turn(args[0]!.v), d: turn(args[0]!.d) };
    case "literal": {
      const cols = n.cols as number;
      const gather = (pick: (a: Dual) => Numeric): Numeric => ({
        rows: n.rows as number,
        cols,
        data: Float64Array.from(args, (a) => pick(a).data[0]!),
      });
      return { v: gather((a) => a.v), d: gather((a) => a.d) };
    }
    case "entry": {
      const [i, j] = n.coefs as readonly [number, number];
      const at = (i - 1) * args[0]!.v.cols + j - 1;
      return { v: scalar(args[0]!.v.data[at]!), d: scalar(args[0]!.d.data[at]!) };
    }
    case "call":
      return callDual(n, args, env);
    default:
      throw new RangeError(`no dual rule for ${n.op}`);
  }
}

function dualHadamard(a: Dual, b: Dual): Dual {
  const d = plus(
    map2(a.d, b.v, (x, y) => x * y),
    map2(a.v, b.d, (x, y) => x * y),
  );
  return { v: map2(a.v, b.v, (x, y) => x * y), d };
}

function dualPower(a: Dual, e: number): Dual {
  if (e === 1) return a;
  // b^e = exp(e log b) has the slope e·b^e/b; at b = 0 the limit is taken by the exponent.
  const slope = (x: number) => (x === 0 ? (e > 1 ? 0 : Number.NaN) : (e * x ** e) / x);
  return { v: { ...a.v, data: a.v.data.map((x) => x ** e) }, d: map2(a.v, a.d, (x, t) => slope(x) * t) };
}

function generalPower(b: Dual, e: Dual): Dual {
  const at = (m: Numeric, k: number) => m.data[m.data.length === 1 ? 0 : k]!;
  const v = b.v.data.map((x, k) => x ** at(e.v, k));
  const d = b.v.data.map((x, k) => {
    const log = at(e.d, k) === 0 ? 0 : at(e.d, k) * Math.log(x);
    return v[k]! * (log + (at(e.v, k) * b.d.data[k]!) / x);
  });
  return { v: { ...b.v, data: v }, d: { ...b.v, data: d } };
}

function callDual(n: Node, args: readonly Dual[], env: Environment): Dual {
  const a = args[0]!;
  const f = floatOf(n.name);
  if (f !== undefined) {
    const slope = slopes[n.name as Elementwise];
    return {
      v: { ...a.v, data: a.v.data.map(f) },
      d: map2(a.v, a.d, (x, t) => (t === 0 && Number.isFinite(f(x)) ? 0 : slope(x) * t)),
    };
  }
  const linear = (run: (m: Numeric) => Numeric): Dual => ({ v: run(a.v), d: run(a.d) });
  switch (n.name) {
    case "tr":
      return linear((m) => scalar(traceOf(m)));
    case "diag":
      return linear((m) => diagonal(m));
    case "diagof":
      return linear((m) => ({
        rows: m.rows,
        cols: 1,
        data: Float64Array.from({ length: m.rows }, (_, i) => m.data[i * m.cols + i]!),
      }));
    case "vec":
      return linear((m) => ({ rows: m.rows * m.cols, cols: 1, data: turn(m).data }));
    case "softmax_rows":
      return softmaxRows(a);
    case "where":
      return chooseDual(args as readonly [Dual, Dual, Dual]);
    case "pinv":
      return pseudoInverseDual(a);
    case "kron":
      return kroneckerDual(a, args[1]!);
    case "inv": {
      const v = inverseOf(a.v);
      return { v, d: scaled(-1, times(times(v, a.d), v)) };
    }
    case "det": {
      const det = determinantOf(a.v);
      return { v: scalar(det), d: scalar(columnwise(a)) };
    }
    case "logdet": {
      const det = determinantOf(a.v);
      return { v: scalar(Math.log(Math.abs(det))), d: scalar(columnwise(a) / det) };
    }
    case "logsumexp": {
      const e = a.v.data.map((x) => Math.exp(x));
      const s = e.reduce((p, x) => p + x, 0);
      return { v: scalar(Math.log(s)), d: scalar(e.reduce((p, x, k) => p + x * a.d.data[k]!, 0) / s) };
    }
    case "softmax": {
      const e = a.v.data.map((x) => Math.exp(x));
      const s = e.reduce((p, x) => p + x, 0);
      const ds = e.reduce((p, x, k) => p + x * a.d.data[k]!, 0);
      const d = e.map((x, k) => (x * a.d.data[k]! * s - x * ds) / (s * s));
      return { v: { ...a.v, data: e.map((x) => x / s) }, d: { ...a.v, data: d } };
    }
    case "lambda_max": {
      const { value, vector } = topEigen(a.v);
      const column: Numeric = { rows: vector.length, cols: 1, data: vector };
      return { v: scalar(value), d: times(times(turn(column), a.d), column) };
    }
    case "expm":
    case "sinm":
    case "cosm":
      return matrixSeriesDual(a, n.name);
    case "max":
    case "min":
      return extremeDual(n.name, args);
    default:
      if (args.every((x) => x.d.data.every((t) => t === 0))) {
        const v = evaluate(n, env);
        return { v, d: nothing(v) };
      }
      throw new RangeError(`no dual rule for ${n.name}`);
  }
}

function diagonal(m: Numeric): Numeric {
  const n = m.rows;
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = m.data[i]!;
  return { rows: n, cols: n, data };
}

/** d det A = Σⱼ det(A with column j replaced by that of dA). */
function columnwise(a: Dual): number {
  const n = a.v.rows;
  let s = 0;
  for (let j = 0; j < n; j++) {
    const M = Float64Array.from(a.v.data);
    for (let i = 0; i < n; i++) M[i * n + j] = a.d.data[i * n + j]!;
    s += determinantOf({ rows: n, cols: n, data: M });
  }
  return s;
}

/** The power series term by term, each term with its tangent. */
function matrixSeriesDual(a: Dual, name: "expm" | "sinm" | "cosm"): Dual {
  const n = a.v.rows;
  let v = diagonal({ rows: n, cols: 1, data: new Float64Array(n).fill(1) });
  let d = nothing(v);
  let sum = { v: nothing(v), d: nothing(v) };
  for (let k = 0; k < 120; k++) {
    const use = name === "expm" || k % 2 === (name === "sinm" ? 1 : 0);
    const sign = name !== "expm" && k % 4 >= 2 ? -1 : 1;
    if (use) sum = { v: plus(sum.v, scaled(sign, v)), d: plus(sum.d, scaled(sign, d)) };
    d = scaled(1 / (k + 1), plus(times(d, a.v), times(v, a.d)));
    v = scaled(1 / (k + 1), times(v, a.v));
  }
  return sum;
}

/** eˣ over the sum of its row, by the quotient rule. */
function softmaxRows(a: Dual): Dual {
  const { rows, cols } = a.v;
  const [v, d] = [new Float64Array(rows * cols), new Float64Array(rows * cols)];
  for (let i = 0; i < rows; i++) {
    const top = Math.max(...a.v.data.subarray(i * cols, (i + 1) * cols));
    let [s, ds] = [0, 0];
    for (let k = i * cols; k < (i + 1) * cols; k++) {
      v[k] = Math.exp(a.v.data[k]! - top);
      d[k] = v[k]! * a.d.data[k]!;
      s += v[k]!;
      ds += d[k]!;
    }
    for (let k = i * cols; k < (i + 1) * cols; k++) {
      d[k] = (d[k]! * s - v[k]! * ds) / (s * s);
      v[k] = v[k]! / s;
    }
  }
  return { v: { rows, cols, data: v }, d: { rows, cols, data: d } };
}

/** The branch that is taken; on the border there is no tangent unless both branches agree. */
function chooseDual([c, a, b]: readonly [Dual, Dual, Dual]): Dual {
  const pick = (p: Numeric, q: Numeric): Numeric => ({
    ...p,
    data: p.data.map((x, k) => (c.v.data[k]! > 0 ? x : q.data[k]!)),
  });
  const d = pick(a.d, b.d);
  c.v.data.forEach((x, k) => {
    if (x === 0 && (a.v.data[k] !== b.v.data[k] || a.d.data[k] !== b.d.data[k])) d.data[k] = Number.NaN;
  });
  return { v: pick(a.v, b.v), d };
}

const productDual = (a: Dual, b: Dual): Dual => ({ v: times(a.v, b.v), d: plus(times(a.d, b.v), times(a.v, b.d)) });
const turnDual = (a: Dual): Dual => ({ v: turn(a.v), d: turn(a.d) });

/** (A'A)⁻¹A' or A'(AA')⁻¹, whichever exists where the rank is full. */
function pseudoInverseDual(a: Dual): Dual {
  const isTall = a.v.rows >= a.v.cols;
  const t = turnDual(a);
  const gram = isTall ? productDual(t, a) : productDual(a, t);
  const v = inverseOf(gram.v);
  const inverse: Dual = { v, d: scaled(-1, times(times(v, gram.d), v)) };
  return isTall ? productDual(inverse, t) : productDual(t, inverse);
}

function kroneckerDual(a: Dual, b: Dual): Dual {
  const kron = (p: Numeric, q: Numeric): Numeric => {
    const [rows, cols] = [p.rows * q.rows, p.cols * q.cols];
    const entry = (at: number): number => {
      const [i, j] = [Math.floor(at / cols), at % cols];
      const outer = p.data[Math.floor(i / q.rows) * p.cols + Math.floor(j / q.cols)]!;
      return outer * q.data[(i % q.rows) * q.cols + (j % q.cols)]!;
    };
    return { rows, cols, data: Float64Array.from({ length: rows * cols }, (_, at) => entry(at)) };
  };
  return { v: kron(a.v, b.v), d: plus(kron(a.d, b.v), kron(a.v, b.d)) };
}

/** The extreme entry and its tangent; at a tie there is none unless the tangents agree. */
function extremeDual(name: string, args: readonly Dual[]): Dual {
  const wins = (x: number, y: number) => (name === "max" ? x > y : x < y);
  const best = (items: readonly { readonly x: number; readonly t: number }[]) => {
    let top = items[0]!;
    for (const item of items) if (wins(item.x, top.x)) top = item;
    return items.some((item) => item.x === top.x && item.t !== top.t) ? { x: top.x, t: Number.NaN } : top;
  };
  if (args.length === 1) {
    const { v, d } = args[0]!;
    const { x, t } = best(Array.from(v.data, (y, k) => ({ x: y, t: d.data[k]! })));
    // The symbolic rule marks every place of the extreme entry, so a tie is no point to compare at.
    const isTie = v.data.filter((y) => Math.abs(y - x) <= 1e-12 * Math.max(1, Math.abs(x))).length > 1;
    return { v: scalar(x), d: scalar(isTie && d.data.some((y) => y !== 0) ? Number.NaN : t) };
  }
  const shape = args.find((a) => a.v.data.length > 1)?.v ?? args[0]!.v;
  const found = Array.from(shape.data, (_, k) =>
    best(
      args.map((a) => {
        const at = a.v.data.length === 1 ? 0 : k;
        return { x: a.v.data[at]!, t: a.d.data[at]! };
      }),
    ),
  );
  return {
    v: { ...shape, data: Float64Array.from(found, ({ x }) => x) },
    d: { ...shape, data: Float64Array.from(found, ({ t }) => t) },
  };
}
