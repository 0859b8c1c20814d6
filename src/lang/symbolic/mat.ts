import { Q, type Rational } from "../../core/num/rational";
import { outside, type Sides } from "./broadcast";
import { cancelTail, inverseSign, isDiagonal, isInverse, isOrthogonalPair, turnsInside } from "./cancel";
import { type Coefficient, N } from "./coefficient";
import { contentOf, signedContent } from "./content";
import { isData } from "./data";
import { multiplyData, transposeData } from "./data-fold";
import { type Graph, intern, memo, type Node, Refusal, type Size, Trait } from "./graph";
import { eye, isOne, isScalar, isZero, num, ones, zero } from "./leaf";
import { multiplyLiterals } from "./literal";
import { type Algebra, cancelQuotient, joinNamed, oneEntry, pickEntry, scalarOfPair, spreadOuter } from "./neighbours";
import { compareFactors, compareNodes } from "./order";
import { product } from "./prod";
import { isNonnegative } from "./sign";
import { sizeNode } from "./size";
import { asSoftmax } from "./softmax";
import { literal, scale, splitCoefficient, sum } from "./sum";

/** The most matrix factors one product may have. */
const MAX_FACTORS = 256;

/** The product as written: scalars commute, inner sizes must fit. Inverse and orthogonal pairs cancel, scalars are canonical. */
export function multiply(g: Graph, factors: readonly Node[]): Node {
  const scalars: Node[] = [];
  const stack: Node[] = [];
  let rows: Size = 1;
  let cols: Size = 1;
  let started = false;
  for (const f of factors) {
    if (isScalar(f)) {
      scalars.push(f);
      continue;
    }
    if (started && cols !== f.rows) throw new RangeError(`can't multiply …×${cols} by ${f.rows}×${f.cols}`);
    if (!started) rows = f.rows;
    started = true;
    cols = f.cols;
    pushFactor(g, f, stack, scalars);
  }
  if (!started) return product(g, scalars);
  if (stack.length > MAX_FACTORS) throw new Refusal("limit", tooMany);
  if (stack.some(isZero)) return zero(g, rows, cols);
  const kept = extractScalars(g, stack, scalars);
  if (rows === 1 && cols === 1) return kept.length === 0 ? product(g, scalars) : multiply(g, [...scalars, ...kept]);
  if (kept.length < stack.length) return multiply(g, [...scalars, ...kept]);
  const s = product(g, scalars);
  if (isZero(s)) return zero(g, rows, cols);
  if (cols === 1 && kept.length > 1 && isDiagonal(kept[0]!)) {
    return multiply(g, [s, hadamard(g, [kept[0]!.args[0]!, multiply(g, kept.slice(1))])]);
  }
  return scaleBy(g, s, kept.length === 0 ? [eye(g, rows)] : kept);
}

/** a', pushed down to the leaves; what is symmetric is returned as it is. */
export function transpose(g: Graph, a: Node): Node {
  if (isScalar(a)) return a;
  const done = memo(g, "T");
  const known = done.get(a);
  if (known !== undefined) return known;
  const t = transposeNow(g, a);
  done.set(a, t);
  return t;
}

/**
 * Element-wise product; scalars are spread over the arrays. What is constant along rows or columns goes outside: u1' ⊙ B is
 * diag(u)B, and so is a diagonal matrix in front of a factor.
 */
export function hadamard(g: Graph, factors: readonly Node[], exps?: readonly Coefficient[]): Node {
  const array = factors.find((f) => !isScalar(f));
  if (array === undefined) return product(g, factors, exps);
  const scalars: Node[] = [];
  const bases: Node[] = [];
  const by: Coefficient[] = [];
  const sides: Sides = { left: [], right: [] };
  factors.forEach((f, i) => {
    const e = exps === undefined ? 1 : exps[i]!;
    if (isScalar(f)) {
      scalars.push(product(g, [f], [e]));
      return;
    }
    const { c, rest } = splitCoefficient(f);
    if (rest.op === "mat" && typeof e === "number") {
      const inner = outside(g, rest, e, sides, algebra);
      const moved = inner.length < rest.args.length - 1;
      if (moved || !isOne(rest.args[0]!)) {
        scalars.push(product(g, [rest.args[0]!], [e]));
        scalars.push(product(g, [num(g, c)], [e]));
        bases.push(inner.length === 0 ? ones(g, f.rows, f.cols) : multiply(g, inner));
      } else bases.push(f);
    } else bases.push(f);
    by.push(e);
  });
  const one = oneEntry(g, algebra, bases, by);
  if (one !== undefined) return multiply(g, [...scalars, ...one]);
  const body = product(g, bases, by, array.rows, array.cols);
  const { left, right } = sides;
  if (left.length + right.length === 0) return scalars.length === 0 ? body : multiply(g, [...scalars, body]);
  const u = left.length === 0 ? undefined : hadamard(g, left);
  const v = right.length === 0 ? undefined : hadamard(g, right);
  if (body.op === "ones") {
    const row = v === undefined ? ones(g, 1, array.cols) : transpose(g, v);
    return multiply(g, [...scalars, u ?? ones(g, array.rows, 1), row]);
  }
  return multiply(g, [
    ...scalars,
    ...(u === undefined ? [] : [diagonalMatrix(g, u)]),
    body,
    ...(v === undefined ? [] : [diagonalMatrix(g, v)]),
  ]);
}

function diagonalMatrix(g: Graph, v: Node): Node {
  const { c, rest } = splitCoefficient(v);
  if (rest.op === "ones") return scale(g, c, eye(g, v.rows));
  if (rest.op === "zero") return zero(g, v.rows, v.rows);
  if (rest.op === "mat" && !isOne(rest.args[0]!))
    return multiply(g, [num(g, c), rest.args[0]!, diagonalMatrix(g, multiply(g, rest.args.slice(1)))]);
  return scale(g, c, intern(g, "call", v.rows, v.rows, [rest], [], "diag"));
}

/** True when a' is a. */
export function isSymmetric(g: Graph, a: Node): boolean {
  return a.rows === a.cols && transpose(g, a) === a;
}

/** True only if a is known to be positive semidefinite: B'PB, sums with weights ≥ 0, inverses, identities. */
export function isSemidefinite(g: Graph, a: Node): boolean {
  switch (a.op) {
    case "sym":
      return (a.traits & Trait.psd) !== 0 || ((a.traits & Trait.diagonal) !== 0 && isNonnegative(a));
    case "eye":
    case "zero":
      return true;
    case "num":
      return N.sign(a.coefs[0]!) >= 0;
    case "sum":
      return a.args.every((t, i) => N.sign(a.coefs[i]!) >= 0 && isSemidefinite(g, t));
    case "prod":
      // Schur 1911: the entry-wise product of semidefinite matrices is one.
      return isScalar(a)
        ? isNonnegative(a)
        : a.args.every((f, i) => Number(a.coefs[i]) > 0 && Number.isInteger(a.coefs[i]) && isSemidefinite(g, f));
    case "call":
      if (a.name === "inv") return isSemidefinite(g, a.args[0]!);
      if (a.name === "kron") return a.args.every((f) => isSemidefinite(g, f));
      if (a.name === "expm") return isSymmetric(g, a.args[0]!);
      if (isScalar(a)) return isNonnegative(a);
      return a.name === "diag" && isNonnegative(a.args[0]!);
    case "mat": {
      if (!isNonnegative(a.args[0]!)) return false;
      return isCongruence(g, a.args.slice(1));
    }
    default:
      return isScalar(a) && isNonnegative(a);
  }
}

/** True if the list reads F₁…Fₖ P Fₖ'…F₁' with P missing or semidefinite. */
function isCongruence(g: Graph, list: readonly Node[]): boolean {
  const k = list.length;
  for (let i = 0; i < k >> 1; i++) if (transpose(g, list[i]!) !== list[k - 1 - i]) return false;
  return k % 2 === 0 || (k > 1 ? isSemidefinite(g, list[k >> 1]!) : isSemidefinite(g, list[0]!));
}

function pushFactor(g: Graph, f: Node, stack: Node[], scalars: Node[]): void {
  if (f.op === "eye") return;
  if (f.op === "sum") {
    const c = f.args.length === 1 ? f.coefs[0]! : signedContent(f);
    if (c !== 1) {
      scalars.push(num(g, c));
      const rest = f.args.length === 1 ? f.args[0]! : scale(g, Q.inverse(c as Rational), f);
      pushFactor(g, rest, stack, scalars);
      return;
    }
  }
  if (f.op === "mat") {
    if (!isOne(f.args[0]!)) scalars.push(f.args[0]!);
    for (let i = 1; i < f.args.length; i++) pushFactor(g, f.args[i]!, stack, scalars);
    return;
  }
  const top = stack[stack.length - 1];
  if (top !== undefined) {
    const joined = multiplyData(g, top, f) ?? join(g, top, f);
    if (joined !== undefined) {
      stack.pop();
      if (isScalar(joined)) scalars.push(joined);
      else pushFactor(g, joined, stack, scalars);
      return;
    }
  }
  stack.push(f);
  cancelTail(stack);
}

const algebra: Algebra = { multiply, hadamard, transpose };

/** What two neighbouring factors come to, if they come to one. */
function join(g: Graph, a: Node, b: Node): Node | undefined {
  if (a.rows === 1 && b.cols === 1 && a.op !== "literal" && b.op !== "literal") return undefined;
  const sign = isInverse(a) ? inverseSign(g, a, b) : isInverse(b) ? inverseSign(g, b, a) : 0;
  if (sign !== 0) return scale(g, sign, eye(g, a.rows));
  if (isOrthogonalPair(a, b)) return eye(g, a.rows);
  if (isDiagonal(a)) {
    if (b.cols === 1) return hadamard(g, [a.args[0]!, b]);
    if (isDiagonal(b)) return intern(g, "call", a.rows, b.cols, [hadamard(g, [a.args[0]!, b.args[0]!])], [], "diag");
  }
  const named = joinNamed(g, algebra, a, b);
  if (named !== undefined) return named;
  if (isDiagonal(b) && a.rows === 1) return hadamard(g, [a, transpose(g, b.args[0]!)]);
  if (a.op === "literal" || b.op === "literal") return multiplyLiterals(g, a, b);
  if (a.op === "ones" && b.op === "ones") return multiply(g, [sizeNode(g, a.cols), ones(g, a.rows, b.cols)]);
  if (a.op === "ones" && a.rows !== 1 && b.cols === 1)
    return multiply(g, [ones(g, a.rows, 1), multiply(g, [ones(g, 1, a.cols), b])]);
  if (b.cols === 1 && a.op === "prod") return spreadOuter(g, algebra, a, b);
  if (a.rows === 1 && b.op === "prod") {
    const t = spreadOuter(g, algebra, transpose(g, b), transpose(g, a));
    return t === undefined ? undefined : transpose(g, t);
  }
  return undefined;
}

/** Takes the parts x'…y of one entry out of the list into the scalars; returns what stays. */
function extractScalars(g: Graph, stack: readonly Node[], scalars: Node[]): readonly Node[] {
  const kept: Node[] = [];
  let from = 0;
  for (let i = 1; i <= stack.length; i++) {
    if (i < stack.length && stack[i]!.rows !== 1) continue;
    const part = stack.slice(from, i);
    if (part[0]!.rows === 1 && part[part.length - 1]!.cols === 1) scalars.push(scalarProduct(g, part));
    else kept.push(...part);
    from = i;
  }
  return kept;
}

/** The scalar x'…y in the one form it shares with its transpose. */
function scalarProduct(g: Graph, part: readonly Node[]): Node {
  const picked = pickEntry(g, algebra, part);
  if (picked !== undefined) return picked;
  const known = scalarOfPair(g, algebra, part);
  if (known !== undefined) return known;
  if (part.length === 2) {
    const merged = mergeDot(g, part[0]!, part[1]!);
    if (merged !== undefined) return merged;
  }
  const cancelled =
    cancelQuotient(g, algebra, part) ??
    cancelQuotient(
      g,
      algebra,
      part.map((_, i) => transpose(g, part[part.length - 1 - i]!)),
    );
  if (cancelled !== undefined) return cancelled;
  let c: Coefficient = 1;
  const back = part.map((_, i) => {
    const t = splitCoefficient(transpose(g, part[part.length - 1 - i]!));
    c = N.mul(c, t.c);
    return t.rest;
  });
  const order = compareFactors(part, back);
  if (order === 0 && N.sign(c) < 0) return num(g, 0);
  const list = order <= 0 ? part : back;
  const traits = isCongruence(g, list) ? Trait.nonnegative : 0;
  const node = intern(g, "mat", 1, 1, [num(g, 1), ...list], [], "", traits);
  return order <= 0 ? node : scale(g, c, node);
}

/** a'b where one side is an element-wise product: all of 1'(x ⊙ y ⊙ z), x'(y ⊙ z) … in one form. */
function mergeDot(g: Graph, a: Node, b: Node): Node | undefined {
  const left = transpose(g, a);
  if (left.op === "ones" && b.op === "ones") return tallyOnes(g, left, b);
  const isPlain = (n: Node) => n.op !== "prod" && n.op !== "ones";
  if (isPlain(left) && isPlain(b)) return undefined;
  const whole = splitCoefficient(hadamard(g, [left, b]));
  const h = whole.rest;
  if (h.op === "mat" || h.op === "zero" || h.op === "sum") {
    if (left.op === "ones" || b.op === "ones") return isZero(h) ? num(g, 0) : undefined;
    return scale(g, whole.c, multiply(g, [ones(g, 1, a.cols), h]));
  }
  let x: Node = ones(g, h.rows, 1);
  let y = h;
  if (h.op === "prod") {
    const sorted = h.args.map((base, i) => ({ base, e: h.coefs[i]! })).sort((p, q) => compareNodes(p.base, q.base));
    if (sorted.length === 1 && sorted[0]!.e === 2) {
      x = sorted[0]!.base;
      y = x;
    } else if (sorted.length > 1) {
      x = product(g, [sorted[0]!.base], [sorted[0]!.e], h.rows, 1);
      const rest = sorted.slice(1);
      y = product(
        g,
        rest.map((r) => r.base),
        rest.map((r) => r.e),
        h.rows,
        1,
      );
    }
  }
  // x ⊙ (By) added up is the form x'By.
  if (x.op !== "ones" && (x.op === "mat" || y.op === "mat")) {
    return scale(g, whole.c, multiply(g, [transpose(g, x), y]));
  }
  if (x.op !== "ones" && x !== y && compareNodes(x, y) > 0) [x, y] = [y, x];
  const traits = x === y || (x.op === "ones" && isNonnegative(y)) ? Trait.nonnegative : 0;
  return scale(g, whole.c, intern(g, "mat", 1, 1, [num(g, 1), transpose(g, x), y], [], "", traits));
}

/** 1'1 = n. */
function tallyOnes(g: Graph, a: Node, b: Node): Node {
  const n = a.rows;
  if (b.rows !== n) throw new RangeError(`can't multiply 1×${n} by ${b.rows}×1`);
  return sizeNode(g, n);
}

function scaleBy(g: Graph, s: Node, kept: readonly Node[]): Node {
  const weighted = s.op === "prod" ? asSoftmax(g, transpose, s, kept) : undefined;
  if (weighted !== undefined) return multiply(g, weighted);
  const { c, rest } = s.op === "num" ? { c: s.coefs[0]!, rest: num(g, 1) } : splitCoefficient(s);
  if (isOne(rest)) {
    if (kept.length === 1) return scale(g, c, kept[0]!);
    return scale(g, c, matNode(g, rest, kept));
  }
  const content = rest.op === "sum" ? contentOf(rest) : 1;
  const clean = content === 1 ? rest : scale(g, Q.inverse(content as Rational), rest);
  return scale(g, N.mul(c, content), matNode(g, clean, kept));
}

function matNode(g: Graph, s: Node, kept: readonly Node[]): Node {
  if (kept.length === 1 && kept[0]!.op === "literal") {
    const a = kept[0]!;
    return literal(
      g,
      a.rows as number,
      a.cols as number,
      a.args.map((e) => product(g, [s, e])),
    );
  }
  return intern(g, "mat", kept[0]!.rows, kept[kept.length - 1]!.cols, [s, ...kept]);
}

function transposeNow(g: Graph, a: Node): Node {
  const { rows, cols } = a;
  if (a.op === "prod" || a.op === "pow") {
    const args = a.args.map((x) => transpose(g, x));
    if (a.op === "pow") return intern(g, "pow", cols, rows, args);
    return product(g, args, a.coefs, cols, rows);
  }
  switch (a.op) {
    case "eye":
      return a;
    case "ones":
      return ones(g, cols, rows);
    case "zero":
      return zero(g, cols, rows);
    case "transpose":
      return a.args[0]!;
    case "sum":
      return sum(
        g,
        a.args.map((t) => transpose(g, t)),
        a.coefs,
      );
    case "literal": {
      const [m, n] = [rows as number, cols as number];
      const entries = Array.from({ length: m * n }, (_, i) => a.args[(i % m) * n + Math.floor(i / m)]!);
      return literal(g, n, m, entries);
    }
    case "mat": {
      const list = a.args.slice(1).reverse();
      return multiply(g, [a.args[0]!, ...list.map((f) => transpose(g, f))]);
    }
    case "call":
      return transposeCall(g, a);
    case "sym":
      if (a.traits & (Trait.symmetric | Trait.diagonal)) return a;
      if (a.traits & Trait.skew) return scale(g, -1, a);
      return intern(g, "transpose", cols, rows, [a]);
    default:
      return intern(g, "transpose", cols, rows, [a]);
  }
}

function transposeCall(g: Graph, a: Node): Node {
  if (a.name === "diag") return a;
  if (isData(a)) return transposeData(g, a);
  if (turnsInside(a.name)) {
    const args = a.args.map((x) => transpose(g, x));
    return intern(g, "call", a.cols, a.rows, args, a.coefs, a.name, a.traits);
  }
  return intern(g, "transpose", a.cols, a.rows, [a]);
}

const tooMany = {
  en: "This product has too many factors to be worked out.",
  zh: "这个乘积的因子过多，无法计算。",
} as const;
