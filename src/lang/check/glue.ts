/** How a run of letters reads: cut into parts, in two ways at once, or not at all. */
export type Cut =
  | { readonly kind: "parts"; readonly parts: readonly string[]; readonly undeclared: readonly string[] }
  | { readonly kind: "ambiguous"; readonly ways: readonly [readonly string[], readonly string[]] }
  | { readonly kind: "none" };

const longestRun = 200;

/**
 * Cuts a run that is no name itself into names in scope. With no such cut, single letters that are not declared may be
 * cut off as well, if every part is a single letter and one at least is in scope.
 *
 * @param inScope asked with a part as it is written
 * @cost time O(n²) questions for a run of n characters, at most 200
 */
export function cutRun(run: string, inScope: (part: string) => boolean): Cut {
  if (run.length > longestRun) return { kind: "none" };
  const ways = cuts(run, inScope);
  if (ways.length === 1) return { kind: "parts", parts: ways[0], undeclared: [] };
  if (ways.length > 1) return { kind: "ambiguous", ways: [ways[0], ways[1]] };
  const letters = run.match(/\p{L}(?:_[\p{L}\p{N}]+|[₀-₉ₐ-ₜ]+)?/gu) ?? [];
  if (letters.length < 2 || letters.join("") !== run || !letters.some(inScope)) return { kind: "none" };
  return { kind: "parts", parts: letters, undeclared: [...new Set(letters.filter((letter) => !inScope(letter)))] };
}

/** At most two ways to write `run` as a sequence of two or more names, found from its end. */
function cuts(run: string, inScope: (part: string) => boolean): string[][] {
  const from: string[][][] = Array.from({ length: run.length + 1 }, () => []);
  from[run.length] = [[]];
  for (let start = run.length - 1; start >= 0; start--) {
    if (!/\p{L}/u.test(run[start])) continue;
    for (let end = start + 1; end <= run.length && from[start].length < 2; end++) {
      if (from[end].length === 0 || /[\p{N}_₀-₉ₐ-ₜ]/u.test(run[end] ?? "")) continue;
      if (end - start === run.length || !inScope(run.slice(start, end))) continue;
      for (const rest of from[end]) if (from[start].length < 2) from[start].push([run.slice(start, end), ...rest]);
    }
  }
  return from[0];
}
