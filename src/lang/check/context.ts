import type { Problem } from "../problem";
import { type ProblemCode, problemOf, problemTable } from "../problems";
import type { Size } from "../symbolic/graph";
import type { Expr, Span } from "../syntax/tree";
import type { Place, Scope } from "./scope";
import type { Shape } from "./size";
import type { Item, Letter, Term } from "./term";

/** A problem before it is known where its statement stands; `place` is the statement's. */
export type Draft = (place: Place) => Problem;

/** A replacement relative to the statement's start. */
export interface Patch {
  readonly title: { readonly en: string; readonly zh: string };
  readonly edits: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  readonly preferred?: boolean;
}

/** Reading and shaping of a whole expression. */
export interface Reader {
  readonly resolve: (context: Context, expr: Expr, depth: number) => Term;
  readonly resolveItems: (context: Context, expr: Expr, depth: number) => Item[];
  readonly shapeOf: (context: Context, term: Term) => Shape | undefined;
}

/** What one statement's reading needs and gathers. */
export interface Context {
  readonly text: string;
  readonly place: Place;
  readonly scope: Scope;
  readonly drafts: Draft[];
  /** Parameters and indices, innermost last. */
  readonly locals: Map<string, Letter>;
  /** Parameters of the functions the statement is about: found after everything else. */
  readonly about: Map<string, Letter>;
  /** Undeclared letters. */
  readonly inferred: Map<string, Letter>;
  /** How the glued runs were cut, for colours and for "a new name changes this". */
  readonly cuts: { readonly span: Span; readonly parts: readonly Span[] }[];
  /** The readers that call each other, by way of the context, so that modules don't. */
  readonly reader: Reader;
  readonly depthLimit: number;
  /** Pairs of sizes that could not be made one. */
  readonly clashes: (readonly [Size, Size])[];
  failed: boolean;
}

type FactsOf<C extends ProblemCode> = Parameters<(typeof problemTable)[C]["say"]>[0];

/**
 * Adds a problem at a span of the statement; an error also marks the statement as failed. Facts that name lines are given
 * as a function, which is read when the problem is shown.
 */
export function complain<C extends ProblemCode>(
  context: Pick<Context, "drafts"> & { failed?: boolean },
  code: C,
  facts: FactsOf<C> | (() => FactsOf<C>),
  span: Span,
  patches: readonly Patch[] = [],
  related: readonly Relation[] = [],
): void {
  if (problemTable[code].severity === "error") context.failed = true;
  context.drafts.push((place) =>
    problemAt(code, typeof facts === "function" ? facts() : facts, span, place, patches, related),
  );
}

/** Takes back what was said of a place that holds this span of the statement: what is known by now leaves no doubt. */
export function withdraw({ drafts, place }: Pick<Context, "drafts" | "place">, code: string, span: Span): void {
  const [from, to] = [span.from + place.from, span.to + place.from];
  const isMeant = (draft: Draft): boolean => {
    const problem = draft(place);
    return problem.code === code && problem.from <= from && to <= problem.to;
  };
  const kept = drafts.filter((draft) => !isMeant(draft));
  drafts.splice(0, drafts.length, ...kept);
}

/** The problem with its spans moved to where its statement stands now. */
export function problemAt<C extends ProblemCode>(
  code: C,
  facts: FactsOf<C>,
  span: Span,
  place: Place,
  patches: readonly Patch[] = [],
  related: readonly Relation[] = [],
): Problem {
  const shift = <S extends Span>(s: S): S => ({ ...s, from: s.from + place.from, to: s.to + place.from });
  return problemOf(
    code,
    facts,
    shift({ from: span.from, to: span.to }),
    patches.map((patch) => ({ ...patch, edits: patch.edits.map(shift) })),
    related.map((other) => ({
      from: other.place.from + other.span.from,
      to: other.place.from + other.span.to,
      message: other.message,
    })),
  );
}

/** Another place that a problem has to do with. */
interface Relation {
  readonly place: Place;
  readonly span: Span;
  readonly message: { readonly en: string; readonly zh: string };
}
