import { clauseWords, deriveWords, optimiserWords, otherWords, queryWords } from "../syntax/words";
import { type Context, complain } from "./context";
import type { Fn } from "./term";

/** What the words of statements look like with all that belongs to them; `f` stands for a function. */
const examples: Readonly<Record<string, string>> = {
  __proto__: null as never,
  assume: "assume λ > 0",
  check: "check ∇f = 2 x",
  plot: "plot f",
  export: "export f to numpy",
  load: 'X = load "points.csv"',
  derive: "derive f at (1, 2)",
  partial: "partial f wrt x",
  hvp: "hvp f along (1, 0) at (1, 2)",
  jacobian: "jacobian f",
  classify: "classify f",
  convex: "convex f",
  definite: "definite [2 1; 1 2]",
  grad: "grad f",
  hess: "hess f",
  diff: "diff(f, x)",
  minimise: "minimise f",
  maximise: "maximise f",
  stationary: "stationary f",
};

/** A word of a statement with all that belongs to it, about the last function of the file if there is one. */
export function exampleOf(context: Context, word: string): string | undefined {
  const canonical = queryWords.get(word) ?? word;
  const example = optimiserWords.has(word) ? `${word} f from (1, 1)` : examples[canonical];
  const fn = lastFunction(context);
  return fn && example ? example.replace(/\bf\b/, fn.name) : example;
}

/** Whether a name that means nothing is a word that a statement begins with. */
export const isStatementWord = (name: string): boolean =>
  queryWords.has(name) ||
  deriveWords.has(name) ||
  optimiserWords.has(name) ||
  otherWords.has(name) ||
  ["grad", "hess", "diff"].includes(name);

const words = [...otherWords, ...deriveWords, ...queryWords.keys(), ...optimiserWords, ...clauseWords, "from", "step"];

/** The word of a statement that a run of three letters or more begins: nobody means the product of its letters. */
export const wordBegunBy = (run: string): string | undefined =>
  run.length < 3 ? undefined : words.find((word) => word.length > run.length && word.startsWith(run));

function lastFunction(context: Context): Fn | undefined {
  let last: Fn | undefined;
  for (const name of context.scope.names()) {
    const entity = context.scope.find(name);
    if (entity?.kind === "function") last = entity.fn;
  }
  return last;
}

/** A statement whose function is not typed yet: says what goes there. */
export function complainHalfTyped(context: Context, word: string, span: { from: number; to: number }): void {
  complain(context, "half-typed", { word, example: exampleOf(context, word) ?? `${word} f` }, span);
}
