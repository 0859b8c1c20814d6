import type { Span } from "../syntax/tree";
import type { Head, Item, Term } from "./term";

export const isHead = (item: Item): item is Head => "primes" in item;
/** The name of the function that waits for its argument. */
export const headName = ({ head }: Head): string => ("fn" in head ? head.fn.name : head.known);

/** The place of anything that has one, without the rest. */
export const spanOf = ({ from, to }: Span): Span => ({ from, to });
/** Stands for what could not be read; nothing more is said of it. */
export const broken = ({ from, to }: Span): Term => ({ op: "broken", from, to });

/** What is written at a span, on one line. */
export const textOf = (context: { readonly text: string }, { from, to }: Span): string =>
  context.text.slice(from, to).replace(/\s+/g, " ");
