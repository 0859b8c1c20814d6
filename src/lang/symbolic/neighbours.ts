import { type Coefficient, N } from "./coefficient";
import { unitIndex } from "./constant";
import { type Graph, intern, type Node } from "./graph";
import { eye, isOne, isScalar, isZero, num, ones } from "./leaf";
import { entryAt } from "./pick";
import { product } from "./prod";
import { scale, splitCoefficient, sum } from "./sum";

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

/** What a Kronecker product, an exponential or a pseudo-inverse comes to beside another factor. */
export function joinNamed(g: Graph, algebra: Algebra, a: Node, b: Node): Node | undefined {
  const is = (n: Node, name: string) => n.op === "call" && n.name === name;
  if (is(a, "kron")) {
    if (is(b, "vec")) return kronTimesVec(g, algebra, a, b.args[0]!);
    if (is(b, "kron")) return kronTimesKron(g, algebra, a, b);
    return b.cols === 1 ? kronTimesColumn(g, algebra, a, b) : undefined;
  }
  if (is(a, "expm") && is(b, "expm")) return expmTimesExpm(g, algebra, a, b);
  return pseudoPair(g, algebra, a, b);
}

/** expm(sM) expm(tM) = expm((s + t)M). */
function expmTimesExpm(g: Graph, { multiply }: Algebra, a: Node, b: Node): Node | undefined {
  const parts = [a, b].map((n) => {
    const { c, rest } = splitCoefficient(n.args[0]!);
    if (rest.op !== "mat") return { s: num(g, c), M: rest };
    return { s: product(g, [num(g, c), rest.args[0]!]), M: multiply(g, rest.args.slice(1)) };
  });
  if (parts[0]!.M !== parts[1]!.M) return undefined;
  const total = sum(
    g,
    parts.map(({ s }) => s),
  );
  if (isZero(total)) return eye(g, a.rows);
  return intern(g, "call", a.rows, a.cols, [multiply(g, [total, parts[0]!.M])], [], "expm");
}

/** (B' ⊗ A) vec X = vec(A X B). */
function kronTimesVec(g: Graph, { multiply, transpose }: Algebra, k: Node, x: Node): Node | undefined {
  const [p, q] = k.args as [Node, Node];
  if (q.cols !== x.rows || p.cols !== x.cols) return undefined;
  const image = multiply(g, [q, x, transpose(g, p)]);
  return image.op === "mat" && isOne(image.args[0]!) ? intern(g, "call", k.rows, 1, [image], [], "vec") : undefined;
}

/** (A ⊗ B)(C ⊗ D) = AC ⊗ BD, where the sizes fit. */
function kronTimesKron(g: Graph, { multiply }: Algebra, a: Node, b: Node): Node | undefined {
  const [p, q] = a.args as [Node, Node];
  const [r, s] = b.args as [Node, Node];
  if (p.cols !== r.rows || q.cols !== s.rows) return undefined;
  const [left, right] = [multiply(g, [p, r]), multiply(g, [q, s])];
  if (isScalar(left) || isScalar(right)) return multiply(g, [left, right]);
  return intern(g, "call", a.rows, b.cols, [left, right], [], "kron");
}

/** (A ⊗ y)x = Ax ⊗ y and (y ⊗ A)x = y ⊗ Ax for columns x and y. */
function kronTimesColumn(g: Graph, { multiply }: Algebra, k: Node, x: Node): Node | undefined {
  const [p, q] = k.args as [Node, Node];
  if (q.cols !== 1 && p.cols !== 1) return undefined;
  const parts = q.cols === 1 ? [multiply(g, [p, x]), q] : [p, multiply(g, [q, x])];
  const scalars = parts.map((f) => (f.op === "mat" ? f.args[0]! : num(g, 1)));
  const bare = parts.map((f) => (f.op === "mat" ? multiply(g, f.args.slice(1)) : f));
  if (bare.some(isScalar)) return multiply(g, parts);
  return multiply(g, [...scalars, intern(g, "call", k.rows, 1, bare, [], "kron")]);
}

/** Y⁺'Y' = YY⁺ and Y'Y⁺' = Y⁺Y: these products are symmetric. */
function pseudoPair(g: Graph, { multiply, transpose }: Algebra, a: Node, b: Node): Node | undefined {
  const isOf = (p: Node, m: Node) => p.op === "call" && p.name === "pinv" && p.args[0] === m && m.op === "transpose";
  if (!isOf(a, b) && !isOf(b, a)) return undefined;
  return multiply(g, [transpose(g, b), transpose(g, a)]);
}

/** The same number in every row. */
export const isLevel = (t: Node): boolean =>
  t.op === "ones" || (t.op === "mat" && t.args.length === 2 && t.args[1]!.op === "ones");

/** (x ⊗ y)'vec(A) = y'Ax. */
function formOfVec(g: Graph, { multiply, transpose }: Algebra, k: Node, v: Node): Node | undefined {
  if (k.op !== "call" || k.name !== "kron" || v.op !== "call" || v.name !== "vec") return undefined;
  const [x, y] = k.args as [Node, Node];
  const A = v.args[0]!;
  return y.cols === 1 && y.rows === A.rows ? multiply(g, [transpose(g, y), A, x]) : undefined;
}

/** sign(x)'x = 1'|x| and step(x)'x = 1'relu(x). */
function kinkTimesOwn(g: Graph, { multiply }: Algebra, a: Node, b: Node): Node | undefined {
  const [f, u] = a.op === "call" && a.args[0] === b ? [a, b] : [b, a];
  const name = f.op === "call" && f.args[0] === u ? { sign: "abs", step: "relu" }[f.name] : undefined;
  if (name === undefined) return undefined;
  return multiply(g, [ones(g, 1, u.rows), intern(g, "call", u.rows, 1, [u], [], name)]);
}

/** vec(A)'vec(B) = 1'(A ⊙ B)1, 1'softmax(x) = 1, 1'(x + c1) = 1'x + cn and 1'(A ⊗ B)1 = (1'A1)(1'B1). */
export function scalarOfPair(g: Graph, algebra: Algebra, part: readonly Node[]): Node | undefined {
  const { multiply, hadamard, transpose } = algebra;
  const named = (n: Node, name: string) => n.op === "call" && n.name === name;
  const total = (a: Node) => multiply(g, [ones(g, 1, a.rows), a, ones(g, a.cols, 1)]);
  if (part.length === 2 && named(part[1]!, "vec")) {
    const left = transpose(g, part[0]!);
    const [a, b] = [left.args[0], part[1]!.args[0]!];
    return a !== undefined && named(left, "vec") && a.rows === b.rows ? total(hadamard(g, [a, b])) : undefined;
  }
  if (part.length === 2) {
    const [x, y] = [transpose(g, part[0]!), part[1]!];
    const known = formOfVec(g, algebra, x, y) ?? formOfVec(g, algebra, y, x) ?? kinkTimesOwn(g, algebra, x, y);
    if (known !== undefined) return known;
    const [weights, of] = named(x, "softmax") ? [x, y] : [y, x];
    if (named(weights, "softmax") && of.op === "sum" && of.args.some(isLevel)) {
      const terms = of.args.map((t) => multiply(g, [transpose(g, weights), t]));
      return sum(g, terms, of.coefs);
    }
    const one = part.findIndex((f) => f.op === "ones");
    if (one >= 0 && named(one === 0 ? part[1]! : transpose(g, part[0]!), "softmax")) return num(g, 1);
    const other = one < 0 ? undefined : one === 0 ? part[1]! : transpose(g, part[0]!);
    if (other?.op === "sum" && other.args.some(isLevel)) {
      const row = ones(g, 1, other.rows);
      const terms = other.args.map((t) => multiply(g, [row, t]));
      return sum(g, terms, other.coefs);
    }
  }
  const isTotal = part.length === 3 && part[0]!.op === "ones" && part[2]!.op === "ones" && named(part[1]!, "kron");
  return isTotal ? product(g, part[1]!.args.map(total)) : undefined;
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

/** eᵢ'Aeⱼ = A[i, j] and eᵢ'x = x[i]. */
export function pickEntry(g: Graph, { multiply, transpose }: Algebra, part: readonly Node[]): Node | undefined {
  const i = unitIndex(transpose(g, part[0]!));
  const j = unitIndex(part[part.length - 1]!);
  if (i === undefined && j === undefined) return undefined;
  if (part.length === 2) {
    if (i !== undefined && j !== undefined) return num(g, i === j ? 1 : 0);
    return i !== undefined ? entryAt(g, part[1]!, i, 1) : entryAt(g, transpose(g, part[0]!), j!, 1);
  }
  if (i === undefined || j === undefined) return undefined;
  return entryAt(g, multiply(g, part.slice(1, -1)), i, j);
}

/** u ⊙ eᵢ as the factors uᵢ and eᵢ: of the others only one entry is left. */
export function oneEntry(
  g: Graph,
  { multiply, transpose }: Algebra,
  bases: readonly Node[],
  exps: readonly Coefficient[],
): readonly Node[] | undefined {
  const at = bases.length < 2 ? -1 : bases.findIndex((b, i) => unitIndex(b) !== undefined && N.sign(exps[i]!) > 0);
  if (at < 0) return undefined;
  const e = bases[at]!;
  const row = transpose(g, e);
  return [...bases.flatMap((b, k) => (k === at ? [] : [product(g, [multiply(g, [row, b])], [exps[k]!])])), e];
}

/** x + c1 as c and x; of an argument without such a constant, itself. */
export function levelOf(g: Graph, a: Node): { readonly level?: Node; readonly rest: Node } {
  const at = a.op === "sum" ? a.args.findIndex(isLevel) : -1;
  if (at < 0 || a.args.every(isLevel)) return { rest: a };
  const t = a.args[at]!;
  const keep = <T>(list: readonly T[]) => list.filter((_, i) => i !== at);
  const level = scale(g, a.coefs[at]!, t.op === "ones" ? num(g, 1) : t.args[0]!);
  return { level, rest: sum(g, keep(a.args), keep(a.coefs)) };
}
