import { DigitLimit } from "../../core/num/rational";
import type { Text } from "../../words/text";
import { complain } from "../check/context";
import { Pause } from "../slow";
import { Refusal } from "../symbolic/graph";
import { analyse } from "./analyse";
import { ask, derive } from "./ask";
import { check } from "./check";
import { contentEnd } from "./content-end";
import { declare, define } from "./define";
import { exportCode } from "./export";
import { assumed, withGiven } from "./facts";
import { load, loadedNames } from "./load";
import { optimise } from "./optimise";
import { plot } from "./show";
import type { Outcome, Task } from "./world";

/** Evaluates one statement. Whatever the engine refuses becomes a problem; it yields where it may be stopped. */
export function* evaluate(task: Task): Generator<void, Outcome, void> {
  try {
    const ready = withGiven(task);
    return ready ? yield* dispatch(ready) : { defines: brokenNames(task) };
  } catch (error) {
    if (error instanceof Pause) throw error;
    refuse(task, error);
    return { defines: brokenNames(task) };
  }
}

function* dispatch(task: Task): Generator<void, Outcome, void> {
  const { tree } = task;
  switch (tree.kind) {
    case "declare":
      return declare(task, tree);
    case "assume":
      return assumed(task, tree.conditions);
    case "define":
      return define(task, tree);
    case "load":
      return load(task, tree);
    case "ask":
      return ask(task, tree);
    case "derive":
      return derive(task, tree);
    case "check":
      return yield* check(task, tree);
    case "analyse":
      return yield* analyse(task, tree);
    case "optimise":
      return yield* optimise(task, tree);
    case "plot":
      return plot(task, tree);
    case "export":
      return exportCode(task, tree);
    default:
      return { defines: [] };
  }
}

/** The names that a statement with an error would have defined. */
export function brokenNames({ tree, context }: Task): Outcome["defines"] {
  const names =
    tree.kind === "define"
      ? [tree.name]
      : tree.kind === "declare"
        ? tree.names
        : tree.kind === "load"
          ? loadedNames(tree)
          : [];
  return names
    .filter(({ name }) => context.scope.find(name) === undefined)
    .map(({ name, from, to }) => ({ kind: "broken", name, place: context.place, span: { from, to } }));
}

function refuse(task: Task, error: unknown): void {
  const { context, tree } = task;
  const what = context.text.slice(tree.from, contentEnd(context.text)).trim();
  const short = what.length > 40 ? `${what.slice(0, 38)}…` : what;
  const span = { from: context.text.length - context.text.trimStart().length, to: contentEnd(context.text) };
  const overrun = overrunOf(error);
  if (error instanceof DigitLimit || overrun === "digits") complain(context, "limit-digits", { what: short }, span);
  else if (error instanceof Refusal) {
    const why = clean(error.text);
    if (error.code !== "limit")
      complain(context, error.code === "domain" ? "undefined" : "unknown", { what: short, why }, span);
    else if (task.world.b.graph.count >= task.world.limits.nodes)
      complain(context, "limit-nodes", { limit: task.world.limits.nodes }, span);
    else complain(context, "limit-size", { what: short, why }, span);
  } else if (overrun === "stack") complain(context, "limit-work", {}, span);
  else if (overrun === "array") complain(context, "limit-size", { what: short, why: tooLarge }, span);
  else {
    task.world.onFault?.(error, context.text);
    complain(context, "internal", { what: short, why: error instanceof Error ? error.message : String(error) }, span);
  }
}

const tooLarge: Text = { en: "the result has too many entries", zh: "结果的元素过多" };

/** What the machine itself refuses, by V8's messages: a full stack, an array or a whole number beyond its bounds. */
function overrunOf(error: unknown): "stack" | "array" | "digits" | undefined {
  if (!(error instanceof RangeError)) return undefined;
  if (/call stack|recursion/i.test(error.message)) return "stack";
  if (/^(Invalid|Array) .*(length|size)|allocation failed/i.test(error.message)) return "array";
  return /BigInt/.test(error.message) ? "digits" : undefined;
}

/** A reason as it stands behind a colon: without its full stop, and in small letters unless it begins with “I” or a name. */
function clean({ en, zh }: Text): Text {
  const first = /^[A-Z][a-z]/.test(en) ? en[0].toLowerCase() + en.slice(1) : en;
  return { en: first.replace(/\.$/, ""), zh: zh.replace(/。$/, "") };
}
