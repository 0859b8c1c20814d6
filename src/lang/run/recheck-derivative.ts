import { differentiate, gradientNode } from "../check/derive";
import { lower } from "../check/lower";
import { letterNode, type Maker, withValues } from "../check/maker";
import type { DeriveTerm } from "../check/term";
import { attempt } from "../symbolic/build";
import { derivative } from "../symbolic/differential";
import type { Node } from "../symbolic/graph";
import { type Claim, recheck, type Verdict } from "../symbolic/recheck";

const verdicts = new WeakMap<Node, Map<string, Verdict>>();

const told = new WeakMap<DeriveTerm, Verdict>();

/** What dual numbers say about a derivative before a point is filled in; each claim is looked at once. */
export function verdictOn(maker: Maker, term: DeriveTerm): Verdict {
  const verdict = told.get(term) ?? findVerdict(maker, term);
  told.set(term, verdict);
  return verdict;
}

function findVerdict(maker: Maker, term: DeriveTerm): Verdict {
  const { fn, body } = term.of;
  const { args: _, ...open } = term;
  const looked = attempt((): { f: Node; by: readonly Node[]; is: Node } | undefined => {
    const f = fn ? fn.body : body ? lower(maker, body) : undefined;
    const by = (term.wrt.length > 0 ? term.wrt : (fn?.params ?? [])).map((letter) => letterNode(maker, letter));
    return f && { f, by, is: withValues(maker, differentiate(maker, open)) };
  }).value;
  if (!looked) return "unchecked";
  const { f, by, is } = looked;
  const key = `${term.kind} ${is.id} ${by.map(({ id }) => id).join(" ")}`;
  const known = verdicts.get(f) ?? new Map<string, Verdict>();
  verdicts.set(f, known);
  let verdict = known.get(key);
  if (!verdict) {
    verdict = attempt(() => worst(claimsOf(maker, term, withValues(maker, f), by, is))).value ?? "unchecked";
    known.set(key, verdict);
  }
  return verdict;
}

/** All claims must hold, and one at least must have been looked at; later ones wait for the earlier. */
function worst(claims: Iterable<Claim>): Verdict {
  let found: Verdict = "unchecked";
  for (const claim of claims) {
    const verdict = recheck(claim);
    if (verdict !== "checked") return verdict;
    found = verdict;
  }
  return found;
}

/** Beyond this many coordinates only a sample of them is looked at. */
const most = 60;
const sampled = 8;

const isScalar = ({ rows, cols }: Node): boolean => rows === 1 && cols === 1;

/** Which of n coordinates are looked at: all, or some that are spread evenly. */
function sample(n: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: sampled }, (_, i) => Math.floor((i * (n - 1)) / (sampled - 1)));
}

/** The claims that make up a derivative; none where its layout has no counterpart in dual numbers. */
function* claimsOf(maker: Maker, term: DeriveTerm, f: Node, by: readonly Node[], is: Node): Generator<Claim> {
  const { b } = maker;
  const areScalars = by.every(isScalar);
  switch (term.kind) {
    case "gradient":
      if (!isScalar(f)) yield* jacobianClaims(maker, f, by, is);
      else if (by.length === 1) yield { kind: "gradient", of: f, by, is: [is] };
      else yield* slopes(maker, f, by, is);
      return;
    case "jacobian":
      yield* jacobianClaims(maker, f, by, is);
      return;
    case "hessian": {
      if (!isScalar(f)) return;
      const slope = gradientNode(maker, f, by);
      if (by.length === 1 && !areScalars) yield* jacobianClaims(maker, slope, by, is);
      else if (areScalars) {
        for (const i of sample(by.length)) {
          const rows = by.length === 1 ? [slope, is] : [b.entry(slope, i + 1), b.mul(is, b.unit(by.length, i + 1))];
          yield* slopes(maker, rows[0], by, rows[1]);
        }
      }
      return;
    }
    case "derivative":
    case "partial":
      yield* partialClaims(maker, f, by, is);
      return;
    case "directional":
    case "differential":
    case "hvp":
      yield* alongClaims(maker, term, f, by, is);
  }
}

/** A column of slopes by several scalars. */
function* slopes({ b }: Maker, f: Node, by: readonly Node[], is: Node): Generator<Claim> {
  if (!by.every(isScalar)) return;
  const part = (i: number) => (by.length === 1 ? is : b.entry(is, i + 1));
  if (by.length <= most) yield { kind: "gradient", of: f, by, is: by.map((_, i) => part(i)) };
  else
    for (const i of sample(by.length))
      yield { kind: "differential", of: f, along: new Map([[by[i], b.num(1)]]), is: part(i) };
}

/** J, column by column where its variables are scalars. */
function* jacobianClaims({ b }: Maker, f: Node, by: readonly Node[], is: Node): Generator<Claim> {
  const [x] = by;
  if (by.length === 1 && !isScalar(x)) {
    if (x.cols !== 1 || f.cols !== 1) return;
    if (typeof x.rows === "string" || x.rows <= most) yield { kind: "jacobian", of: f, by: x, is };
    else
      for (const j of sample(x.rows)) {
        const unit = b.unit(x.rows, j + 1);
        yield { kind: "differential", of: f, along: new Map([[x, unit]]), is: b.mul(is, unit) };
      }
    return;
  }
  if (!by.every(isScalar) || f.cols !== 1) return;
  for (const j of sample(by.length)) {
    const column = by.length === 1 ? is : b.mul(is, b.unit(by.length, j + 1));
    yield { kind: "differential", of: f, along: new Map([[by[j], b.num(1)]]), is: column };
  }
}

/** ∂²f/∂x∂y: every step of the way, the last one against what is shown. */
function* partialClaims(maker: Maker, f: Node, by: readonly Node[], is: Node): Generator<Claim> {
  const { b } = maker;
  let of = f;
  for (const [k, x] of by.entries()) {
    const isLast = k === by.length - 1;
    if (!isScalar(x)) {
      if (!isLast) return;
      if (isScalar(of)) yield { kind: "gradient", of, by: [x], is: [is] };
      else yield* jacobianClaims(maker, of, [x], is);
      return;
    }
    const next = isLast ? is : derivative(b.graph, of, x);
    yield { kind: "differential", of, along: new Map([[x, b.num(1)]]), is: next };
    of = next;
  }
}

/** d/dt f(p + tv) for the unit vector of a directional derivative; for `hvp` the same of the gradient, along v itself. */
function* alongClaims(maker: Maker, term: DeriveTerm, f: Node, by: readonly Node[], is: Node): Generator<Claim> {
  const { b } = maker;
  const given = withValues(maker, term.direction ? lower(maker, term.direction) : b.num(1));
  const v = term.kind === "directional" ? b.div(given, b.call("norm", given)) : given;
  if (by.length > 1 && !by.every(isScalar)) return;
  const along = new Map(by.length === 1 ? [[by[0], v]] : by.map((x, i) => [x, b.entry(v, i + 1)]));
  if (term.kind !== "hvp") yield { kind: "differential", of: f, along, is };
  else {
    const of = gradientNode(maker, f, by);
    yield { kind: "differential", of, along, is };
  }
}
