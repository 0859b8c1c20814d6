import { Q } from "../../core/num/rational";
import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { gradients } from "../symbolic/adjoint";
import { attempt, type Builder } from "../symbolic/build";
import { dependsOn } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { printLatex } from "../symbolic/print";
import { isZeroNode } from "./matrix-order";
import { formula, reply, wordsLatex } from "./reply";
import { coreOf, isSafe } from "./symbolic-optimum";
import { curvedIn } from "./symbolic-quadratic";
import { isRestricted, spheresOn } from "./variable-range";
import type { Outcome, Task } from "./world";

type Word = "minimise" | "maximise" | "stationary";

/** x'Ax over all x with x'Bx = level; without a level over all x ≠ 0, for the quotient x'Ax / x'Bx. */
interface Quotient {
  readonly A: Node;
  readonly B: Node;
  readonly level: Node;
  readonly isQuotient: boolean;
}

/**
 * The optimum of a quotient x'Ax / x'Bx, or of x'Ax where x'Bx = c, for a positive definite B: an extreme eigenvalue of B⁻¹A, at its
 * eigenvector. For A = uu' the greatest is u'B⁻¹u, at B⁻¹u.
 *
 * @returns undefined where the function is neither
 * @source Horn & Johnson 2013, theorem 4.2.2; Fisher 1936 for A = uu'
 */
export function quotientOptimum(task: Task, word: Word, fn: Fn): Outcome | undefined {
  const [x, ...others] = fn.params.map((letter) => letterNode(task.maker, letter));
  if (!x || others.length > 0 || x.cols !== 1 || x.rows === 1) return undefined;
  const found = isRestricted(task, [x]) ? onSphere(task, fn.body, x) : quotientIn(task, fn.body, x);
  if (!found) return undefined;
  const { b } = task.world;
  const options = { names: [...fn.names], fold: fn.fold };
  const shown = (node: Node) => formula(task.world, node, options);
  const { A, B, level, isQuotient } = found;
  const u = word === "maximise" && isQuotient ? vectorOf(b, A) : undefined;
  if (u) {
    const point = b.mul(b.inv(B), u.of);
    const best = b.mul(u.by, b.transpose(u.of), point);
    const [where, most] = [point, best].map((node) => printLatex(b.graph, node, options));
    return {
      defines: [],
      answer: reply({
        text: `${shown(point)},  ${fn.name}* = ${shown(best)}   and each multiple of it`,
        latex: () => `${x.name}^{*} = ${where},\\quad ${fn.name}^{*} = ${most}`,
      }),
    };
  }
  const M = b.mul(b.inv(B), A);
  const end = word === "minimise" ? "λ_min" : "λ_max";
  const size = level === b.num(1) ? "" : `${shown(level)} `;
  const unit = !isQuotient && B.op === "eye" && size === "" ? "unit " : "";
  const text =
    word === "stationary"
      ? `eigenvectors of ${shown(M)},  ${fn.name}* = their eigenvalues`
      : `${unit}eigenvectors of ${shown(M)} for ${end},  ${fn.name}* = ${size}${end}(${shown(M)})`;
  return { defines: [], answer: reply({ text, latex: wordsLatex(text) }) };
}

/** The A and B of x'Ax / x'Bx. */
function quotientIn(task: Task, body: Node, x: Node): Quotient | undefined {
  const { b } = task.world;
  for (const below of belowIn(body)) {
    const B = formIn(b, below, x);
    if (!B || !isSafe(task, B)) continue;
    const above = attempt(() => b.mul(body, below)).value;
    const A = above && formIn(b, above, x);
    if (A) return { A, B, level: b.num(1), isQuotient: true };
  }
  return undefined;
}

function onSphere(task: Task, body: Node, x: Node): Quotient | undefined {
  const { b } = task.world;
  const A = formIn(b, body, x);
  const [sphere, ...others] = A ? spheresOn(task, x) : [];
  const B = sphere && others.length === 0 ? formIn(b, sphere.of, x) : undefined;
  return A && B && sphere && isSafe(task, B) ? { A, B, level: sphere.is, isQuotient: false } : undefined;
}

/** A of a pure x'Ax. */
function formIn(b: Builder, f: Node, x: Node): Node | undefined {
  const q = curvedIn(b, f, x);
  if (!q || !isZeroNode(q.g) || !isZeroNode(q.c) || isZeroNode(q.by)) return undefined;
  return b.scale(Q.ratio(1, 2), q.by);
}

/** What scalars stand below the line in a product. */
function belowIn(n: Node): Node[] {
  if (n.op === "sum" && n.args.length === 1) return belowIn(n.args[0]);
  if (n.op === "mat") return belowIn(n.args[0]);
  return n.op === "prod" ? n.args.filter((_, i) => n.coefs[i] === -1) : [];
}

/** u and c > 0 of cuu'. */
function vectorOf(b: Builder, A: Node): { readonly of: Node; readonly by: Node } | undefined {
  const core = A.op === "sum" && A.args.length === 1 ? A.args[0] : A;
  const [s, u, turned] = core.op === "mat" && core.args.length === 3 ? core.args : [];
  if (!s || !u || u.cols !== 1 || turned !== b.transpose(u)) return undefined;
  return { of: u, by: A.op === "sum" ? b.scale(A.coefs[0], s) : s };
}

/**
 * The optimum over orthogonal matrices of a function that is linear there, c + tr(G'Q), for quadratic terms as in ‖AQ − B‖² are
 * constant: Q = UV' for U D V' = G, and the least value lies the singular values of G below c.
 *
 * @source Schönemann 1966
 */
export function orthogonalOptimum(task: Task, word: Word, fn: Fn): Outcome | undefined {
  const [x, ...others] = fn.params.map((letter) => letterNode(task.maker, letter));
  if (!x || others.length > 0 || (x.traits & Trait.orthogonal) === 0 || word === "stationary") return undefined;
  const { b } = task.world;
  const free = b.symbol(x.name, x.rows, x.cols);
  const body = b.substitute(fn.body, new Map([[x, free]]));
  const q = curvedIn(b, body, free);
  const slope = q ? q.g : attempt(() => b.expand(gradients(b.graph, body, [free])[0])).value;
  if (!slope || dependsOn(slope, free) || isZeroNode(slope)) return undefined;
  const half = q ? b.scale(Q.ratio(1, 2), b.call("tr", q.by)) : b.num(0);
  const start = q ? b.add(q.c, half) : b.substitute(body, new Map([[free, b.zeros(x.rows, x.cols)]]));
  const isMax = word === "maximise";
  const pull = isMax ? slope : b.neg(slope);
  const core = coreOf(b, pull);
  const options = { names: [...fn.names], fold: fn.fold };
  const [where, all, constant] = [core, pull, start].map((node) => formula(task.world, node, options));
  const sign = isZeroNode(start) ? (isMax ? "" : "−") : `${constant} ${isMax ? "+" : "−"} `;
  const text = `UV' for the svd U D V' = ${where},  ${fn.name}* = ${sign}sum(svd(${all}))`;
  return { defines: [], answer: reply({ text, latex: wordsLatex(text) }) };
}
