import { complain } from "../check/context";
import { withValues } from "../check/maker";
import { take } from "../check/needs";
import { conditionOf, resolve } from "../check/resolve";
import { functionIn } from "../check/resolve-name";
import type { Condition, Fn } from "../check/term";
import type { Fix } from "../problem";
import { attempt } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import type { CompareNode, Expr, Statement } from "../syntax/tree";
import { compare, equal, type Verdict } from "./decide";
import { hiddenNeeds, needsText } from "./domain";
import { orderSides } from "./matrix-order";
import { formula, reply, wordsLatex } from "./reply";
import { checkedSubject, functionsOf } from "./subject-behind";
import { bringParameters, nodeOf, settle } from "./task";
import type { Outcome, Task } from "./world";

type Of<K extends Statement["kind"]> = Statement & { readonly kind: K };
/** `check ∇q = A x - b`: proved, refuted at a point, or undecided; never a guess. */
export function* check(task: Task, tree: Of<"check">): Generator<void, Outcome, void> {
  const { context } = task;
  const expr = tree.condition.kind === "group" ? tree.condition.of : tree.condition;
  if (expr.kind !== "compare") {
    return oneSide(task, expr);
  }
  bringParameters(task, expr.operands);
  const named = expr.operands.map((operand) => functionIn(context, operand));
  if (named.every((fn) => fn === undefined)) {
    const condition = conditionOf(context, expr, 0);
    const order = condition.words.every((word) => "≻≽≺≼".includes(word));
    if (!settle(task, order ? condition.operands : [], order ? [] : [condition])) return { defines: [] };
    return yield* decide(task, expr, condition);
  }
  return yield* functionsEqual(task, expr, named);
}

/** `check ∇f` with nothing beside it: what it could be compared with is what it comes to. */
function oneSide(task: Task, expr: Expr): Outcome {
  const { context } = task;
  bringParameters(task, [expr]);
  const before = context.drafts.length;
  const fn = functionIn(context, expr);
  const term = fn ? undefined : resolve(context, expr);
  const node = fn?.body ?? (term && settle(task, [term]) ? attempt(() => nodeOf(task, term)).value : undefined);
  if (!node && context.drafts.length > before) return { defines: [] };
  const what = context.text.slice(expr.from, expr.to);
  const value = node && attempt(() => formula(task.world, withValues(task.maker, node))).value;
  const fixes = value
    ? [
        {
          title: { en: `Write = ${value}`, zh: `补上 = ${value}` },
          edits: [{ from: expr.to, to: expr.to, text: ` = ${value}` }],
          preferred: true,
        },
      ]
    : [];
  complain(context, "one-side", { what, example: value ?? "…" }, expr, fixes);
  return { defines: [] };
}

/** Whether a side is a derivative along a direction that was brought to length 1. */
const isUnit = (context: Task["context"], { operands }: CompareNode): boolean =>
  operands.some(
    (side) =>
      side.kind === "with" &&
      side.word !== "hvp" &&
      side.clauses.some(
        ({ word, values }) =>
          word === "along" && !/^[\s(]*1[\s,)]*$/.test(context.text.slice(values[0].from, values[0].to)),
      ),
  );

/** `check f = (x + y)²`: a function stands for its formula in its own parameters. */
function* functionsEqual(
  task: Task,
  expr: CompareNode,
  named: readonly (Fn | undefined)[],
): Generator<void, Outcome, void> {
  const { context } = task;
  for (const [name, letter] of context.about) if (!context.locals.has(name)) context.locals.set(name, letter);
  const nodes: Node[] = [];
  for (const [i, operand] of expr.operands.entries()) {
    const fn = named[i];
    const term = fn ? undefined : resolve(context, operand);
    if (term && !settle(task, [term])) return { defines: [] };
    if (fn) take(task.maker, fn.needs);
    const node = fn ? fn.body : term && nodeOf(task, term);
    if (node) nodes.push(withValues(task.maker, node));
  }
  const [left, right] = nodes;
  if (nodes.length !== 2 || expr.ops[0].op !== "=" || left.rows !== right.rows || left.cols !== right.cols) {
    complain(context, "no-meaning", { what: context.text.slice(expr.from, expr.to) }, expr);
    return { defines: [] };
  }
  return finish(task, expr, yield* equal(task, left, right), nodes, named);
}

function* decide(task: Task, expr: CompareNode, condition: Condition): Generator<void, Outcome, void> {
  const plain = condition.operands.map((operand) => withValues(task.maker, nodeOf(task, operand)));
  const isOrder = condition.words.some((word) => "≻≽≺≼".includes(word));
  const nodes = isOrder ? orderSides(task, plain, expr) : spread(task, plain);
  if (!nodes) return { defines: [] };
  let last: Verdict = { kind: "proved", why: "" };
  for (let i = 0; i < condition.words.length; i++) {
    const verdict = yield* compare(task, nodes[i], condition.words[i], nodes[i + 1]);
    if (verdict.kind === "refuted") {
      const loose = condition.words.length === 1 ? looser[condition.words[i]] : undefined;
      const holds = loose && (yield* compare(task, nodes[i], loose, nodes[i + 1])).kind === "proved";
      return finish(task, expr, verdict, nodes, functionsOf(condition), holds ? loose : undefined);
    }
    if (verdict.kind === "undecided" || condition.words.length === 1) last = verdict;
  }
  return finish(task, expr, last, nodes, functionsOf(condition));
}

/** The order that allows equality, of a strict one. */
const looser: Readonly<Record<string, string>> = { "<": "≤", ">": "≥", "≺": "≼", "≻": "≽" };

/** Puts the looser order in place of the strict one; `A is pd` becomes `A is psd`. */
function loosened({ text }: Task["context"], { ops, operands }: CompareNode, loose: string): Fix {
  const { from, to } = text.slice(ops[0].from, ops[0].to) === "is" ? operands[1] : ops[0];
  const word = text.slice(from, to);
  const instead = /^[pn]d$/.test(word) ? `${word[0]}sd` : loose;
  const title = { en: `Write ${instead}, which is proved`, zh: `改写为 ${instead}（已证）` };
  return { title, edits: [{ from, to, text: instead }], preferred: true };
}

/** A scalar beside a vector or matrix stands for every entry of it. */
function spread({ world: { b } }: Task, nodes: readonly Node[]): readonly Node[] {
  const big = nodes.find(({ rows, cols }) => rows !== 1 || cols !== 1);
  if (!big) return nodes;
  return nodes.map((node) => (node.rows === 1 && node.cols === 1 ? b.mul(node, b.ones(big.rows, big.cols)) : node));
}

function finish(
  task: Task,
  expr: CompareNode,
  verdict: Verdict,
  nodes: readonly Node[],
  fns: readonly (Fn | undefined)[],
  loose?: string,
): Outcome {
  const { context } = task;
  const subject = checkedSubject(task, fns, verdict, nodes);
  const about = subject ? { subject } : {};
  if (verdict.kind !== "refuted") {
    const hidden = verdict.kind === "proved" ? hiddenNeeds(task, nodes) : [];
    const where = hidden.length > 0 ? `where ${needsText(task.world, hidden).en}` : "";
    const text = [verdict.kind, verdict.why, where].filter((part) => part !== "").join("   ");
    return {
      defines: [],
      ...about,
      answer: reply({
        text,
        latex: wordsLatex(verdict.kind),
        verdict: verdict.kind,
        tone: verdict.kind === "proved" ? "good" : "unsure",
      }),
    };
  }
  const right = expr.operands[expr.operands.length - 1];
  const isEquation = expr.ops.length === 1 && expr.ops[0].op === "=";
  const correct = isEquation && nodes.length > 0 ? attempt(() => formula(task.world, nodes[0])).value : undefined;
  const fixes = correct
    ? [
        {
          title: { en: `Write ${correct}`, zh: `改写为 ${correct}` },
          edits: [{ from: right.from, to: right.to, text: correct }],
          preferred: true,
        },
      ]
    : loose
      ? [loosened(context, expr, loose)]
      : [];
  complain(
    context,
    "refuted",
    { left: verdict.left, sign: verdict.sign, right: verdict.right, at: verdict.at },
    expr,
    fixes,
  );
  const where = verdict.at ? ` at ${verdict.at}` : "";
  const tail = verdict.term ? `   first difference: ${verdict.term}` : "";
  const text = `refuted${where}: ${verdict.left} ${verdict.sign} ${verdict.right}${tail}${isUnit(context, expr) ? "   unit direction" : ""}`;
  const answer = reply({ text, latex: wordsLatex("refuted"), verdict: "refuted", tone: "bad" });
  return { defines: [], ...about, answer };
}
