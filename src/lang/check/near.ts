/** The candidate nearest to `name` by edits (insert, drop, replace, swap), if it is near enough to be meant. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const most = name.length <= 2 ? 0 : name.length <= 5 ? 1 : 2;
  let best: string | undefined;
  let bestEdits = most + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > bestEdits) continue;
    const same = candidate.toLowerCase() === name.toLowerCase();
    const edits = same ? 0.5 : editDistance(name, candidate, most + 1);
    const better =
      edits < bestEdits ||
      (edits === bestEdits && best !== undefined && best[0] !== name[0] && candidate[0] === name[0]);
    if (better) [best, bestEdits] = [candidate, edits];
  }
  return best;
}

/**
 * Edits that turn `a` into `b`, a swap of neighbours counted as one; `limit` if there are as many or more.
 *
 * @source Damerau, 1964, in the restricted (optimal string alignment) form
 */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) >= limit) return limit;
    [before, last] = [last, row];
  }
  return last[b.length];
}
