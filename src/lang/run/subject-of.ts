import type { QuadraticForm } from "./form";
import type { Numbers } from "./numbers";
import type { Scalarised } from "./quadratic";
import { realToNumber } from "./real";
import type { FunctionSubject, Knob, Subject } from "./subject";

type More = Partial<Omit<FunctionSubject, "kind" | "name" | "variables" | "knobs" | "quadratic">> & {
  readonly q?: QuadraticForm | undefined;
  readonly knobs?: readonly Knob[];
};

/** A function for the panel, with what the statement says about it. */
export function functionSubject(f: Scalarised, { q, knobs, ...more }: More = {}): FunctionSubject {
  const quadratic = q && {
    A: q.form.A.map((row) => row.map(realToNumber)),
    b: q.b.map(realToNumber),
    c: realToNumber(q.c),
  };
  return {
    kind: "function",
    name: f.fn.name,
    variables: f.names,
    ...(quadratic ? { quadratic } : {}),
    knobs: knobs ?? [],
    ...more,
  };
}

/** A matrix for the panel, in floating point. */
export function matrixSubject({ rows, cols, entries }: Numbers, name?: string): Subject {
  const floats = entries.map(realToNumber);
  return {
    kind: "matrix",
    ...(name ? { name } : {}),
    rows: Array.from({ length: rows }, (_, i) => floats.slice(i * cols, (i + 1) * cols)),
  };
}
