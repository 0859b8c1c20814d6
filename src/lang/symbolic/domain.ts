import { Q } from "../../core/num/rational";
import { call } from "./call";
import { type Coefficient, N } from "./coefficient";
import { isDefinite } from "./definite";
import { evaluate } from "./evaluate";
import { type Graph, type Node, Trait } from "./graph";
import { isZero } from "./leaf";
import { hasSymbols } from "./letters";
import { product } from "./prod";
import { isNonnegative, isPositive } from "./sign";
import { literalDeterminant, rationalRows } from "./solve";

/** What a value must be (entry by entry) for an expression to be defined; normal forms may have cancelled where it was needed. */
export type NeedKind = "nonzero" | "positive" | "nonnegative" | "unit" | "invertible" | "slanted" | "gammic";

/**
 * A condition on the letters of an expression: `of` is nonzero, positive, ≥ 0, within [−1, 1], an invertible matrix, an angle with
 * a tangent (its cosine is not 0), or a number with a Γ (none of 0, −1, −2, …).
 */
export interface Need {
  readonly kind: NeedKind;
  readonly of: Node;
}

/** The kind of need of functions that are not defined everywhere, on their one argument. */
const partialCalls: Readonly<Record<string, NeedKind>> = {
  sqrt: "nonnegative",
  log: "positive",
  asin: "unit",
  acos: "unit",
  inv: "invertible",
  logdet: "invertible",
  tan: "slanted",
  gamma: "gammic",
  lgamma: "gammic",
  digamma: "gammic",
  trigamma: "gammic",
};

/**
 * The conditions that `of` be of a kind comes to: those that hold by structure fall away, a product is nonzero where its factors
 * are, a matrix of known numbers is looked at.
 *
 * @returns undefined when the condition fails whatever the letters are
 */
export function needsOf(g: Graph, kind: NeedKind, of: Node): readonly Need[] | undefined {
  if (kind === "slanted" && isConstant(of)) return needsOf(g, "nonzero", call(g, "cos", [of]));
  if (of.op === "literal" && kind !== "invertible") return gather(of.args.map((entry) => needsOf(g, kind, entry)));
  if (isConstant(of)) return holdsFor(g, kind, of) ? [] : undefined;
  switch (kind) {
    case "nonzero":
      return nonzero(g, of);
    case "positive":
      if (isPositive(of)) return [];
      return isNonnegative(of) ? nonzero(g, of) : [{ kind, of: withoutFactor(of) }];
    case "nonnegative":
      return isNonnegative(of) ? [] : [{ kind, of: withoutFactor(of) }];
    case "unit":
      return [{ kind, of }];
    case "invertible":
      return invertible(g, of);
    case "slanted":
      return needsOf(g, "nonzero", call(g, "cos", [of]));
    case "gammic":
      return isPositive(of) ? [] : [{ kind, of }];
  }
}

/** What the base of a power must be, element by element; undefined where any will do. */
export function needOfPower(e: Coefficient): NeedKind | undefined {
  const isWhole = N.isApprox(e) ? Number.isInteger(e.approx) : Q.isInteger(e);
  if (N.sign(e) < 0) return isWhole ? "nonzero" : "positive";
  return isWhole ? undefined : "nonnegative";
}

/** What the one argument of a known function must be; undefined where any will do. */
export function needOfCall(name: string): NeedKind | undefined {
  return Object.hasOwn(partialCalls, name) ? partialCalls[name] : undefined;
}

/** What a normal form itself shows that it needs: its negative and broken powers, logarithms, inverses. */
export function needsIn(g: Graph, root: Node): readonly Need[] {
  const found: Need[] = [];
  const seen = new Set<Node>();
  const add = (kind: NeedKind | undefined, of: Node): void => {
    if (kind) found.push(...(needsOf(g, kind, of) ?? []));
  };
  const visit = (n: Node): void => {
    if (seen.has(n)) return;
    seen.add(n);
    n.args.forEach(visit);
    if (n.op === "prod") {
      n.args.forEach((base, i) => {
        add(needOfPower(n.coefs[i]!), base);
      });
    } else if (n.op === "call") add(needOfCall(n.name), n.args[0]!);
  };
  visit(root);
  return found;
}

/** Needs of a first list that no need of a second implies; each once. */
export function needsBeyond(first: readonly Need[], second: readonly Need[]): Need[] {
  const isCovered = (need: Need, by: Need) => need.of === by.of && implies(by.kind, need.kind);
  return first.filter(
    (need, i) =>
      !second.some((other) => isCovered(need, other)) &&
      !first.some((other, j) => j !== i && isCovered(need, other) && (j < i || !isCovered(other, need))),
  );
}

const implies = (a: NeedKind, b: NeedKind): boolean =>
  a === b || (a === "positive" && (b === "nonzero" || b === "nonnegative" || b === "gammic"));

function gather(lists: readonly (readonly Need[] | undefined)[]): readonly Need[] | undefined {
  return lists.includes(undefined) ? undefined : (lists as readonly (readonly Need[])[]).flat();
}

/** 2x > 0 is x > 0; −x > 0 stays what it is. */
function withoutFactor(of: Node): Node {
  return of.op === "sum" && of.args.length === 1 && N.sign(of.coefs[0]!) > 0 ? of.args[0]! : of;
}

function nonzero(g: Graph, of: Node): readonly Need[] | undefined {
  if (isPositive(of) || of.op === "eye") return [];
  switch (of.op) {
    case "sum":
      return of.args.length === 1 ? needsOf(g, "nonzero", of.args[0]!) : [{ kind: "nonzero", of: plain(g, of) }];
    case "prod":
    case "pow":
      return gather((of.op === "pow" ? [of.args[0]!] : of.args).map((base) => needsOf(g, "nonzero", base)));
    case "call":
      return of.name === "abs" ? needsOf(g, "nonzero", of.args[0]!) : [{ kind: "nonzero", of }];
    default:
      return [{ kind: "nonzero", of }];
  }
}

/** A sum without the number before all of it, in the one form that products share. */
function plain(g: Graph, of: Node): Node {
  if (of.rows !== 1 || of.cols !== 1) return of;
  const inverse = product(g, [of], [-1]);
  const body = inverse.op === "sum" && inverse.args.length === 1 ? inverse.args[0]! : inverse;
  return body.op === "prod" && body.args.length === 1 ? body.args[0]! : of;
}

function invertible(g: Graph, of: Node): readonly Need[] | undefined {
  if (of.rows === 1 && of.cols === 1) return needsOf(g, "nonzero", of);
  if (isDefinite(g, of) || (of.op === "sym" && (of.traits & Trait.orthogonal) !== 0)) return [];
  switch (of.op) {
    case "transpose":
      return needsOf(g, "invertible", of.args[0]!);
    case "sum":
      return of.args.length === 1 ? needsOf(g, "invertible", of.args[0]!) : [{ kind: "invertible", of }];
    case "call":
      if (of.name === "expm") return [];
      if (of.name === "inv") return needsOf(g, "invertible", of.args[0]!);
      return of.name === "diag" ? needsOf(g, "nonzero", of.args[0]!) : [{ kind: "invertible", of }];
    case "mat": {
      const [scalar, ...factors] = of.args as [Node, ...Node[]];
      if (factors.some((f) => f.rows !== f.cols)) return [{ kind: "invertible", of }];
      return gather([needsOf(g, "nonzero", scalar), ...factors.map((f) => needsOf(g, "invertible", f))]);
    }
    default:
      return [{ kind: "invertible", of }];
  }
}

const isConstant = (n: Node): boolean => n.mask === 0 && !hasSymbols(n) && isSized(n.rows) && isSized(n.cols);
const isSized = (size: Node["rows"]): boolean => typeof size === "number";

function holdsFor(g: Graph, kind: NeedKind, of: Node): boolean {
  if (kind === "invertible") return of.op !== "zero" && (of.op !== "literal" || isRegular(g, of));
  if (of.op === "zero") return kind === "nonnegative" || kind === "unit" || kind === "slanted";
  const [value] = of.coefs;
  if (of.op === "num" && kind === "gammic" && value !== undefined && N.isExact(value))
    return Q.sign(value) > 0 || !Q.isInteger(value);
  if (of.op === "num") return holdsForNumber(kind, N.sign(of.coefs[0]!), N.toNumber(of.coefs[0]!));
  try {
    return Array.from(evaluate(of, { values: new Map() }).data).every((x) =>
      // A value in floating point may be 0 but for rounding.
      holdsForNumber(kind, Math.abs(x) < 1e-15 ? 0 : Math.sign(x), x),
    );
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** Beyond this many rows a matrix is inverted in floating point, which finds out by itself. */
const MAX_ROWS = 40;

function isRegular(g: Graph, a: Node): boolean {
  if (a.rows !== a.cols || Number(a.rows) > MAX_ROWS || !rationalRows(a)) return true;
  return !isZero(literalDeterminant(g, a));
}

function holdsForNumber(kind: NeedKind, sign: number, value: number): boolean {
  switch (kind) {
    case "nonzero":
      return sign !== 0;
    case "positive":
      return sign > 0;
    case "nonnegative":
      return sign >= 0;
    case "unit":
      return Math.abs(value) <= 1;
    case "gammic":
      return !(value <= 0 && Number.isInteger(value));
    case "slanted":
      return Math.cos(value) !== 0;
    case "invertible":
      return true;
  }
}
