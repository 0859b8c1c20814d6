import { type Node, Refusal } from "./graph";

/** The most pieces of notation that an answer may have. */
export const MAX_PIECES = 20_000;

/** @throws Refusal when the expression is too long to be written down */
export function assertPrintable(n: Node): void {
  if (n.length > MAX_PIECES) throw new Refusal("limit", tooLong);
}

const tooLong = { en: "This answer is too long to be written down.", zh: "这个结果过长，无法写出。" } as const;
