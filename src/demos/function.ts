import type { Expression } from "../core/gradient/expression";
import type { Problem } from "../lang/problem";
import { compile } from "../lang/run/evaluate";
import { type Scalarised, scalarised } from "../lang/run/quadratic";
import { type Analysis, createSession, type Session, viewOf } from "../lang/session";
import { N } from "../lang/symbolic/coefficient";
import { derivative } from "../lang/symbolic/differential";
import { evaluate, numericScalar } from "../lang/symbolic/evaluate";
import { type Node, Refusal } from "../lang/symbolic/graph";
import type { Text } from "../words/text";
import { expressionOf, isSmoothFormula } from "./formula-algebra";
import { type CodeTarget, codeOf } from "./formula-code";

/** A function of x and y that a person has typed in the language. */
export interface TypedFunction {
  readonly text: string;
  /** The definition as a statement of a file, with the names it uses above it. */
  readonly source: string;
  /** Value at a point; where the formula is 0/0, `hole` when one was given. */
  value(x: number, y: number): number;
  /** By the symbolic derivative; NaN where that is not defined. */
  gradient(x: number, y: number): Float64Array;
  /** Row-major 2×2. */
  hessian(x: number, y: number): Float64Array;
  /** The same formula over dual and complex numbers; absent where a function in it has no such form. */
  readonly expression?: Expression;
  /** Whether a complex step differentiates it. */
  readonly isAnalytic: boolean;
  /** f, ∇f (two) and ∇²f (upper half, three) as code of x and y, and what must stand above it. */
  code(target: CodeTarget): FormulaCode | undefined;
  /** ∇f and ∇²f as the language typesets them; absent where it withholds them. */
  tex(): { readonly gradient?: string; readonly hessian?: string };
}

export interface FormulaCode {
  readonly preamble: readonly string[];
  readonly value: string;
  readonly gradient: readonly [string, string];
  readonly hessian: readonly [string, string, string];
}

/** What is wrong, at offsets of the typed text, and whole texts that would repair it. */
export interface FormulaProblem {
  readonly from: number;
  readonly to: number;
  readonly message: Text;
  readonly fixes: readonly { readonly title: Text; readonly text: string }[];
}

export interface Typed {
  readonly value?: TypedFunction;
  readonly problems: readonly FormulaProblem[];
}

/** What a formula may refer to besides x and y. */
export interface Given {
  /** The value where the formula is 0/0. */
  readonly hole?: number;
  /** Row-major 2×2, as `A`. */
  readonly A?: ArrayLike<number>;
  readonly b?: ArrayLike<number>;
  /** A slice of a function of more variables: the two that stay free, and the numbers the others are held at. */
  readonly slice?: { readonly free: readonly [string, string]; readonly held: Readonly<Record<string, number>> };
}

/** A function of several numbers, from which slices are cut. */
export interface SpaceFunction {
  value(point: readonly number[]): number;
  gradient(point: readonly number[]): Float64Array;
  /** ∇f as the language typesets it; absent where it withholds it. */
  readonly tex?: string;
}

const MAX_LENGTH = 400;
const KEPT = 8;
const kept = new Map<string, Typed>();

/**
 * Reads a formula of x and y, or of a vector x with two entries (`½ x'Ax − b'x`). Never throws on text.
 */
export function typedFunction(text: string, given: Given = {}): Typed {
  const { hole, A, b, slice } = given;
  const key = JSON.stringify([text, hole, A && Array.from(A), b && Array.from(b), slice]);
  const known = kept.get(key);
  if (known) return known;
  const typed = readFormula(text, given);
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
  kept.set(key, typed);
  return typed;
}

function readFormula(text: string, given: Given): Typed {
  if (text.length > MAX_LENGTH) {
    const message = {
      en: `The formula has ${text.length} characters; ${MAX_LENGTH} are allowed.`,
      zh: `公式有 ${text.length} 个字符，最多允许 ${MAX_LENGTH} 个。`,
    };
    return { problems: [{ from: 0, to: text.length, message, fixes: [] }] };
  }
  const isVector = given.slice === undefined && looksLikeVector(text);
  const first = readAs(text, isVector, given);
  if (first.value || given.slice !== undefined) return first;
  const second = readAs(text, !isVector, given);
  return second.value ? second : first;
}

/** Marks that only vectors and matrices bear, and no y. */
function looksLikeVector(text: string): boolean {
  return /['′’ᵀ⊤‖[]|\|\||\^T|\bnorm|\bdot\b|\bA/.test(text) && !/y/.test(text);
}

function readAs(text: string, isVector: boolean, given: Given): Typed {
  // A definition pasted whole counts as its right-hand side.
  const own = ownHead.exec(text)?.[0] ?? "";
  const formula = text.slice(own.length).replace(/[\r\n\u2028\u2029]/g, " ");
  const free = given.slice?.free ?? ["x", "y"];
  const head = `${prelude(isVector, formula, given)}${isVector ? "f(x) = " : `f(${free.join(", ")}) = `}`;
  const source = head + formula;
  const session = createSession({ locale: "en" });
  const { problems } = analyse(session, source);
  const complain = (list: readonly Problem[]): Typed => ({
    problems: list.map((problem) => placed(problem, text, head.length - own.length)),
  });
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return complain(errors);
  const refuse = (message: Text, at = 0, length = formula.length): Typed => ({
    problems: [{ from: own.length + at, to: own.length + at + length, message, fixes: [] }],
  });
  const { entities, world } = viewOf(session);
  const entity = entities.get("f");
  const f = entity?.kind === "function" ? scalarised(world, entity.fn) : undefined;
  const reasons = problems.filter(({ severity }) => severity === "info");
  if (entity?.kind !== "function" && reasons.length > 0) return complain(reasons);
  if (f?.coords.length !== 2) return refuse(notScalar);
  const letter = letterIn(f.body, f.coords);
  if (letter !== undefined) return refuse(withoutValue(letter), Math.max(0, formula.indexOf(letter)), letter.length);
  if (hasTooLarge(f.body)) return refuse(tooLarge);
  const value = functionOf({ text, source, session, f, hole: given.hole });
  return value ? { value, problems: [] } : refuse(notComputable);
}

/** `f(x, y) =` in front of what is pasted. */
const ownHead = /^\s*\p{L}+\s*\(\s*\p{L}+\s*(,\s*\p{L}+\s*){0,5}\)\s*=(?!=)/u;

/** A formula as a function of all its variables; nothing where it has no value or no gradient. */
export function spaceFunction(text: string, names: readonly string[]): SpaceFunction | undefined {
  const source = `f(${names.join(", ")}) = ${text.replace(ownHead, "").replace(/[\r\n\u2028\u2029]/g, " ")}`;
  const session = createSession({ locale: "en" });
  const { problems } = analyse(session, source);
  const { entities, world } = viewOf(session);
  const entity = entities.get("f");
  const f = entity?.kind === "function" ? scalarised(world, entity.fn) : undefined;
  if (problems.some(({ severity }) => severity === "error") || f?.coords.length !== names.length) return undefined;
  const slopes = derivativesOf(() => f.coords.map((coord) => derivative(world.b.graph, f.body, coord)));
  if (slopes === undefined || letterIn(f.body, f.coords) !== undefined) return undefined;
  const value = evaluatorOf([f.body], f.coords);
  const gradient = evaluatorOf(slopes, f.coords);
  const { gradient: tex } = texOf(session, source);
  return {
    value: (point) => value(...point)[0]!,
    gradient: (point) => gradient(...point),
    ...(tex === undefined ? {} : { tex }),
  };
}

const notScalar: Text = {
  en: "The value of the formula must be one number.",
  zh: "公式的值必须是一个数。",
};
const notComputable: Text = {
  en: "This formula has no numeric value or derivative that could be drawn.",
  zh: "这个公式没有可以绘制的数值或导数。",
};
const tooLarge: Text = {
  en: "A number in the formula is larger than any that can be computed with here, 1.8×10³⁰⁸.",
  zh: "公式中有一个数超出了这里能计算的最大数 1.8×10³⁰⁸。",
};
const withoutValue = (letter: string): Text => ({
  en: `${letter} has no value: a formula here is made of x, y, numbers and known functions.`,
  zh: `${letter} 没有值：这里的公式由 x、y、数和已知函数构成。`,
});

function prelude(isVector: boolean, formula: string, { A, b, slice }: Given): string {
  const lines = isVector ? ["x : vector 2"] : [];
  for (const [name, value] of Object.entries(slice?.held ?? {})) lines.push(`${name} = ${value}`);
  if (A && /A/.test(formula)) lines.push(`A = [${A[0]}, ${A[1]}; ${A[2]}, ${A[3]}]`);
  if (b && /b/.test(formula)) lines.push(`b = [${b[0]}; ${b[1]}]`);
  return lines.map((line) => `${line}\n`).join("");
}

function analyse(session: Session, text: string): Analysis {
  session.update(text);
  const run = session.run();
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

/** A problem of the language at its place in the typed text, with the texts its fixes would leave. */
function placed(problem: Problem, text: string, shift: number): FormulaProblem {
  const clamp = (at: number): number => Math.min(text.length, Math.max(0, at - shift));
  const fixes = problem.fixes.flatMap(({ title, edits }) => {
    if (edits.some(({ from, to }) => from < shift || to - shift > text.length)) return [];
    let repaired = text;
    for (const edit of [...edits].sort((a, b) => b.from - a.from))
      repaired = repaired.slice(0, edit.from - shift) + edit.text + repaired.slice(edit.to - shift);
    return [{ title, text: repaired }];
  });
  return { from: clamp(problem.from), to: clamp(problem.to), message: problem.message, fixes };
}

/** The first symbol below a node that is no coordinate. */
function letterIn(node: Node, coords: readonly Node[], seen = new Set<Node>()): string | undefined {
  if (seen.has(node)) return undefined;
  seen.add(node);
  if (node.op === "sym") return coords.includes(node) ? undefined : node.name;
  for (const arg of node.args) {
    const found = letterIn(arg, coords, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a number below a node is beyond what a double holds: exact as it is, nothing can be drawn of it. */
function hasTooLarge(node: Node, seen = new Set<Node>()): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  return (
    node.coefs.some((coef) => !Number.isFinite(N.toNumber(coef))) || node.args.some((arg) => hasTooLarge(arg, seen))
  );
}

type Evaluator = (...point: readonly number[]) => Float64Array;

/** Scalar nodes as one function of the coordinates: compiled, or walked where they hold matrices. */
function evaluatorOf(nodes: readonly Node[], coords: readonly Node[]): Evaluator {
  const program = compile(nodes, coords);
  return (...point) => {
    const out = new Float64Array(nodes.length).fill(Number.NaN);
    if (program) {
      program.runAll(Float64Array.from(point), out);
      return out;
    }
    const values = new Map(point.map((value, i) => [coords[i]!, numericScalar(value)]));
    try {
      nodes.forEach((node, i) => {
        out[i] = evaluate(node, { values }).data[0]!;
      });
    } catch (error) {
      // Outside its domain a matrix function has no value; that point stays NaN.
      if (!(error instanceof RangeError)) throw error;
    }
    return out;
  };
}

interface Read {
  readonly text: string;
  readonly source: string;
  readonly session: Session;
  readonly f: Scalarised;
  readonly hole: number | undefined;
}

function functionOf({ text, source, session, f, hole }: Read): TypedFunction | undefined {
  const { body, coords } = f;
  const { graph } = viewOf(session).world.b;
  const derived = derivativesOf(() => {
    const slopes = coords.map((x) => derivative(graph, body, x));
    const [fx, fy] = [slopes[0]!, slopes[1]!];
    const [x, y] = [coords[0]!, coords[1]!];
    return { slopes, bends: [derivative(graph, fx, x), derivative(graph, fx, y), derivative(graph, fy, y)] };
  });
  if (!derived) return undefined;
  const { slopes, bends } = derived;
  const program = compile([body], coords);
  const walk = evaluatorOf([body], coords);
  const point = new Float64Array(2);
  const gradient = evaluatorOf(slopes, coords);
  const hessian = evaluatorOf(bends, coords);
  const expression = expressionOf(body, coords);
  let tex: ReturnType<TypedFunction["tex"]> | undefined;
  return {
    text,
    source,
    ...(expression ? { expression } : {}),
    isAnalytic: expression !== undefined && isSmoothFormula(body),
    value(x, y) {
      point[0] = x;
      point[1] = y;
      const z = program ? program.run(point) : walk(x, y)[0]!;
      return Number.isNaN(z) && hole !== undefined ? hole : z;
    },
    gradient,
    hessian(x, y) {
      const [xx, xy, yy] = hessian(x, y);
      return Float64Array.of(xx!, xy!, xy!, yy!);
    },
    code: (target) => formulaCode([body, ...slopes, ...bends], coords, target),
    tex: () => (tex ??= texOf(session, source)),
  };
}

function derivativesOf<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function formulaCode(nodes: readonly Node[], coords: readonly Node[], target: CodeTarget): FormulaCode | undefined {
  const names = new Map(coords.map((node, i) => [node, i === 0 ? "x" : "y"]));
  const made = codeOf(nodes, names, target);
  if (!made) return undefined;
  const [value, fx, fy, fxx, fxy, fyy] = made.expressions as [string, string, string, string, string, string];
  return { preamble: made.preamble, value, gradient: [fx, fy], hessian: [fxx, fxy, fyy] };
}

/** The language's own answers to ∇f and ∇²f: re-checked, and in the form one would write. */
function texOf(session: Session, source: string): ReturnType<TypedFunction["tex"]> {
  const { statements } = analyse(session, `${source}\n∇f\n∇²f`);
  const [gradient, hessian] = statements.slice(-2).map(({ answer }) => answer?.latex);
  return { ...(gradient ? { gradient } : {}), ...(hessian ? { hessian } : {}) };
}
