/** The names that a formula of the demos may give its variables; the first two it always has. */
export const variableNames: readonly string[] = ["x", "y", "z", "w", "s", "t"];

/** Names of the language that could be taken for a product of variables. */
const constants = /[eπ]/g;

/** The variables of a formula, x and y always, in the order of `variableNames`. */
export function variablesOf(formula: string): readonly string[] {
  const used = new Set<string>(["x", "y"]);
  for (const [word] of formula.matchAll(/\p{L}+/gu)) {
    const letters = [...word.replace(constants, "")];
    // `zw` is a product; `sqrt` and `tan` are other words.
    if (letters.every((letter) => variableNames.includes(letter))) for (const letter of letters) used.add(letter);
  }
  return variableNames.filter((name) => used.has(name));
}
