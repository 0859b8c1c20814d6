import type { SessionView } from "../session";
import type { Span } from "../syntax/tree";

/** The glued runs that touch a range, with their parts, in absolute offsets. */
export function cutsIn(
  { evaluated }: Pick<SessionView, "evaluated">,
  from: number,
  to: number,
): { readonly span: Span; readonly parts: readonly Span[] }[] {
  return evaluated.flatMap(({ place, cuts }) =>
    cuts
      .map(({ span, parts }) => ({
        span: shift(span, place.from),
        parts: parts.map((part) => shift(part, place.from)),
      }))
      .filter(({ span }) => span.from <= to && from <= span.to),
  );
}

const shift = ({ from, to }: Span, by: number): Span => ({ from: from + by, to: to + by });
