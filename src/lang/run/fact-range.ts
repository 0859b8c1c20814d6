import { Q, type Rational } from "../../core/num/rational";

/** What one comparison with a number says about a symbol. */
export interface Bound {
  readonly word: string;
  readonly value: Rational;
}

/** Whether no value satisfies all bounds: entries for `<` and its like, eigenvalues for `≺` and its like. */
export function rangeClash(bounds: readonly Bound[]): boolean {
  const orders = bounds.filter(({ word }) => "≻≽≺≼".includes(word));
  const words = new Map([
    ["≻", ">"],
    ["≽", "≥"],
    ["≺", "<"],
    ["≼", "≤"],
  ]);
  const spectrum = orders.map(({ word, value }) => ({ word: words.get(word) ?? word, value }));
  const isEmptySpectrum = spectrum.length > 1 && isEmpty(spectrum);
  return isEmptySpectrum || isEmpty(bounds.filter(({ word }) => !words.has(word)));
}

function isEmpty(bounds: readonly Bound[]): boolean {
  const lows = bounds.filter(({ word }) => word === ">" || word === "≥" || word === "=");
  const highs = bounds.filter(({ word }) => word === "<" || word === "≤" || word === "=");
  const crossed = lows.some((low) =>
    highs.some((high) => {
      const gap = Q.compare(low.value, high.value);
      return gap > 0 || (gap === 0 && (low.word === ">" || high.word === "<"));
    }),
  );
  const fixed = bounds.filter(({ word }) => word === "=");
  return crossed || fixed.some(({ value }) => bounds.some((b) => b.word === "≠" && Q.same(b.value, value)));
}
