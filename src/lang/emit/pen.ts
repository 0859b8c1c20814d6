import type { Size } from "../symbolic/graph";
import type { Code } from "./code";
import { createNames } from "./names";
import type { Input, Plan } from "./program";

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

/** What the printers of all targets write with: names that avoid those reserved, the helpers and symbolic sizes used so far. */
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
