import { call } from "./call";
import { isTurned } from "./choices";
import { type Coefficient, N } from "./coefficient";
import type { Graph, Node } from "./graph";
import { eye, isOne, num } from "./leaf";
import { multiply, transpose } from "./mat";
import { compareFactors, compareNodes } from "./order";
import { power, product } from "./prod";
import { sizeNode } from "./size";
import { scale, sum } from "./sum";

/**
 * The one form of a determinant (or its log) of a sum: det M and det M', det(M + uv') = det(M)(1 + v'M⁻¹u), det(cI + XY) =
 * c^(n−k) det(cI + YX) and det(A + B) = det(A) det(I + A⁻¹B). Undefined where it has that form.
 *
 * @source Magnus & Neudecker 1999, ch. 1, theorem 9; Harville 1997, §18.1–2
 */
export function turnedDeterminant(g: Graph, name: "det" | "logdet", a: Node): Node | undefined {
  if (a.op !== "sum") return undefined;
  const [p, q] = [a, transpose(g, a)].map((M) => ({ M: isTurned(M) ? scale(g, -1, M) : M, flips: isTurned(M) }));
  const { M, flips } = compareNodes(q!.M, p!.M) < 0 ? q! : p!;
  if (M !== a) {
    const body = turnedDeterminant(g, name, M) ?? call(g, name, [M]);
    return flips && name === "det" ? product(g, [power(g, num(g, -1), sizeNode(g, a.rows)), body]) : body;
  }
  return thinUpdate(g, name, a) ?? turnedProduct(g, name, a) ?? leadingFactor(g, name, a);
}

const together = (g: Graph, name: string, parts: readonly Node[]): Node =>
  name === "det" ? product(g, parts) : sum(g, parts);

const ofScalar = (g: Graph, name: string, s: Node): Node =>
  name === "det" ? s : call(g, "log", [call(g, "abs", [s])]);

function thinUpdate(g: Graph, name: string, a: Node): Node | undefined {
  for (const [i, t] of a.args.entries()) {
    if (t.op !== "mat") continue;
    const [s, ...list] = t.args as [Node, ...Node[]];
    const thin = list.findIndex((f, k) => k < list.length - 1 && f.cols === 1);
    if (thin < 0) continue;
    const keep = <T>(items: readonly T[]) => items.filter((_, k) => k !== i);
    const M = sum(g, keep(a.args), keep(a.coefs));
    const [u, v] = [multiply(g, list.slice(0, thin + 1)), multiply(g, list.slice(thin + 1))];
    const inner = multiply(g, [s, v, call(g, "inv", [M]), u]);
    const factor = ofScalar(g, name, sum(g, [num(g, 1), inner], [1, a.coefs[i]!]));
    return together(g, name, [call(g, name, [M]), factor]);
  }
  return undefined;
}

/** s where a term is s times the identity. */
function levelOf(g: Graph, t: Node): Node | undefined {
  if (t.op === "eye") return num(g, 1);
  return t.op === "mat" && t.args.length === 2 && t.args[1]!.op === "eye" ? t.args[0] : undefined;
}

/** det(cI + F₁F₂…Fₖ) with the factors turned round, c to the power by which the size shrinks in front. */
function turnedProduct(g: Graph, name: string, a: Node): Node | undefined {
  const at = a.args.findIndex((t) => levelOf(g, t) !== undefined);
  const t = a.args[1 - at];
  if (a.args.length !== 2 || at < 0 || t?.op !== "mat") return undefined;
  const level = product(g, [levelOf(g, a.args[at]!)!, num(g, a.coefs[at]!)]);
  const by: Coefficient = a.coefs[1 - at]!;
  const [s, ...list] = t.args as [Node, ...Node[]];
  let best: readonly Node[] = list;
  const back = list.map((_, i) => transpose(g, list[list.length - 1 - i]!));
  const turns = [list, back].flatMap((l) => l.map((_, i) => [...l.slice(i), ...l.slice(0, i)])).slice(1);
  for (const turn of turns) {
    const P = multiply(g, turn);
    const turned = P.op === "mat" ? P.args.slice(1) : [P];
    if (P.op === "mat" && !isOne(P.args[0]!)) continue;
    if (turned.length < best.length || (turned.length === best.length && compareFactors(turned, best) < 0))
      best = turned;
  }
  if (best === list) return undefined;
  const k = best[0]!.rows;
  const smaller = call(g, name, [sum(g, [multiply(g, [level, eye(g, k)]), multiply(g, [s, ...best])], [1, by])]);
  const shrunk = sum(g, [sizeNode(g, a.rows), sizeNode(g, k)], [1, -1]);
  const front =
    name === "det" ? power(g, level, shrunk) : product(g, [shrunk, call(g, "log", [call(g, "abs", [level])])]);
  return together(g, name, [front, smaller]);
}

/** det(A + B) = det(A) det(I + A⁻¹B) for the shorter of the terms whose factors are all square. */
function leadingFactor(g: Graph, name: string, a: Node): Node | undefined {
  if (a.args.length !== 2 || a.args.some((t) => levelOf(g, t) !== undefined)) return undefined;
  const factors = (t: Node) => (t.op === "mat" ? t.args.slice(1) : [t]);
  const order = (p: number, q: number) => a.args[p]!.length - a.args[q]!.length || compareNodes(a.args[p]!, a.args[q]!);
  const square = [0, 1].filter((i) => factors(a.args[i]!).every(({ rows, cols }) => rows === cols)).sort(order);
  const [i] = square;
  if (i === undefined || N.isApprox(a.coefs[i]!)) return undefined;
  const A = sum(g, [a.args[i]!], [a.coefs[i]!]);
  const B = sum(g, [a.args[1 - i]!], [a.coefs[1 - i]!]);
  const rest = sum(g, [eye(g, a.rows), multiply(g, [call(g, "inv", [A]), B])]);
  return together(g, name, [call(g, name, [A]), turnedDeterminantOf(g, name, rest)]);
}

const turnedDeterminantOf = (g: Graph, name: string, a: Node): Node =>
  (a.op === "sum" ? turnedProduct(g, name, a) : undefined) ?? call(g, name, [a]);
