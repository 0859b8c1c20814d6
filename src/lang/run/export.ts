import { complain } from "../check/context";
import { gradientNode, hessianNode, jacobianNode } from "../check/derive";
import { lower } from "../check/lower";
import { letterNode } from "../check/maker";
import { resolve } from "../check/resolve";
import { lettersOf } from "../check/resolve-derivative";
import { functionIn } from "../check/resolve-name";
import { letterShape } from "../check/shapes-point";
import { isScalarShape } from "../check/size";
import type { DeriveTerm, Fn, Letter } from "../check/term";
import {
  type EmitRequest,
  emitCode,
  emittedName,
  missingFunction,
  type Result,
  type Target,
  targetFacts,
  targetOf,
  targets,
} from "../emit/emit";
import { attempt } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { hessian } from "../symbolic/jacobian";
import { printText } from "../symbolic/print";
import { namesInOrder } from "../syntax/names";
import type { Expr, Statement } from "../syntax/tree";
import type { CodeFile } from "./code-file";
import { verdictOn } from "./recheck-derivative";
import { reply, wordsLatex } from "./reply";
import { bringParameters, settle } from "./task";
import type { Outcome, Task } from "./world";

type Of<K extends Statement["kind"]> = Statement & { readonly kind: K };

/** `export ∇loss to numpy, julia`: the code of each target; the answer says what it is called. */
export function exportCode(task: Task, tree: Of<"export">): Outcome {
  const { context } = task;
  bringParameters(task, tree.targets);
  const wanted = tree.languages.flatMap((language): Target[] => {
    const word = language.kind === "name" ? language.text : language.value;
    const target = targetOf(word);
    if (!target) complain(context, "unknown-target", { word, known: targets.join(", ") }, language);
    return target ? [target] : [];
  });
  const files: CodeFile[] = [];
  const names = new Set<string>();
  for (const expr of tree.targets) {
    const request = requestFor(task, expr);
    if (!request) return { defines: [] };
    for (const target of new Set(wanted)) {
      const name = missingFunction(request, target);
      if (name === undefined) files.push(fileOf(request, target));
      else complain(context, "export-missing", { target: targetFacts[target].title, name }, expr);
    }
    names.add(emittedName(request));
  }
  if (files.length === 0) return { defines: [] };
  const text = `${[...new Set(files.map(({ target }) => target))].join(", ")} · ${[...names].join(", ")}`;
  return { defines: [], files, answer: reply({ text, latex: wordsLatex(text), tone: "good" }) };
}

/** A file whose text is made when it is first read: most of them never are. */
function fileOf(request: EmitRequest, target: Target): CodeFile {
  let made: string | undefined;
  const stem = request.name.replace(/[^\p{L}\p{N}_]/gu, "");
  return {
    target,
    name: `${stem}_${target}.${targetFacts[target].extension}`,
    get text() {
      if (made === undefined) {
        const { code, problems } = emitCode(request, target);
        made = code ?? `${problems.map(({ en }) => en).join("\n")}\n`;
      }
      return made;
    },
  };
}

/** What is asked for: of a function its value and gradient, of a derivative also what it is the derivative of. */
function requestFor(task: Task, expr: Expr): EmitRequest | undefined {
  const { context } = task;
  const fn = functionIn(context, expr);
  if (fn) return ofFunction(task, fn, undefined, expr);
  const term = resolve(context, expr);
  if (!settle(task, [term])) return undefined;
  if (term.op === "derive" && !term.args && ["gradient", "hessian", "jacobian", "partial"].includes(term.kind))
    return ofDerivative(task, term, expr);
  const node = lower(task.maker, term);
  return request(
    task,
    { name: "result", params: [], names: namesInOrder(task.context.text.slice(expr.from, expr.to)), fold: new Map() },
    node,
    [],
  );
}

function ofFunction(task: Task, fn: Fn, term: DeriveTerm | undefined, expr: Expr): EmitRequest | undefined {
  const letters = term && term.wrt.length > 0 ? term.wrt : fn.params;
  const isHessian = term?.kind === "hessian";
  const results = derivatives(task, fn.body, { fn, label: fn.name }, letters, isHessian, term !== undefined, expr);
  if (!results) return undefined;
  const params = fn.params.map((letter) => letterNode(task.maker, letter));
  return request(task, { name: fn.name, params, names: fn.names, fold: fn.fold }, fn.body, results);
}

function ofDerivative(task: Task, term: DeriveTerm, expr: Expr): EmitRequest | undefined {
  const { fn, body } = term.of;
  if (fn) return ofFunction(task, fn, term, expr);
  if (!body) return undefined;
  const node = lower(task.maker, body);
  const letters = term.wrt.length > 0 ? term.wrt : lettersOf(term.of);
  const results = derivatives(task, node, term.of, letters, term.kind === "hessian", true, expr);
  if (!results) return undefined;
  const params = letters.map((letter) => letterNode(task.maker, letter));
  return request(
    task,
    { name: "f", params, names: namesInOrder(task.context.text.slice(expr.from, expr.to)), fold: new Map() },
    node,
    results,
  );
}

/** Gradient or Jacobian, and the Hessian if asked for; undefined where one failed its re-check. */
function derivatives(
  task: Task,
  f: Node,
  of: DeriveTerm["of"],
  letters: readonly Letter[],
  isHessian: boolean,
  isNeeded: boolean,
  expr: Expr,
): Result[] | undefined {
  const isScalar = f.rows === 1 && f.cols === 1;
  const areScalars = letters.every((letter) => isScalarShape(letterShape(letter)));
  const groups = letters.length === 0 ? [] : areScalars || !isScalar ? [letters] : letters.map((letter) => [letter]);
  const results: Result[] = [];
  for (const group of groups) {
    const wrt = group.map((letter) => letterNode(task.maker, letter));
    const kind = isScalar ? "gradient" : "jacobian";
    const term: DeriveTerm = { op: "derive", kind, of, wrt: group, from: expr.from, to: expr.to };
    const made = attempt((): Result[] => {
      const first: Result = {
        role: kind,
        wrt,
        node: isScalar ? gradientNode(task.maker, f, wrt) : jacobianNode(task.maker, f, wrt),
      };
      return isHessian && isScalar ? [first, { role: "hessian", wrt, node: secondOf(task, f, wrt) }] : [first];
    });
    if (made.refusal && isNeeded) throw made.refusal;
    if (verdictOn(task.maker, term) === "failed") {
      const why = { en: "the re-check by dual numbers failed", zh: "对偶数复核未通过" };
      complain(task.context, "unknown", { what: of.label, why }, expr);
      return undefined;
    }
    results.push(...(made.value ?? []));
  }
  return results;
}

/** The Hessian as a matrix expression where there is one, else entry by entry. */
function secondOf(task: Task, f: Node, wrt: readonly Node[]): Node {
  const [x] = wrt;
  const isColumn = wrt.length === 1 && x.cols === 1 && x.rows !== 1;
  const whole = isColumn ? attempt(() => hessian(task.world.b.graph, f, x)).value : undefined;
  return whole ?? hessianNode(task.maker, f, wrt);
}

type Head = Pick<EmitRequest, "name" | "params" | "names" | "fold">;

function request(task: Task, head: Head, value: Node, results: readonly Result[]): EmitRequest {
  const { graph } = task.world.b;
  const { name, params, names } = head;
  const list = params.length > 0 ? `(${params.map((x) => x.name).join(", ")})` : "";
  const body = attempt(() => printText(graph, value, { names: head.names, fold: head.fold })).value ?? "…";
  return {
    ...head,
    title: `${name}${list} = ${body.length > 160 ? `${body.slice(0, 158)} …` : body}`,
    graph,
    names,
    values: task.world.values,
    results: [{ role: "value", node: value, wrt: [] }, ...results],
  };
}
