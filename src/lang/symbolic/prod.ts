import { Q, type Rational } from "../../core/num/rational";
import { type Coefficient, N } from "./coefficient";
import { contentOf } from "./content";
import { type Graph, intern, type Node, Refusal, type Size, Trait } from "./graph";
import { joinHyperbolic, joinKinks } from "./joins";
import { isOne, isScalar, num, ones, zero } from "./leaf";
import { numberPower, squareFree } from "./power";
import { isNonnegative, isPositive } from "./sign";
import { scale, sortTogether, sum } from "./sum";

/** What a product has gathered so far. */
interface State {
  readonly g: Graph;
  readonly rows: Size;
  readonly cols: Size;
  c: Coefficient;
  /** what stands under one common square root */
  radicand: Rational;
  bases: Node[];
  exps: Coefficient[];
  /** exponents e of factors exp(e) */
  expArgs: Node[];
  /** factors base^exponent with a symbolic exponent */
  pows: Node[];
  literal: Node[] | undefined;
  zero: boolean;
}

/**
 * Π factors[i]^exps[i], element by element, all of shape rows×cols: numbers gathered, equal bases merged, sorted by id.
 * @throws Refusal for a division by the constant zero
 */
export function product(
  g: Graph,
  factors: readonly Node[],
  exps?: readonly Coefficient[],
  rows: Size = 1,
  cols: Size = 1,
): Node {
  const s: State = {
    g,
    rows,
    cols,
    c: 1,
    radicand: 1,
    bases: [],
    exps: [],
    expArgs: [],
    pows: [],
    literal: undefined,
    zero: false,
  };
  for (let i = 0; i < factors.length; i++) collect(s, factors[i]!, exps === undefined ? 1 : exps[i]!);
  if (s.zero || N.isZero(s.c)) {
    if (factors.some((a, i) => isInfinite(a) && (exps === undefined || N.sign(exps[i]!) > 0)))
      throw new Refusal("domain", zeroTimesInfinity);
    return zero(g, rows, cols);
  }
  if (s.pows.length > 0) mergePows(s);
  settle(s);
  return assemble(s);
}

/** base^exponent, element by element; the exponent is scalar or of the base's shape. */
export function power(g: Graph, base: Node, exponent: Node): Node {
  const { rows, cols } = base;
  if (exponent.op === "num") return product(g, [base], [exponent.coefs[0]!], rows, cols);
  if (isOne(base) || base.op === "ones") return base;
  if (base.op === "num" && base.coefs[0] === -1 && isTwiceWhole(exponent)) return num(g, 1);
  if (base.op === "call" && base.name === "e") return makeExp(g, exponent);
  if (base.op === "call" && base.name === "exp" && isScalar(exponent) && isScalar(base)) {
    return makeExp(g, product(g, [base.args[0]!, exponent]));
  }
  if (base.op === "prod" && base.args.every((b, i) => isNonnegative(b) || !isWhole(base.coefs[i]!))) {
    const powers = base.args.map((b, i) => power(g, b, scale(g, base.coefs[i]!, exponent)));
    return powers.length === 1 ? powers[0]! : product(g, powers, undefined, rows, cols);
  }
  if (base.op === "pow" && isPositive(base.args[0]!) && isScalar(base) && isScalar(exponent))
    return power(g, base.args[0]!, product(g, [base.args[1]!, exponent]));
  return intern(g, "pow", rows, cols, [base, exponent]);
}

/** True for 2n of sizes and whole numbers n. */
function isTwiceWhole(e: Node): boolean {
  const isInteger = (n: Node): boolean =>
    n.op === "num" || (n.traits & Trait.integer) !== 0 || (n.op === "prod" && n.args.every(isInteger));
  return e.op === "sum" && e.coefs.every(isEven) && e.args.every(isInteger);
}

/** exp(a), element by element, with exp 0 = 1, exp(c log b) = b^c and exp(softplus b) = 1 + exp b, also where they are summands. */
export function makeExp(g: Graph, a: Node): Node {
  if (a.op === "zero" || (a.op === "num" && N.isZero(a.coefs[0]!))) return ones(g, a.rows, a.cols);
  if (a.op === "num" && N.isApprox(a.coefs[0]!)) return num(g, N.approx(Math.exp(a.coefs[0].approx)));
  if (a.op === "num" && a.coefs[0] === 1) return intern(g, "call", 1, 1, [], [], "e");
  const terms = a.op === "sum" ? a.args : [a];
  const powers = terms.map((t, i) => powerOf(g, t, a.op === "sum" ? a.coefs[i]! : 1));
  if (powers.every((p) => p === undefined)) return intern(g, "call", a.rows, a.cols, [a], [], "exp");
  const rest = terms.flatMap((t, i) =>
    powers[i] === undefined ? [scale(g, a.op === "sum" ? a.coefs[i]! : 1, t)] : [],
  );
  const factors = powers.filter((p) => p !== undefined);
  const other = rest.length === 0 ? ones(g, a.rows, a.cols) : makeExp(g, sum(g, rest));
  return product(g, [...factors, other], undefined, a.rows, a.cols);
}

/** exp(c·t) where that is a power: of log b, of a log b and of softplus b. */
function powerOf(g: Graph, t: Node, c: Coefficient): Node | undefined {
  const isLog = (n: Node) => n.op === "call" && n.name === "log";
  if (N.isApprox(c)) return undefined;
  if (isLog(t)) return product(g, [t.args[0]!], [c], t.rows, t.cols);
  if (t.op === "call" && t.name === "softplus" && isWhole(c)) {
    const inside = sum(g, [ones(g, t.rows, t.cols), makeExp(g, t.args[0]!)]);
    return product(g, [inside], [c], t.rows, t.cols);
  }
  const at = t.op === "prod" ? t.args.findIndex((b, i) => isLog(b) && t.coefs[i] === 1) : -1;
  if (at < 0) return undefined;
  const exponent = product(
    g,
    t.args,
    t.coefs.map((e, i) => (i === at ? 0 : e)),
    t.rows,
    t.cols,
  );
  return power(g, t.args[at]!.args[0]!, scale(g, c, exponent));
}

function isWhole(e: Coefficient): boolean {
  return typeof e === "number" || (N.isExact(e) && Q.isInteger(e));
}

function isEven(e: Coefficient): boolean {
  return typeof e === "number" && e % 2 === 0;
}

function push(s: State, base: Node, e: Coefficient): void {
  s.bases.push(base);
  s.exps.push(e);
}

function collect(s: State, a: Node, e: Coefficient): void {
  if (N.isZero(e)) return;
  if (a.op !== "zero" && a.op !== "ones" && (a.rows !== s.rows || a.cols !== s.cols)) {
    throw new RangeError(`factors must all be ${s.rows}×${s.cols}, got ${a.rows}×${a.cols}`);
  }
  switch (a.op) {
    case "num":
      collectNumber(s, a.coefs[0]!, e);
      return;
    case "zero":
      if (N.sign(e) < 0) throw new Refusal("domain", divisionByZero);
      s.zero = true;
      return;
    case "ones":
      return;
    case "literal":
      collectLiteral(s, a, e);
      return;
    case "sum":
      collectSum(s, a, e);
      return;
    case "prod":
      collectProduct(s, a, e);
      return;
    case "pow":
      s.pows.push(intern(s.g, "pow", a.rows, a.cols, [a.args[0]!, scale(s.g, e, a.args[1]!)]));
      return;
    case "call":
      if (a.name === "exp") s.expArgs.push(scale(s.g, e, a.args[0]!));
      else if (a.name === "e") s.expArgs.push(num(s.g, e));
      else if (a.name === "abs" && isEven(e)) collect(s, a.args[0]!, e);
      else if (isOrthogonalDeterminant(a) && typeof e === "number") push(s, a, Math.abs(e % 2));
      else push(s, a, e);
      return;
    default:
      push(s, a, e);
  }
}

/** det Q = ±1. */
export const isOrthogonalDeterminant = (a: Node): boolean =>
  a.name === "det" && a.args[0]!.op === "sym" && (a.args[0]!.traits & Trait.orthogonal) !== 0;

function collectNumber(s: State, value: Coefficient, e: Coefficient): void {
  if (N.isZero(value)) {
    if (N.sign(e) < 0) throw new Refusal("domain", divisionByZero);
    s.zero = true;
    return;
  }
  const p = numberPower(value, e);
  s.c = N.mul(s.c, p.c);
  if (p.root !== 1) s.radicand = Q.mul(s.radicand, p.root);
  if (p.base !== undefined) push(s, num(s.g, p.base), p.exponent!);
}

function collectLiteral(s: State, a: Node, e: Coefficient): void {
  const entries = a.args.map((x) => product(s.g, [x], [e]));
  s.literal = s.literal === undefined ? entries : s.literal.map((x, i) => product(s.g, [x, entries[i]!]));
}

function collectSum(s: State, a: Node, e: Coefficient): void {
  const g = s.g;
  if (a.args.length === 1) {
    const c = a.coefs[0]!;
    const root = isWhole(e) || N.isApprox(c) ? undefined : Q.sign(c) > 0 ? Q.trySqrt(c) : undefined;
    if (isWhole(e)) {
      s.c = N.mul(s.c, numberPower(c, e).c);
      collect(s, a.args[0]!, e);
    } else if (root !== undefined && isWhole(N.mul(2, e))) {
      s.c = N.mul(s.c, numberPower(root, N.mul(2, e)).c);
      collect(s, a.args[0]!, e);
    } else push(s, a, e);
    return;
  }
  if (!isWhole(e)) {
    push(s, a, e);
    return;
  }
  const content = contentOf(a);
  if (content !== 1) s.c = N.mul(s.c, numberPower(content, e).c);
  const rest = content === 1 ? a : scale(g, Q.inverse(content as Rational), a);
  const u = rest.args.length === 2 && N.sign(e) < 0 ? logisticArgument(rest) : undefined;
  if (u !== undefined) push(s, makeSigmoid(g, scale(g, -1, u)), N.neg(e));
  else push(s, rest, e);
}

/** u where the sum is 1 + exp(u). */
function logisticArgument(a: Node): Node | undefined {
  if (a.coefs[0] !== 1 || a.coefs[1] !== 1) return undefined;
  const [p, q] = a.args as [Node, Node];
  const isUnit = (n: Node) => n.op === "ones" || isOne(n);
  const exp = isUnit(p) ? q : isUnit(q) ? p : undefined;
  return exp?.op === "call" && exp.name === "exp" ? exp.args[0] : undefined;
}

function makeSigmoid(g: Graph, a: Node): Node {
  if (a.op === "num" && a.coefs[0] === 0) return num(g, Q.ratio(1, 2));
  return intern(g, "call", a.rows, a.cols, [a], [], "sigmoid");
}

function collectProduct(s: State, a: Node, e: Coefficient): void {
  if (isWhole(e)) {
    for (let i = 0; i < a.args.length; i++) collect(s, a.args[i]!, N.mul(a.coefs[i]!, e));
    return;
  }
  if (a.args.length > 1) {
    if (!a.args.every((b, i) => isNonnegative(b) || isNonintegral(a.coefs[i]!) || isEven(a.coefs[i]!))) {
      push(s, a, e);
      return;
    }
    for (let i = 0; i < a.args.length; i++) collectPower(s, a.args[i]!, a.coefs[i]!, e);
    return;
  }
  collectPower(s, a.args[0]!, a.coefs[0]!, e);
}

/** (base^inner)^e with √(b²) = |b|. */
function collectPower(s: State, base: Node, inner: Coefficient, e: Coefficient): void {
  if (isNonnegative(base) || !isEven(inner)) {
    collect(s, base, N.mul(inner, e));
    return;
  }
  const total = N.mul(inner, e);
  collect(s, isEven(total) ? base : intern(s.g, "call", base.rows, base.cols, [base], [], "abs"), total);
}

const isNonintegral = (e: Coefficient): boolean => !isWhole(e);

/** Adds up the exponents of equal bases where one exponent is symbolic. */
function mergePows(s: State): void {
  const { g } = s;
  const byBase = new Map<Node, Node[]>();
  for (const p of s.pows) {
    const list = byBase.get(p.args[0]!);
    if (list === undefined) byBase.set(p.args[0]!, [p.args[1]!]);
    else list.push(p.args[1]!);
  }
  s.pows = [];
  for (const [base, parts] of byBase) {
    for (let i = s.bases.length - 1; i >= 0; i--) {
      if (s.bases[i] !== base) continue;
      const e = num(g, s.exps[i]!);
      parts.push(parts[0]!.rows === 1 && parts[0]!.cols === 1 ? e : scale(g, s.exps[i]!, ones(g, s.rows, s.cols)));
      s.bases.splice(i, 1);
      s.exps.splice(i, 1);
    }
    const scalarParts = parts.filter(isScalar);
    const arrays = parts.filter((p) => !isScalar(p));
    for (const group of [scalarParts, arrays]) {
      if (group.length === 0) continue;
      const total = sum(g, group);
      if (total.op === "num") collect(s, base, total.coefs[0]!);
      else push(s, intern(g, "pow", s.rows, s.cols, [base, total]), 1);
    }
  }
}

/** Sorts and merges equal bases; repeats where a merged exponent lets a base be opened (√(2x)·√(2x) = 2x). */
function settle(s: State): void {
  for (let round = 0; round < 8; round++) {
    sortTogether(s.bases, s.exps);
    let k = 0;
    for (let i = 0; i < s.bases.length; i++) {
      if (k > 0 && s.bases[k - 1] === s.bases[i]) s.exps[k - 1] = N.add(s.exps[k - 1]!, s.exps[i]!);
      else {
        if (k > 0 && N.isZero(s.exps[k - 1]!)) k--;
        s.bases[k] = s.bases[i]!;
        s.exps[k] = s.exps[i]!;
        k++;
      }
    }
    if (k > 0 && N.isZero(s.exps[k - 1]!)) k--;
    if (k < s.bases.length) s.bases.length = s.exps.length = k;
    if (reopen(s)) continue;
    const joined = joinKinks(s) ?? joinHyperbolic(s);
    if (joined === undefined) return;
    for (const [b, e] of joined) collect(s, b, e);
  }
}

function reopen(s: State): boolean {
  for (let i = 0; i < s.bases.length; i++) {
    const b = s.bases[i]!;
    const e = s.exps[i]!;
    if (!isWhole(e)) continue;
    const opens =
      b.op === "num" ||
      b.op === "prod" ||
      (b.op === "sum" && (b.args.length === 1 || contentOf(b) !== 1)) ||
      (b.op === "call" && isEven(e) && (b.name === "abs" || isOrthogonalDeterminant(b)));
    if (!opens) continue;
    s.bases.splice(i, 1);
    s.exps.splice(i, 1);
    collect(s, b, e);
    return true;
  }
  return false;
}

function assemble(s: State): Node {
  const { g, rows, cols } = s;
  if (s.expArgs.length > 0) {
    const total = sum(g, s.expArgs);
    if (!absorbExponential(s, total)) {
      const exp = makeExp(g, total);
      if (exp.op === "num") s.c = N.mul(s.c, exp.coefs[0]!);
      else if (exp.op !== "ones") push(s, exp, 1);
    }
    settle(s);
  }
  if (s.radicand !== 1) {
    const r = squareFree(s.radicand);
    s.c = N.mul(s.c, r.outside);
    if (r.inside !== 1) push(s, num(g, r.inside), Q.ratio(1, 2));
    sortTogether(s.bases, s.exps);
  }
  let body: Node;
  if (s.bases.length === 0) body = ones(g, rows, cols);
  else if (s.bases.length === 1 && s.exps[0] === 1) body = s.bases[0]!;
  else body = intern(g, "prod", rows, cols, s.bases, s.exps);
  if (s.literal !== undefined) body = withLiteral(s, s.literal, body);
  return body.op === "num" ? num(g, N.mul(s.c, body.coefs[0]!)) : scale(g, s.c, body);
}

/** σ(v)·exp(−v) = σ(−v). */
function absorbExponential(s: State, total: Node): boolean {
  for (let i = 0; i < s.bases.length; i++) {
    const b = s.bases[i]!;
    if (b.op !== "call" || b.name !== "sigmoid" || !isWhole(s.exps[i]!) || N.sign(s.exps[i]!) < 0) continue;
    if (scale(s.g, -1, total) !== b.args[0]) continue;
    s.exps[i] = N.add(s.exps[i]!, -1);
    push(s, makeSigmoid(s.g, total), 1);
    return true;
  }
  return false;
}

function withLiteral(s: State, entries: readonly Node[], body: Node): Node {
  const { g, rows, cols } = s;
  const lit = entries.every((e) => isOne(e)) ? undefined : intern(g, "literal", rows, cols, entries);
  if (lit === undefined) return body;
  if (entries.every((e) => e.op === "num" && N.isZero(e.coefs[0]!))) return zero(g, rows, cols);
  if (body.op === "ones") return lit;
  const bases = [...(body.op === "prod" ? body.args : [body]), lit];
  const exps: Coefficient[] = [...(body.op === "prod" ? body.coefs : [1]), 1];
  sortTogether(bases, exps);
  return intern(g, "prod", rows, cols, bases, exps);
}

/** ∞ itself: an overflow of floating point is no reason to say more. */
const isInfinite = (a: Node): boolean =>
  a.op === "num" && N.isApprox(a.coefs[0]!) && Math.abs(a.coefs[0].approx) === Number.POSITIVE_INFINITY;

const zeroTimesInfinity = { en: "0·∞ has no value.", zh: "0·∞ 没有确定的值。" } as const;
const divisionByZero = { en: "This divides by zero.", zh: "这里除以了零。" } as const;
