import { type Coefficient, N } from "./coefficient";
import { type Graph, intern, type Node } from "./graph";
import { isOne, ones } from "./leaf";
import { product } from "./prod";

/** The products that these identities are written with. */
export interface Algebra {
  readonly multiply: (g: Graph, factors: readonly Node[]) => Node;
  readonly hadamard: (g: Graph, factors: readonly Node[], exps?: readonly Coefficient[]) => Node;
  readonly transpose: (g: Graph, a: Node) => Node;
}

/** (u v' ⊙ K)r = u ⊙ (K(v ⊙ r)) */
export function spreadOuter(g: Graph, { multiply, hadamard, transpose }: Algebra, a: Node, r: Node): Node | undefined {
  const at = a.args.findIndex(
    (b, i) => a.coefs[i] === 1 && b.op === "mat" && b.args.length === 3 && b.args[1]!.cols === 1,
  );
  if (at < 0 || a.args.length < 2) return undefined;
  const outer = a.args[at]!;
  const keep = <T>(list: readonly T[]) => list.filter((_, i) => i !== at);
  const K = product(g, keep(a.args), keep(a.coefs), a.rows, a.cols);
  const inner = multiply(g, [K, hadamard(g, [transpose(g, outer.args[2]!), r])]);
  return hadamard(g, [outer.args[0]!, outer.args[1]!, inner]);
}

/** (B' ⊗ A) vec X = vec(A X B). */
export function kronTimesVec(g: Graph, { multiply, transpose }: Algebra, k: Node, x: Node): Node | undefined {
  const [p, q] = k.args as [Node, Node];
  if (q.cols !== x.rows || p.cols !== x.cols) return undefined;
  const image = multiply(g, [q, x, transpose(g, p)]);
  return image.op === "mat" && isOne(image.args[0]!) ? intern(g, "call", k.rows, 1, [image], [], "vec") : undefined;
}

/** (y ./ Xv)'Xv = y'1, for Xv of any length. */
export function cancelQuotient(
  g: Graph,
  { multiply, hadamard, transpose }: Algebra,
  part: readonly Node[],
): Node | undefined {
  const first = transpose(g, part[0]!);
  if (part.length < 3 || first.op !== "prod" || !first.coefs.some((e) => N.sign(e) < 0)) return undefined;
  const rest = multiply(g, part.slice(1));
  const at = first.args.indexOf(rest);
  if (at < 0 || N.sign(first.coefs[at]!) > 0) return undefined;
  return multiply(g, [ones(g, 1, first.rows), hadamard(g, [first, rest])]);
}
