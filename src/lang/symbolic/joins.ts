import { type Coefficient, N } from "./coefficient";
import { type Graph, intern, type Node } from "./graph";

/** The bases and exponents that a product has gathered. */
interface Factors {
  readonly g: Graph;
  readonly bases: Node[];
  readonly exps: Coefficient[];
}

type Replacement = readonly (readonly [Node, Coefficient])[];

const isWhole = (e: Coefficient): e is number => typeof e === "number";

function find(s: Factors, name: string, u: Node, isWanted: (e: number) => boolean = () => true): number {
  return s.bases.findIndex((b, i) => {
    const e = s.exps[i]!;
    return b.op === "call" && b.name === name && b.args[0] === u && isWhole(e) && isWanted(e);
  });
}

/** Takes the bases at some places out, and returns what is to be put in for them. */
function replace(s: Factors, places: readonly number[], by: Replacement): Replacement {
  for (const i of [...places].sort((a, b) => b - a)) {
    s.bases.splice(i, 1);
    s.exps.splice(i, 1);
  }
  return by;
}

/** step(u)ᵏ = step(u), relu(u)·step(u) = relu(u), u·step(u) = relu(u), |u|ᵏ·sign(u) = uᵏ for odd k and u·sign(u) = |u|. */
export function joinKinks(s: Factors): Replacement | undefined {
  for (let i = 0; i < s.bases.length; i++) {
    const b = s.bases[i]!;
    const e = s.exps[i]!;
    if (b.op !== "call" || (b.name !== "step" && b.name !== "sign") || !isWhole(e) || e < 1) continue;
    const u = b.args[0]!;
    const named = (name: string) => intern(s.g, "call", u.rows, u.cols, [u], [], name);
    const own = s.bases.findIndex((c, k) => c === u && isWhole(s.exps[k]!));
    if (b.name === "step") {
      if (e > 1) return replace(s, [i], [[b, 1]]);
      if (find(s, "relu", u, (k) => k > 0) >= 0) return replace(s, [i], []);
      if (own >= 0 && (s.exps[own] as number) > 0)
        return replace(
          s,
          [i, own],
          [
            [named("relu"), 1],
            [u, (s.exps[own] as number) - 1],
          ],
        );
    }
    if (b.name === "sign") {
      const j = find(s, "abs", u, (k) => k % 2 !== 0);
      if (j >= 0)
        return replace(
          s,
          [i, j],
          [
            [b, e - 1],
            [u, s.exps[j]!],
          ],
        );
      if (e > 2) return replace(s, [i], [[b, e - 2]]);
      if (own >= 0 && e === 1) {
        const k = s.exps[own] as number;
        return replace(
          s,
          [i, own],
          k > 0
            ? [
                [named("abs"), 1],
                [u, k - 1],
              ]
            : [
                [named("abs"), -1],
                [u, k + 1],
              ],
        );
      }
    }
  }
  return undefined;
}

/** sinh(u)/cosh(u) = tanh(u). */
export function joinHyperbolic(s: Factors): Replacement | undefined {
  const i = s.bases.findIndex((b, k) => {
    const e = s.exps[k]!;
    return b.op === "call" && b.name === "cosh" && isWhole(e) && N.sign(e) < 0;
  });
  if (i < 0) return undefined;
  const u = s.bases[i]!.args[0]!;
  const j = find(s, "sinh", u, (k) => k >= 0);
  if (j < 0) return undefined;
  const tanh = intern(s.g, "call", u.rows, u.cols, [u], [], "tanh");
  return replace(
    s,
    [i, j],
    [
      [s.bases[i]!, N.add(s.exps[i]!, 1)],
      [s.bases[j]!, N.add(s.exps[j]!, -1)],
      [tanh, 1],
    ],
  );
}
