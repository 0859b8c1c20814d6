import type { Text } from "../../words/text";
import { attempt } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { cppFile } from "./cpp-file";
import { juliaFile } from "./julia";
import { latexFile } from "./latex";
import { planOf } from "./plan";
import type { EmitRequest, Plan } from "./program";
import { jaxDialect, numpyDialect, torchDialect } from "./python-dialects";
import { pythonFile } from "./python-file";
import { rustFile } from "./rust-file";
import { missing, type Target } from "./target";
import { typescriptFile } from "./typescript-file";

export type { EmitRequest, Result } from "./program";
export { type Target, targetFacts, targetOf, targets } from "./target";
export { emittedName } from "./words";

/** Source code, or what stood in the way. */
export interface Emitted {
  /** A whole file; absent where a function of the formula has no form in the target. */
  readonly code?: string;
  readonly problems: readonly Text[];
}

const printers: { readonly [T in Target]: (plan: Plan) => string } = {
  numpy: (plan) => pythonFile(plan, numpyDialect),
  jax: (plan) => pythonFile(plan, jaxDialect),
  pytorch: (plan) => pythonFile(plan, torchDialect),
  julia: juliaFile,
  typescript: typescriptFile,
  cpp: cppFile,
  rust: rustFile,
  latex: latexFile,
};

/** One plan serves all targets of a request. */
const plans = new WeakMap<EmitRequest, Plan>();

/** The first function of the formulas that a target has no form of. */
export function missingFunction({ results }: EmitRequest, target: Target): string | undefined {
  const seen = new Set<Node>();
  const visit = (n: Node): string | undefined => {
    if (seen.has(n)) return undefined;
    seen.add(n);
    if (n.op === "call" && missing[target].has(n.name)) return n.name;
    for (const a of n.args) {
      const name = visit(a);
      if (name !== undefined) return name;
    }
    return undefined;
  };
  for (const { node } of results) {
    const name = visit(node);
    if (name !== undefined) return name;
  }
  return undefined;
}

/**
 * A file in the target's language that computes what is asked for in one function: shared parts named, systems solved instead of
 * inverses formed, logarithms and exponentials in their stable forms, shapes in comments and checked, and a test of its own.
 */
export function emitCode(request: EmitRequest, target: Target): Emitted {
  const { value, refusal } = attempt(() => {
    const plan = plans.get(request) ?? planOf(request);
    plans.set(request, plan);
    return { code: printers[target](plan), problems: target === "latex" ? [] : plan.problems };
  });
  return value ?? { problems: [refusal!.text] };
}
