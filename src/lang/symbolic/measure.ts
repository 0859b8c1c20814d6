import { type Node, Refusal } from "./graph";

/** The most pieces of notation that an answer may have. */
export const MAX_PIECES = 20_000;

/** How long an expression is once its shared parts are written out, numbers counted; saturates far beyond {@link MAX_PIECES}. */
export function lengthOf(n: Node): number {
  if (n.args.length === 0) return 1;
  const known = lengths.get(n);
  if (known !== undefined) return known;
  let length = 1;
  for (const c of n.coefs) if (c !== 1 && c !== -1) length++;
  for (const a of n.args) length += lengthOf(a);
  length = Math.min(length, 1e12);
  lengths.set(n, length);
  return length;
}

/** Nodes never change, and the shortest form is looked for by asking the same ones again and again. */
const lengths = new WeakMap<Node, number>();

/** @throws Refusal when the expression is too long to be written down */
export function assertPrintable(n: Node): void {
  if (lengthOf(n) > MAX_PIECES) throw new Refusal("limit", tooLong);
}

const tooLong = { en: "This answer is too long to be written down.", zh: "这个结果过长，无法写出。" } as const;
