import { type Environment, evaluator } from "./evaluate";
import type { Node } from "./graph";

/** What a rounded value may be off by, relative to the largest number it was made from. */
const ROUNDING = 1e-12;

/** Functions that jump, and those that only have a kink. */
const jumps: ReadonlySet<string> = new Set(["where", "step", "sign"]);
const kinks: ReadonlySet<string> = new Set(["max", "min", "abs", "relu"]);

/**
 * Whether every choice in some expressions falls beyond rounding at a point. Where one does not (`sum(softmax(x)) > 1`, two entries
 * of a maximum that are equal), the floating-point value says nothing of a jump, nor of a derivative at a kink.
 *
 * @param of  `values`: only jumps matter; `derivatives`: kinks do too
 * @throws RangeError as {@link evaluator} does
 */
export function isDecided(roots: readonly Node[], env: Environment, of: "values" | "derivatives"): boolean {
  const value = evaluator(env);
  const sizes = new Map<Node, number>();
  const sizeOf = (n: Node): number => {
    const known = sizes.get(n);
    if (known !== undefined) return known;
    const own = value(n).data.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
    const size = Math.max(own, ...n.args.map(sizeOf));
    sizes.set(n, size);
    return size;
  };
  const seen = new Set<Node>();
  const isClear = (n: Node): boolean => {
    if (seen.has(n)) return true;
    seen.add(n);
    if (n.op === "call" && (jumps.has(n.name) || (of === "derivatives" && kinks.has(n.name)))) {
      const margin = ROUNDING * Math.max(...n.args.map(sizeOf));
      if (n.name === "max" || n.name === "min") {
        if (!isAlone(n, value, margin)) return false;
      } else if (value(n.args[0]!).data.some((x) => Math.abs(x) <= ROUNDING * sizeOf(n.args[0]!))) return false;
    }
    return n.args.every(isClear);
  };
  return roots.every(isClear);
}

/** Whether one entry is beyond rounding the largest (or least). */
function isAlone(n: Node, value: ReturnType<typeof evaluator>, margin: number): boolean {
  const args = n.args.map((a) => value(a).data);
  const length = Math.max(...args.map((a) => a.length));
  const groups =
    args.length === 1
      ? [Array.from(args[0]!)]
      : Array.from({ length }, (_, k) => args.map((a) => a[a.length === 1 ? 0 : k]!));
  return groups.every((group) => {
    const top = n.name === "max" ? Math.max(...group) : Math.min(...group);
    return group.filter((x) => Math.abs(x - top) <= margin).length === 1;
  });
}
