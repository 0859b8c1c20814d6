import { parseDocument } from "../../src/lang/syntax/document";
import type { Bench } from "./bench";

const block = [
  "# a section of the file",
  "f(x, y) = x² + y² + 1/3 x y",
  "∇f",
  "∇f(3, -4)",
  "A = [2 1; 1 3]",
  "b = [1; 2]",
  "q(x) = 1/2 x'A x - b'x",
  "eig A",
  "check ∇q = A x - b",
  "minimise q",
  "x, y : vector n",
  "loss(w) = ‖X w − y‖² + λ‖w‖²",
  "gd q from (2, 1) step 2/7 tol 1e-6",
  "plot f over x in [-3, 3], y in [-2, 2]",
  "",
].join("\n");

/** A text of `lines` lines, every one a statement; `k` makes texts without a common line. */
function linesOf(lines: number, k: number): string {
  return Array.from({ length: Math.ceil(lines / 15) }, (_, i) => block.replaceAll("f", `f${i}_${k}`))
    .join("\n")
    .split("\n")
    .slice(0, lines)
    .join("\n");
}

const text = linesOf(1005, 0);
const before = parseDocument(linesOf(2000, 0));
const after = before.text.replace("eig A", "eig A A");

const bench: Bench = {
  name: "reading Nabla text",
  cases: [
    { name: "1,005 lines from nothing", setup: () => () => parseDocument(text) },
    { name: "15 lines from nothing", setup: () => () => parseDocument(block) },
    { name: "one key in 2,000 lines", setup: () => () => parseDocument(after, before) },
  ],
};

export default [bench];
