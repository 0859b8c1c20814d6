import type { Builder } from "../symbolic/build";
import { type Node, Refusal, type Size } from "../symbolic/graph";
import { isElementwise } from "../symbolic/rule";

/** The index of a sum while its body is read: what stands for `x[i]` in the body, and all of those values one below the other. */
export interface Frame {
  readonly size: Size;
  /** A placeholder and its values: m×1 for a scalar, m×k (a row each) for a column of k entries. */
  readonly rows: Map<Node, Node>;
}

/**
 * Values for all i at once. `plain`: the same for every i. `scalar`: an m×1 column of them. `column`: m×k, a row for each i;
 * `row`: the same for values that lie. `outer`: uᵢwᵢ' with U = `node`, W = `other`.
 */
interface Batch {
  readonly kind: "plain" | "scalar" | "column" | "row" | "outer";
  readonly node: Node;
  readonly other?: Node;
}

/** Σᵢ of a body with placeholders, without an index: Σᵢ yᵢ xᵢ'w is y'Xw. @throws Refusal where the body has no such form */
export function sumOverFrame(b: Builder, frame: Frame, body: Node): Node {
  try {
    return total(b, frame, body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const open = b.expand(body);
    if (open === body) throw error;
    return total(b, frame, open);
  }
}

/** What a node with placeholders is for all i: a column of scalars, or a row each. @throws Refusal where there is no such form */
export const valuesOver = (b: Builder, frame: Frame, n: Node): Node => (holds(frame, n) ? spread(b, frame, n) : n);

function total(b: Builder, frame: Frame, body: Node): Node {
  if (body.op === "sum")
    return b.sum(
      body.args.map((t) => total(b, frame, t)),
      body.coefs,
    );
  const { kind, node, other } = batchOf(b, frame, body);
  const one = b.ones(frame.size);
  switch (kind) {
    case "plain":
      return b.mul(b.size(frame.size), node);
    case "scalar":
      return b.call("sum", node);
    case "column":
      return b.mul(b.transpose(node), one);
    case "row":
      return b.mul(b.transpose(one), node);
    case "outer":
      return b.mul(b.transpose(node), other as Node);
  }
}

function holds(frame: Frame, n: Node, seen = new Set<Node>()): boolean {
  if (n.mask === 0 || seen.has(n)) return false;
  seen.add(n);
  return frame.rows.has(n) || n.args.some((a) => holds(frame, a, seen));
}

const isScalar = (n: Node): boolean => n.rows === 1 && n.cols === 1;
const kindOf = (n: Node): Batch["kind"] =>
  isScalar(n) ? "scalar" : n.cols === 1 ? "column" : n.rows === 1 ? "row" : "outer";

function batchOf(b: Builder, frame: Frame, n: Node): Batch {
  if (!holds(frame, n)) return { kind: "plain", node: n };
  const placed = frame.rows.get(n);
  if (placed !== undefined) return { kind: kindOf(n), node: placed };
  switch (n.op) {
    case "sum":
      if (kindOf(n) === "outer") throw noForm();
      return {
        kind: kindOf(n),
        node: b.sum(
          n.args.map((t) => spread(b, frame, t)),
          n.coefs,
        ),
      };
    case "prod":
      return {
        kind: kindOf(n),
        node: b.had(...n.args.map((t, i) => b.pow(spread(b, frame, t), b.num(n.coefs[i])))),
      };
    case "pow":
      return { kind: kindOf(n), node: b.pow(spread(b, frame, n.args[0]), spread(b, frame, n.args[1])) };
    case "transpose":
      return turned(batchOf(b, frame, n.args[0]));
    case "mat":
      return scaled(
        b,
        frame,
        batchOf(b, frame, n.args[0]),
        n.args
          .slice(1)
          .map((f) => batchOf(b, frame, f))
          .reduce((p, q) => product(b, p, q)),
      );
    case "entry": {
      const inner = batchOf(b, frame, n.args[0]);
      if (inner.kind !== "column") throw noForm();
      return { kind: "scalar", node: b.mul(inner.node, b.unit(n.args[0].rows, n.coefs[0] as number)) };
    }
    case "call":
      return callBatch(b, frame, n);
    default:
      throw noForm();
  }
}

/** The values of a scalar, column or row for all i; what is the same for all is repeated. */
function spread(b: Builder, frame: Frame, n: Node): Node {
  const { kind, node } = batchOf(b, frame, n);
  if (kind === "outer") throw noForm();
  if (kind !== "plain") return node;
  if (isScalar(n)) return b.mul(n, b.ones(frame.size));
  if (n.cols !== 1 && n.rows !== 1) throw noForm();
  return b.mul(b.ones(frame.size), n.cols === 1 ? b.transpose(n) : n);
}

function turned({ kind, node, other }: Batch): Batch {
  if (kind === "outer") return { kind, node: other as Node, other: node };
  return { kind: kind === "column" ? "row" : kind === "row" ? "column" : kind, node };
}

function scaled(b: Builder, frame: Frame, s: Batch, body: Batch): Batch {
  if (s.kind === "plain") {
    return { ...body, node: b.mul(s.node, body.node) };
  }
  if (body.kind === "scalar") return { kind: "scalar", node: b.had(s.node, body.node) };
  if (body.kind !== "plain") return { ...body, node: b.mul(b.call("diag", s.node), body.node) };
  const M = body.node;
  if (isScalar(M)) return { kind: "scalar", node: b.mul(M, s.node) };
  if (M.cols === 1 || M.rows === 1) return { kind: kindOf(M), node: b.mul(s.node, M.cols === 1 ? b.transpose(M) : M) };
  return { kind: "plain", node: b.mul(b.div(b.call("sum", s.node), b.size(frame.size)), M) };
}

/** The product of two neighbours, row by row. */
function product(b: Builder, p: Batch, q: Batch): Batch {
  const rowwise = (x: Node, y: Node) => b.call("sum_rows", b.had(x, y));
  const key = `${p.kind} ${q.kind}`;
  switch (key) {
    case "plain plain":
      return { kind: "plain", node: b.mul(p.node, q.node) };
    case "plain column":
      return { kind: p.node.rows === 1 ? "scalar" : "column", node: b.mul(q.node, b.transpose(p.node)) };
    case "row plain":
      return { kind: q.node.cols === 1 ? "scalar" : "row", node: b.mul(p.node, q.node) };
    case "row column":
      return { kind: "scalar", node: rowwise(p.node, q.node) };
    case "column row":
      return { kind: "outer", node: p.node, other: q.node };
    case "plain outer":
      return p.node.rows === 1
        ? { kind: "row", node: b.mul(b.call("diag", b.mul(q.node, b.transpose(p.node))), q.other as Node) }
        : { kind: "outer", node: b.mul(q.node, b.transpose(p.node)), other: q.other as Node };
    case "outer plain":
      return q.node.cols === 1
        ? { kind: "column", node: b.mul(b.call("diag", b.mul(p.other as Node, q.node)), p.node) }
        : { kind: "outer", node: p.node, other: b.mul(p.other as Node, q.node) };
    case "row outer":
      return { kind: "row", node: b.mul(b.call("diag", rowwise(p.node, q.node)), q.other as Node) };
    case "outer column":
      return { kind: "column", node: b.mul(b.call("diag", rowwise(p.other as Node, q.node)), p.node) };
    case "column plain":
    case "plain row":
      return outerWithPlain(b, p, q);
    default:
      throw noForm();
  }
}

/** uᵢc' and c wᵢ' with the same c for all i. */
function outerWithPlain(b: Builder, p: Batch, q: Batch): Batch {
  const fixed = p.kind === "plain" ? p.node : q.node;
  const moving = p.kind === "plain" ? q.node : p.node;
  if (fixed.rows !== 1 && fixed.cols !== 1) throw noForm();
  const repeated = b.mul(b.ones(moving.rows), fixed.cols === 1 ? b.transpose(fixed) : fixed);
  return p.kind === "plain"
    ? { kind: "outer", node: repeated, other: moving }
    : { kind: "outer", node: moving, other: repeated };
}

function callBatch(b: Builder, frame: Frame, n: Node): Batch {
  const kind = kindOf(n);
  if (isElementwise(n.name)) return { kind, node: b.call(n.name, spread(b, frame, n.args[0])) };
  const isEach = n.name === "where" || ((n.name === "max" || n.name === "min") && n.args.length > 1);
  if (isEach) return { kind, node: b.call(n.name, ...n.args.map((a) => spread(b, frame, a))) };
  const inner = batchOf(b, frame, n.args[0]);
  if (inner.kind === "column" && n.name === "softmax") return { kind, node: b.call("softmax_rows", inner.node) };
  if (inner.kind === "column" && n.name === "logsumexp")
    return { kind, node: b.call("log", b.call("sum_rows", b.call("exp", inner.node))) };
  throw noForm();
}

const noForm = (): Refusal =>
  new Refusal("rule", {
    en: "I can't write this sum without its index; give the bounds as numbers",
    zh: "无法把这个求和写成不含下标的形式；请用数值作上下界",
  });
