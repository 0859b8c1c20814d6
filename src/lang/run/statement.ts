import { DigitLimit } from "../../core/num/rational";
import type { Text } from "../../words/text";
import { complain } from "../check/context";
import { Refusal } from "../symbolic/graph";
import { analyse } from "./analyse";
import { ask, derive } from "./ask";
import { check } from "./check";
import { assume, declare, define } from "./define";
import { optimise } from "./optimise";
import { exportLater, loadLater, plot } from "./show";
import type { Outcome, Task } from "./world";

/** Evaluates one statement. Whatever the engine refuses becomes a problem; it yields where it may be stopped. */
export function* evaluate(task: Task): Generator<void, Outcome, void> {
  try {
    return yield* dispatch(task);
  } catch (error) {
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
      return assume(task, tree);
    case "define":
      return define(task, tree);
    case "load":
      return loadLater(task, tree);
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
      return exportLater(task, tree);
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
        : tree.kind === "load" && tree.name
          ? [tree.name]
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
  if (error instanceof DigitLimit) complain(context, "limit-digits", { what: short }, span);
  else if (error instanceof Refusal) {
    if (error.code === "limit") complain(context, "limit-nodes", { limit: task.world.limits.nodes }, span);
    else if (error.code === "domain") complain(context, "undefined", { what: short, why: clean(error.text) }, span);
    else complain(context, "unknown", { what: short, why: clean(error.text) }, span);
  } else if (error instanceof RangeError) {
    // A full stack or a result no array can hold: the guard of last resort behind the limits above.
    complain(context, "limit-work", {}, span);
  } else throw error;
}

/** A reason as it stands behind a colon: without its full stop, and in small letters unless it begins with “I” or a name. */
function clean({ en, zh }: Text): Text {
  const first = /^[A-Z][a-z]/.test(en) ? en[0].toLowerCase() + en.slice(1) : en;
  return { en: first.replace(/\.$/, ""), zh: zh.replace(/。$/, "") };
}

/** The end of what is written on a statement's lines, without comment and blanks behind it. */
export function contentEnd(text: string): number {
  const lines = text.split(/(\r\n|\r|\n)/);
  let at = 0;
  let end = 0;
  for (const line of lines) {
    const code = line.replace(/#.*$/, "").trimEnd();
    if (code.length > 0) end = at + code.length;
    at += line.length;
  }
  return end;
}
