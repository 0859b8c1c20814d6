import type { Expr, Span } from "../syntax/tree";
import type { Context } from "./context";
import type { Fn, Term } from "./term";

/** A function on its way to its argument. */
export interface Head extends Span {
  readonly head: { readonly fn: Fn } | { readonly known: string };
  /** `f''` has two. */
  readonly primes: number;
  /** `sin²` waits with its power. */
  readonly power?: Expr;
}

/** What an operand turns out to be: a factor, or a function waiting for its argument. */
export type Item = Term | Head;
export const isHead = (item: Item): item is Head => "primes" in item;
export const headName = ({ head }: Head): string => ("fn" in head ? head.fn.name : head.known);

export const spanOf = ({ from, to }: Span): Span => ({ from, to });
export const broken = ({ from, to }: Span): Term => ({ op: "broken", from, to });

/** What is written at a span, on one line. */
export const textOf = (context: Pick<Context, "text">, { from, to }: Span): string =>
  context.text.slice(from, to).replace(/\s+/g, " ");
