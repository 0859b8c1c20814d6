import type { Text } from "../../words/text";
import { attempt } from "../symbolic/build";
import { evaluate } from "../symbolic/evaluate";
import { type Node, Trait } from "../symbolic/graph";
import { present } from "../symbolic/present";
import { leavesOf } from "../symbolic/recheck";
import { type Code, createWorkshop } from "./code";
import { createLowering } from "./lower";
import { asciiOf } from "./names";
import type { Constant, EmitRequest, Input, Output, Plan, Result } from "./program";
import { extent, kindOf } from "./shape";
import { planTest } from "./test-plan";

/** The most entries of a known array that are written out. */
const MAX_ENTRIES = 400;

/** Orders what a request needs: inputs, constants, shared steps, outputs, and a point to try it at. */
export function planOf(request: EmitRequest): Plan {
  const { graph: g, params, values } = request;
  const results = request.results.map((r) => ({ ...r, node: attempt(() => present(g, r.node)).value ?? r.node }));
  const { symbols, sizes: sizeNames } = leavesOf([...results.map(({ node }) => node), ...params]);
  const measured = new Set(
    [...params, ...symbols.filter((x) => !values.has(x))].flatMap((x) =>
      kindOf(x) === "scalar" ? [] : [x.rows, x.cols],
    ),
  );
  const isSize = (x: Node) => (x.traits & Trait.integer) !== 0 && measured.has(x.name);
  const isKnown = (x: Node) => values.has(x) && Number(x.rows) * Number(x.cols) <= MAX_ENTRIES;
  const place = (x: Node) => (request.names.includes(x.name) ? request.names.indexOf(x.name) : request.names.length);
  const free = symbols
    .filter((x) => !params.includes(x) && !isKnown(x) && !isSize(x))
    .sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
  const inputs = [...params, ...free].map(inputOf);
  const constants = symbols.filter(isKnown).map((x) => constantOf(x, values.get(x)!));
  const lowered = createLowering(g, createWorkshop(), request.names);
  const outputs = named(results.map((r) => ({ ...r, code: lowered(r.node) })));
  const test = planTest(outputs, inputs, constants);
  return {
    request,
    inputs,
    constants,
    sizes: sizesOf(inputs, sizeNames),
    steps: sharedSteps(outputs, foldsOf(request, lowered)),
    outputs,
    test,
    problems: test ? [] : [noTest],
  };
}

const noTest: Text = {
  en: "No point was found to test this code at; it comes without a self-test.",
  zh: "没有找到可用于测试的点，代码不含自检。",
};

function inputOf(node: Node): Input {
  return { node, name: node.name, kind: kindOf(node), ...extent(node), note: noteOf(node.traits) };
}

function noteOf(traits: number): string {
  const words: string[] = [];
  if (traits & Trait.pd) words.push("symmetric positive definite");
  else if (traits & Trait.psd) words.push("symmetric positive semidefinite");
  else if (traits & Trait.diagonal) words.push("diagonal");
  else if (traits & Trait.symmetric) words.push("symmetric");
  else if (traits & Trait.skew) words.push("skew-symmetric");
  if (traits & Trait.orthogonal) words.push("orthogonal");
  if (traits & Trait.positive) words.push("> 0");
  else if (traits & Trait.nonnegative) words.push(">= 0");
  return words.join(", ");
}

function constantOf(node: Node, value: Node): Constant {
  const { data } = evaluate(value, { values: new Map() });
  return { node, name: node.name, kind: kindOf(node), ...extent(node), data };
}

/** Names for the outputs: value, grad, grad_U and grad_V, hess, jac. */
function named(results: readonly (Result & { readonly code: Code })[]): Output[] {
  const words = { value: "value", gradient: "grad", hessian: "hess", jacobian: "jac" } as const;
  return results.map((r) => {
    const alone = results.filter(({ role }) => role === r.role).length === 1;
    return {
      ...r,
      kind: r.code.kind,
      name: alone ? words[r.role] : `${words[r.role]}_${asciiOf(r.wrt[0]?.name ?? "")}`,
    };
  });
}

function sizesOf(inputs: readonly Input[], names: readonly string[]): Plan["sizes"] {
  const sizes = new Map<string, { readonly input: Input; readonly axis: 0 | 1 } | undefined>();
  for (const input of inputs) {
    if (typeof input.rows === "string" && !sizes.has(input.rows)) sizes.set(input.rows, { input, axis: 0 });
    if (typeof input.cols === "string" && !sizes.has(input.cols)) sizes.set(input.cols, { input, axis: 1 });
  }
  for (const name of names) if (!sizes.has(name)) sizes.set(name, undefined);
  return sizes;
}

function foldsOf({ fold }: EmitRequest, lowered: (n: Node) => Code): Map<Code, string> {
  return new Map([...fold].map(([node, name]) => [lowered(node), name]));
}

/** What is worth a name: whatever is used more than once and is more than a letter with a number. */
function sharedSteps(outputs: readonly Output[], folds: ReadonlyMap<Code, string>): Plan["steps"] {
  const uses = new Map<Code, number>();
  const visit = (code: Code): void => {
    const seen = uses.get(code);
    uses.set(code, (seen ?? 0) + 1);
    if (seen === undefined) code.args.forEach(visit);
  };
  for (const { code } of outputs) visit(code);
  const whole = new Set(outputs.map(({ code }) => code));
  return [...uses]
    .filter(([code, count]) => (folds.has(code) && !whole.has(code)) || (count > 1 && isWorthNaming(code)))
    .map(([code]) => ({ code, hint: folds.get(code) ?? hintFor(code) }))
    .sort((a, b) => a.code.id - b.code.id);
}

function isWorthNaming(code: Code): boolean {
  if (["num", "ref", "size", "entry", "eye", "ones", "zeros"].includes(code.op)) return false;
  const leaf = (c: Code) => c.op === "ref" || c.op === "size" || c.op === "num" || c.op === "entry";
  if ((code.op === "neg" || code.op === "transpose") && leaf(code.args[0]!)) return false;
  if (code.op === "call" && code.args.length === 0) return false;
  return !(code.op === "mul" && code.args[0]!.op === "num" && leaf(code.args[1]!));
}

const hints: Readonly<Record<string, string>> = {
  add: "r",
  sub: "r",
  matvec: "u",
  matmul: "M",
  solve: "s",
  dot: "d",
  mul: "p",
  div: "q",
  pow: "p",
  outer: "M",
  reduce: "c",
  map: "e",
};

const hintFor = (code: Code): string => (code.kind === "matrix" ? "M" : (hints[code.op] ?? "t"));
