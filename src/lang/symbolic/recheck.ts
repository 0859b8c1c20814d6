import { createRng } from "../../core/num/rng";
import { evaluateDual } from "./dual";
import { type Environment, evaluate, inverseOf, type Numeric, times } from "./evaluate";
import { type Node, Trait } from "./graph";
import { isDecided } from "./tie";

/** A derivative that is about to be shown, in the layout of its kind. */
export type Claim =
  /** is[i] has the shape of by[i], and df = Σ tr(is[i]' dby[i]) */
  | { readonly kind: "gradient"; readonly of: Node; readonly by: readonly Node[]; readonly is: readonly Node[] }
  /** is_ij = ∂of_i/∂by_j; of a Hessian, `of` is the gradient */
  | { readonly kind: "jacobian"; readonly of: Node; readonly by: Node; readonly is: Node }
  /** d/dt of(X + tV), in the shape of `of` */
  | { readonly kind: "differential"; readonly of: Node; readonly along: ReadonlyMap<Node, Node>; readonly is: Node };

/** `failed`: the answer must not be shown; `unchecked`: no point inside the domain was found in {@link DRAWS} draws. */
export type Verdict = "checked" | "failed" | "unchecked";

/** How many random points are tried before an answer is marked as not re-checked. */
export const DRAWS = 20;

/** How many points inside the domain must agree. */
const POINTS = 2;

/**
 * Compares a symbolic derivative with forward-mode dual numbers at random rational points (multiples of 1/16) that fit the traits
 * of the symbols. Everything is seeded: the same claim gets the same verdict.
 */
export function recheck(claim: Claim, seed = 1): Verdict {
  const nodes = claim.kind === "gradient" ? [claim.of, ...claim.is, ...claim.by] : [claim.of, claim.is];
  const extra =
    claim.kind === "differential"
      ? [...claim.along.keys(), ...claim.along.values()]
      : claim.kind === "jacobian"
        ? [claim.by]
        : [];
  const { symbols, sizes } = leavesOf([...nodes, ...extra]);
  const rng = createRng(seed);
  let agreed = 0;
  for (let draw = 0; draw < DRAWS && agreed < POINTS; draw++) {
    const env = drawPoint(symbols, sizes, draw, rng);
    const gap = compareAt(claim, env, rng);
    if (gap === undefined) continue;
    if (gap > 1e-6 && isDecided(nodes, env, "derivatives")) return "failed";
    if (gap <= 1e-6) agreed++;
  }
  return agreed > 0 ? "checked" : "unchecked";
}

type Random = ReturnType<typeof createRng>;

/** The relative distance between claim and dual numbers at one point; undefined outside the domain. */
function compareAt(claim: Claim, env: Environment, rng: Random): number | undefined {
  const by = claim.kind === "gradient" ? claim.by : claim.kind === "jacobian" ? [claim.by] : [...claim.along.keys()];
  const tangents = new Map<Node, Numeric>();
  try {
    for (const x of by) {
      const V =
        claim.kind === "differential" ? evaluate(claim.along.get(x)!, env) : directionFor(x, env.values.get(x)!, rng);
      tangents.set(x, V);
    }
    const dual = evaluateDual(claim.of, env, tangents);
    const claimed = claimedChange(claim, env, tangents);
    return distance(dual.d, claimed);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A claimed change, how large its summands are, and how far a gradient leaves the space in which its variable may move. */
interface Change {
  readonly total: Numeric;
  readonly size: number;
  readonly off: number;
}

/** What the claim says about the change along the tangents, summand by summand so that cancellation can be seen. */
function claimedChange(claim: Claim, env: Environment, tangents: ReadonlyMap<Node, Numeric>): Change {
  if (claim.kind === "differential") {
    const total = evaluate(claim.is, env);
    return { total, size: largest(total), off: 0 };
  }
  if (claim.kind === "jacobian") {
    const J = evaluate(claim.is, env);
    const V = tangents.get(claim.by)!;
    const total = times(J, V);
    return { total, size: largest(J) * largest(V), off: 0 };
  }
  let s = 0;
  let size = 0;
  let off = 0;
  claim.by.forEach((x, i) => {
    const full = evaluate(claim.is[i]!, env);
    const G = full.data;
    const inside = shaped(full, x.traits & (Trait.symmetric | Trait.skew | Trait.diagonal)).data;
    G.forEach((y, k) => {
      off = Math.max(off, Math.abs(y - inside[k]!));
    });
    const V = tangents.get(x)!.data;
    if (G.length !== V.length) throw new Error(`a gradient by ${x.name} needs ${V.length} entries, got ${G.length}`);
    G.forEach((y, k) => {
      s += y * V[k]!;
      size = Math.max(size, Math.abs(y * V[k]!));
    });
  });
  return { total: { rows: 1, cols: 1, data: Float64Array.of(s) }, size, off };
}

function largest(a: Numeric): number {
  return a.data.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
}

function distance(dual: Numeric, claimed: Change): number | undefined {
  const c = claimed.total.data;
  if (c.length !== dual.data.length) return Number.POSITIVE_INFINITY;
  let gap = claimed.off;
  const size = Math.max(claimed.size, largest(dual), 1e-3);
  for (let k = 0; k < c.length; k++) {
    if (!Number.isFinite(c[k]!) || !Number.isFinite(dual.data[k]!)) return undefined;
    gap = Math.max(gap, Math.abs(c[k]! - dual.data[k]!));
  }
  return gap / size;
}

/** The symbols of expressions, and the names of their symbolic sizes. */
export function leavesOf(roots: readonly Node[]): { symbols: Node[]; sizes: string[] } {
  const seen = new Set<Node>();
  const symbols: Node[] = [];
  const sizes = new Set<string>();
  const visit = (n: Node) => {
    if (seen.has(n)) return;
    seen.add(n);
    for (const s of [n.rows, n.cols]) if (typeof s === "string" && !s.includes("·")) sizes.add(s);
    if (n.op === "sym") symbols.push(n);
    n.args.forEach(visit);
  };
  roots.forEach(visit);
  return { symbols, sizes: [...sizes].sort() };
}

/** Symbolic sizes get small numbers that change from draw to draw, so that X'X is invertible in some of them. */
export function drawPoint(symbols: readonly Node[], names: readonly string[], draw: number, rng: Random): Environment {
  const sizes = new Map<string, number>();
  for (const [i, s] of names.entries()) sizes.set(s, 2 + ((i * (1 + (draw % 3)) + draw) % 3));
  const values = new Map<Node, Numeric>();
  for (const x of symbols) {
    if (sizes.has(x.name) && x.rows === 1 && x.cols === 1 && x.traits & Trait.integer) continue;
    const of = (s: Node["rows"]) => (typeof s === "number" ? s : (sizes.get(s) ?? 1));
    values.set(x, drawValue(x, of(x.rows), of(x.cols), draw, rng));
  }
  return { values, sizes };
}

/** Multiples of 1/16: of both signs, positive, within (−1, 1) or above 1 by turns, to meet the usual domains. */
function drawNumber(x: Node, draw: number, rng: Random): number {
  const u = () => Math.floor(rng.nextFloat() * 15) + 1;
  const positive = (x.traits & (Trait.positive | Trait.nonnegative)) !== 0;
  if (draw % 4 === 1) return u() / 16;
  if (draw % 4 === 3) return 1 + u() / 16;
  const size = draw % 4 === 0 ? u() / 8 : u() / 16;
  return positive || rng.nextFloat() < 0.5 ? size : -size;
}

function drawValue(x: Node, rows: number, cols: number, draw: number, rng: Random): Numeric {
  const plain: Numeric = {
    rows,
    cols,
    data: Float64Array.from({ length: rows * cols }, () => drawNumber(x, draw, rng)),
  };
  const t = x.traits;
  if (t & Trait.orthogonal) return cayley(shaped(plain, Trait.skew));
  if (t & Trait.psd) {
    const square = times(plain, { rows: cols, cols: rows, data: turned(plain) });
    for (let i = 0; i < rows; i++) square.data[i * rows + i]! += t & Trait.pd ? 0.5 : 0;
    return square;
  }
  return shaped(plain, t);
}

function turned(a: Numeric): Float64Array {
  return Float64Array.from(
    { length: a.data.length },
    (_, k) => a.data[(k % a.rows) * a.cols + Math.floor(k / a.rows)]!,
  );
}

/** The nearest array with the structure of `traits`. */
function shaped(a: Numeric, traits: number): Numeric {
  const n = a.cols;
  if (traits & Trait.diagonal) return { ...a, data: a.data.map((x, k) => (k % (n + 1) === 0 ? x : 0)) };
  const sign = traits & Trait.symmetric ? 1 : traits & Trait.skew ? -1 : 0;
  if (sign === 0) return a;
  const b = turned(a);
  return { ...a, data: a.data.map((x, k) => (x + sign * b[k]!) / 2) };
}

/** (I − K)⁻¹(I + K), orthogonal for a skew K. */
function cayley(K: Numeric): Numeric {
  const n = K.rows;
  const unit = (sign: number): Numeric => ({
    ...K,
    data: K.data.map((x, k) => (k % (n + 1) === 0 ? 1 : 0) + sign * x),
  });
  return times(inverseOf(unit(-1)), unit(1));
}

/** A direction of multiples of 1/8 in which `x` may move. */
export function directionFor(x: Node, at: Numeric, rng: Random): Numeric {
  const V: Numeric = {
    ...at,
    data: at.data.map(() => (Math.floor(rng.nextFloat() * 15) + 1) / (rng.nextFloat() < 0.5 ? 8 : -8)),
  };
  return shaped(V, x.traits & (Trait.symmetric | Trait.skew | Trait.diagonal));
}
