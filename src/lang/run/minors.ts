import { attempt } from "../symbolic/build";
import { derivative } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { type Convexity, hasConvexDomain } from "./composition";
import { kinksIn } from "./kink";
import { numerator } from "./pieces";
import type { Scalarised } from "./quadratic";
import type { World } from "./world";

/** Beyond this number of variables the minors are too many and too long. */
const most = 3;

/**
 * Convexity of a smooth function of two or three variables by the signs of the principal minors of its Hessian: all ≥ 0, and
 * strictly where the leading ones are > 0.
 *
 * @source Horn & Johnson 2013, theorem 7.2.5 and corollary 7.1.5
 */
export function byMinors(world: World, f: Scalarised): Convexity | undefined {
  const { b } = world;
  const n = f.coords.length;
  if (n < 2 || n > most || kinksIn(f.body).some((kink) => kink.op === "call")) return undefined;
  if (!hasConvexDomain(world, f.needs, new Set(f.coords))) return undefined;
  const signed = f.coords.map((x) => {
    const isAbove = f.needs.some(({ kind, of }) => kind === "positive" && of === x);
    return isAbove ? b.symbol(x.name, 1, 1, x.traits | Trait.positive | Trait.nonnegative) : x;
  });
  return attempt(() => {
    const body = b.substitute(f.body, new Map(f.coords.map((x, i) => [x, signed[i]])));
    const H = signed.map((x) => signed.map((y) => derivative(b.graph, derivative(b.graph, body, x), y)));
    for (const sign of [1, -1] as const) {
      const found = verdictOf(world, H, signed, sign);
      if (found) return found;
    }
    return undefined;
  }).value;
}

function verdictOf(
  world: World,
  H: readonly (readonly Node[])[],
  coords: readonly Node[],
  sign: 1 | -1,
): Convexity | undefined {
  const { b } = world;
  const n = H.length;
  const rows = sign > 0 ? H : H.map((row) => row.map((h) => b.neg(h)));
  const forms = (set: readonly number[]): Node[] => {
    const minor =
      set.length === 1
        ? rows[set[0]][set[0]]
        : b.call(
            "det",
            b.literal(
              set.length,
              set.length,
              set.flatMap((i) => set.map((j) => rows[i][j])),
            ),
          );
    const open = b.expand(minor);
    return [minor, open, numerator(b, open)];
  };
  const sets = Array.from({ length: 2 ** n - 1 }, (_, k) =>
    Array.from({ length: n }, (__, i) => i).filter((i) => ((k + 1) >> i) & 1),
  );
  const minors = new Map(sets.map((set) => [set.join(), forms(set)]));
  if (![...minors.values()].every((list) => list.some(isNonnegative))) return undefined;
  const leading = Array.from(
    { length: n },
    (_, k) => minors.get(Array.from({ length: k + 1 }, (__, i) => i).join()) ?? [],
  );
  const isDefinite = leading.every((list) => list.some(isPositive));
  const isStrict = leading.every((list) => list.some((m) => isPositive(m) || vanishesOnce(m, coords)));
  const shape = sign > 0 ? "convex" : "concave";
  const of = sign > 0 ? "∇²" : "−∇²";
  if (isStrict) {
    const why = isDefinite ? "> 0" : "≥ 0, zero at most at single points";
    return { word: `strictly ${shape}`, text: `strictly ${shape}   (structure: minors of ${of} ${why})` };
  }
  return { word: shape, text: `${shape}   (structure: minors of ${of} ≥ 0)` };
}

/** A sum of terms ≥ 0 with an even power of each coordinate alone: 0 at the origin only. */
function vanishesOnce(n: Node, coords: readonly Node[]): boolean {
  if (n.op !== "sum" || !isNonnegative(n)) return false;
  return coords.every((x) => n.args.some((t) => t.op === "prod" && t.args.length === 1 && t.args[0] === x));
}
