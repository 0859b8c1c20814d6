import type { Rng } from "../num/rng";
import type { Classes } from "./samples";

/** One way to leave rows out: what is fitted, and what is judged. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * k folds, each with about the shares of the classes of the whole, in the order of the rows unless an rng shuffles them.
 * @throws RangeError when k is out of [2, n]
 */
export function stratifiedFolds({ of, count }: Classes, k: number, rng?: Rng): Fold[] {
  const n = of.length;
  checkFolds(k, n);
  // The classes dealt out in turn say how many rows of each a fold tests; its rows are then taken in order.
  const first = new Map<number, number>();
  for (const label of of) first.set(label, first.get(label) ?? first.size);
  const dealt = Array.from(of, (label) => first.get(label)!).sort((a, b) => a - b);
  const share = Array.from({ length: k }, () => new Int32Array(count));
  dealt.forEach((label, i) => void share[i % k][label]++);
  const home = new Int32Array(n);
  for (const [label, code] of first) {
    const rows = [...of.keys()].filter((i) => of[i] === label);
    if (rng) shuffle(rows, rng);
    let at = 0;
    for (let fold = 0; fold < k; fold++) for (let c = 0; c < share[fold][code]; c++) home[rows[at++]] = fold;
  }
  return gather(home, k);
}

/** k folds of shuffled rows. */
export function shuffledFolds(n: number, k: number, rng: Rng): Fold[] {
  checkFolds(k, n);
  return gather(
    Int32Array.from(
      shuffle(
        Array.from({ length: n }, (_, i) => i % k),
        rng,
      ),
    ),
    k,
  );
}

/** Shuffles a list in place. @source Fisher & Yates 1938, as by Durstenfeld 1964 */
export function shuffle<T>(list: T[], rng: Rng): T[] {
  for (let k = list.length - 1; k > 0; k--) {
    const at = rng.nextBelow(k + 1);
    [list[k], list[at]] = [list[at], list[k]];
  }
  return list;
}

function gather(home: Int32Array, k: number): Fold[] {
  const rows = [...home.keys()];
  return Array.from({ length: k }, (_, fold) => ({
    train: Int32Array.from(rows.filter((i) => home[i] !== fold)),
    test: Int32Array.from(rows.filter((i) => home[i] === fold)),
  }));
}

function checkFolds(k: number, n: number): void {
  if (!Number.isInteger(k) || k < 2 || k > n) throw new RangeError(`k must be a whole number in [2, ${n}], got ${k}`);
}
