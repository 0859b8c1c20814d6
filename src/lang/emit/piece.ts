import { Q } from "../../core/num/rational";
import { type Coefficient, N } from "../symbolic/coefficient";
import type { Size } from "../symbolic/graph";
import type { Code } from "./code";
import { createNames } from "./names";
import type { Input, Plan } from "./plan";

/** Printed code and how tightly it holds together. */
export interface Piece {
  readonly s: string;
  readonly level: number;
}

/** From loose to tight; a piece stands in parentheses where a tighter one is due. */
export const Level = { sum: 1, product: 2, unary: 3, power: 4, atom: 5 } as const;

export const atom = (s: string): Piece => ({ s, level: Level.atom });

/** The text of a piece where at least `level` is due. */
export const wrap = (p: Piece, level: number): string => (p.level >= level ? p.s : `(${p.s})`);

/** a op b for operators of one level that group to the left. */
export function infix(a: Piece, op: string, b: Piece, level: number): Piece {
  return { s: `${wrap(a, level)} ${op} ${wrap(b, level + 1)}`, level };
}

/**
 * A number. Finite decimals are written out, other fractions as a quotient; with `point`, whole numbers end in `.0`, as
 * languages want it that tell integers from floating point.
 */
export function numberPiece(value: Coefficient, point: boolean): Piece {
  const x = N.toNumber(value);
  const whole = (n: string) => (point && /^-?\d+$/.test(n) ? `${n}.0` : n);
  const level = x < 0 ? Level.unary : Level.atom;
  if (N.isApprox(value)) return { s: floatText(x, point), level };
  const d = Q.denominator(value);
  if (d === 1n || isDecimal(d)) return { s: floatText(x, point), level };
  return { s: `${whole(String(Q.numerator(value)))} / ${whole(String(d))}`, level: Level.product };
}

/** Floating point so that it is read back as the same number. */
export function floatText(x: number, point: boolean): string {
  const s = String(x);
  return point && /^-?\d+$/.test(s) ? `${s}.0` : s;
}

/** Whether 1/d has at most 12 decimals. */
function isDecimal(d: bigint): boolean {
  return 10n ** 12n % d === 0n;
}

/** What writing one program gathers: names given, helpers and sizes used. */
export interface Pen {
  readonly plan: Plan;
  /** A safe name for a name of the file. */
  readonly name: (name: string) => string;
  /** A name for a step that nothing else has. */
  readonly fresh: (hint: string) => string;
  /** Steps that are named already. */
  readonly steps: Map<Code, string>;
  readonly helpers: Set<string>;
  readonly sizes: Set<string>;
  readonly size: (size: Size) => string;
}

export function createPen(plan: Plan, reserved: readonly string[]): Pen {
  const names = createNames(new Set(reserved));
  const sizes = new Set<string>();
  const size = (s: Size): string => {
    if (typeof s === "number") return String(s);
    if (s.includes("·"))
      return s
        .split("·")
        .map((part) => size(/^\d+$/.test(part) ? Number(part) : part))
        .join(" * ");
    sizes.add(s);
    return names.name(s);
  };
  for (const { name } of [...plan.inputs, ...plan.constants]) names.name(name);
  for (const name of plan.sizes.keys()) names.name(name);
  return { plan, ...names, steps: new Map(), helpers: new Set(), sizes, size };
}

/** The symbolic sizes that the program mentions, and those that shapes of inputs are checked against. */
export function usedSizes({ plan, sizes }: Pen): string[] {
  return [...plan.sizes.keys()].filter((s) => sizes.has(s) || plan.sizes.get(s) === undefined);
}

/** Whether an input's shape is where all of its sizes are read off, so that there is nothing to check. */
export function isItsOwnShape({ sizes }: Plan, input: Input): boolean {
  const own = (size: Size, axis: 0 | 1) => {
    const from = typeof size === "string" ? sizes.get(size) : undefined;
    return from?.input === input && from.axis === axis;
  };
  return own(input.rows, 0) && (input.kind === "vector" || own(input.cols, 1));
}

/** `n×m`, `n`, `scalar`: the shape for a comment. */
export function shapeNote({
  kind,
  rows,
  cols,
}: {
  readonly kind: Code["kind"];
  readonly rows: Size;
  readonly cols: Size;
}): string {
  return kind === "scalar" ? "scalar" : kind === "vector" ? `vector ${rows}` : `matrix ${rows}×${cols}`;
}
