import { complain } from "../check/context";
import { gradientNode } from "../check/derive";
import { letterNode, withValues } from "../check/maker";
import { letterShape } from "../check/shapes-point";
import { isScalarShape, type Shape, settled } from "../check/size";
import type { DeriveTerm, Letter, Term } from "../check/term";
import { attempt } from "../symbolic/build";
import { differential } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { type PrintOptions, printLatex } from "../symbolic/print";
import { leavesOf, recheck } from "../symbolic/recheck";
import { replyNode, retold } from "./reply";
import { nodeOf, settle } from "./task";
import type { Outcome, Task } from "./world";

/**
 * The derivative of a matrix, or by a matrix twice, has more indices than a matrix: it is shown as the linear map that it is,
 * `d F[V] = …` (Magnus & Neudecker 1999, §5.3: the differential). `undefined` where a matrix holds the derivative.
 */
export function linearMap(task: Task, term: Term, options: PrintOptions): Outcome | undefined {
  const letter = variableIn(term);
  if (!letter || term.op !== "derive") return undefined;
  const { body, fn } = term.of;
  if (body && !settle(task, [body])) return { defines: [] };
  const f = fn ? fn.body : nodeOf(task, body as Term);
  if (!hasMoreIndices(term.kind, f, letterShape(letter))) return undefined;
  const { world, maker, context } = task;
  const { b } = world;
  const x = letterNode(maker, letter);
  const isSecond = term.kind === "hessian";
  const from = isSecond ? gradientNode(maker, f, [x]) : f;
  const V = direction(task, x, f);
  const map = differential(b.graph, from, new Map([[x, V]]));
  const claim = { kind: "differential", of: withValues(maker, from), along: new Map([[x, V]]), is: map } as const;
  const verdict = attempt(() => recheck(claim)).value ?? "unchecked";
  if (verdict === "failed") {
    const why = { en: "the re-check by dual numbers failed", zh: "对偶数复核未通过" };
    complain(context, "unknown", { what: context.text.slice(term.from, term.to), why }, term);
    return { defines: [] };
  }
  const label = `${isSecond ? "∇" : ""}${fn || !isSecond ? term.of.label : `(${term.of.label})`}`;
  const inner = fn ? nameLatex(fn.name) : printLatex(b.graph, f, options);
  const head = `\\mathrm{d}${isSecond ? "\\nabla " : " "}${fn || !isSecond ? inner : `\\left(${inner}\\right)`}`;
  const answer = replyNode(world, withValues(maker, map), {
    options,
    steps: [
      {
        rule: {
          en: "It has more indices than a matrix: it takes a direction to the change along it",
          zh: "它的指标多于矩阵：它把一个方向映为沿该方向的变化",
        },
        latex: `${head}\\left[${V.name}\\right] = ${printLatex(b.graph, map, options)}`,
      },
    ],
  });
  const [left, right] = [`d ${label}[${V.name}] = `, `${head}\\left[${V.name}\\right] = `];
  return { defines: [], answer: retold(answer, `${left}${answer.text}`, undefined, () => `${right}${answer.latex}`) };
}

/** The one variable of a derivative that may be a map: asked for as it stands, by one letter of known shape. */
function variableIn(term: Term): Letter | undefined {
  if (term.op !== "derive" || term.args || term.direction) return undefined;
  const letters = term.wrt.length > 0 ? term.wrt : (term.of.fn?.params ?? []);
  const [letter] = letters;
  return letters.length === 1 && (letter.node || letter.rows !== undefined) ? letter : undefined;
}

function hasMoreIndices(kind: DeriveTerm["kind"], f: Shape, x: Shape): boolean {
  const isWide = (shape: Shape) => settled(shape.cols) !== 1 && !isScalarShape(shape);
  if (kind === "hessian") return isScalarShape(f) && isWide(x);
  if (isScalarShape(f) || isScalarShape(x)) return false;
  // Of known sizes, a Jacobian lists the entries of both.
  if (kind === "jacobian" && [f, x].every(({ rows, cols }) => typeof rows === "number" && typeof cols === "number"))
    return false;
  return (isWide(f) || isWide(x)) && kind !== "directional" && kind !== "differential" && kind !== "hvp";
}

/** A direction of the variable's kind, under a name that is free. */
function direction(task: Task, x: Node, f: Node): Node {
  const taken = new Set([...task.context.scope.names(), ...leavesOf([x, f]).symbols.map(({ name }) => name)]);
  const names = x.cols === 1 ? ["v", "u", "h", "w"] : ["V", "U", "H", "W"];
  const name = names.find((each) => !taken.has(each)) ?? "dX";
  return task.world.b.symbol(name, x.rows, x.cols, x.traits & (Trait.symmetric | Trait.skew | Trait.diagonal));
}

const nameLatex = (name: string): string => (name.length === 1 ? name : `\\mathrm{${name}}`);
