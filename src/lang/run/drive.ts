import { complain, type Draft } from "../check/context";
import type { Place, Scope } from "../check/scope";
import { keepResult, Pause, pausing } from "../slow";
import type { Statement } from "../syntax/tree";
import { contentEnd } from "./content-end";
import { type Bindings, bindingIn, blameFixedSize, noteBindings, rescaled } from "./rescale";
import { brokenNames, evaluate } from "./statement";
import { createTask } from "./task";
import type { Outcome, Task, World } from "./world";

/** Steps of exact work on one matrix: a row of 60 entries takes about a millisecond. */
const mostSteps = 20_000;
/** A statement may wait for so many pieces of exact work. */
const mostPauses = 64;

/**
 * Evaluates a statement to its end, yielding between turns. Where the evaluation meets long exact work it is given up, the work
 * is done in steps, and the evaluation begins again and finds the result.
 */
export function* drive(
  world: World,
  tree: Statement,
  source: string,
  place: Place,
  scope: Scope,
  drafts: Draft[],
): Generator<void, Driven, void> {
  const syntax = drafts.length;
  const first = yield* attemptWith(world, tree, source, place, scope, drafts, new Map());
  if (!first.task.context.failed) return first;
  const failed = drafts.slice(syntax);
  const bindings = new Map<string, number>();
  for (let at = bindingIn(first.task); at && bindings.size < mostBindings; ) {
    bindings.set(...at);
    drafts.length = syntax;
    const next = yield* attemptWith(world, tree, source, place, scope, drafts, bindings);
    if (!next.task.context.failed) {
      noteBindings(next.task, bindings);
      return next;
    }
    at = bindingIn(next.task);
  }
  drafts.length = syntax;
  drafts.push(...failed);
  blameFixedSize(first.task);
  return first;
}

interface Driven {
  readonly task: Task;
  readonly outcome: Outcome;
}

/** A statement may fix so many sizes. */
const mostBindings = 4;

/** Evaluates a statement to its end, with sizes of the file fixed. */
function* attemptWith(
  world: World,
  tree: Statement,
  source: string,
  place: Place,
  scope: Scope,
  drafts: Draft[],
  bindings: Bindings,
): Generator<void, Driven, void> {
  const syntax = drafts.length;
  for (let pauses = 0; ; pauses++) {
    drafts.length = syntax;
    const plain = createTask(world, tree, source, place, scope, drafts);
    const { task, defines } = bindings.size > 0 ? rescaled(plain, bindings) : { task: plain, defines: [] };
    const evaluation = evaluate(task);
    try {
      let step = pausing(() => evaluation.next());
      for (let work = 0; !step.done; work++) {
        yield;
        if (work > world.limits.work) return stopped(task);
        step = pausing(() => evaluation.next());
      }
      return { task, outcome: { ...step.value, defines: [...defines, ...step.value.defines] } };
    } catch (error) {
      if (!(error instanceof Pause)) throw error;
      yield;
      if (pauses >= mostPauses || !(yield* isDone(error))) return stopped(task);
    }
  }
}

function stopped(task: Task): { readonly task: Task; readonly outcome: Outcome } {
  complain(task.context, "limit-work", {}, { from: 0, to: contentEnd(task.context.text) });
  return { task, outcome: { defines: brokenNames(task) } };
}

function* isDone({ key, work }: Pause): Generator<void, boolean, void> {
  for (let count = 0; count < mostSteps; count++) {
    const step = work.next();
    if (step.done) {
      keepResult(key, step.value);
      return true;
    }
    yield;
  }
  return false;
}
