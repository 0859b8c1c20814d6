import type { Numeric } from "../symbolic/evaluate";
import { type Code, isArray } from "./code";
import { helperText, rustHelpers } from "./compiled-helpers";
import { reservedWords } from "./names";
import { createPen, isItsOwnShape, type Pen, shapeNote, usedSizes } from "./pen";
import { floatText } from "./piece";
import type { Input, Plan, Probe } from "./program";
import { rustExpression } from "./rust";
import { testStep } from "./test-plan";
import { functionName, headline, resultLines } from "./words";

const types = { scalar: "f64", vector: "DVector<f64>", matrix: "DMatrix<f64>" } as const;

/** The whole module for Rust with nalgebra; the test is one of `cargo test`. */
export function rustFile(plan: Plan): string {
  const pen = createPen(plan, reservedWords.rust);
  const name = functionName(plan, pen);
  const body = functionLines(pen, name);
  const test = testLines(pen, name);
  const text = [...body, ...test].join("\n");
  const used = ["DMatrix", "DVector"].filter(
    (type) => text.includes(type) || helperText(rustHelpers, pen.helpers).join().includes(type),
  );
  return `${[
    ...headline(plan, "Rust with nalgebra").map((line) => `// ${line}`),
    ...(used.length > 0 ? ["", `use nalgebra::{${used.join(", ")}};`] : []),
    ...helperText(rustHelpers, pen.helpers),
    "",
    ...body,
    ...test,
  ].join("\n")}\n`;
}

function functionLines(pen: Pen, name: string): string[] {
  const { plan } = pen;
  const lines: string[] = [];
  for (const { code, hint } of plan.steps) {
    const { s } = rustExpression(pen, code);
    const fresh = pen.fresh(hint);
    lines.push(`let ${fresh} = ${s}; // ${shapeNote(code)}`);
    pen.steps.set(code, fresh);
  }
  const values = plan.outputs.map(({ code, name: wish }) => {
    const { s } = rustExpression(pen, code);
    const owned = isArray(code) && /^\w+$/.test(s) ? `${s}.clone()` : s;
    if (plan.outputs.length === 1) return owned;
    const fresh = pen.fresh(wish);
    lines.push(`let ${fresh} = ${owned};${isArray(code) ? ` // ${shapeNote(code)}` : ""}`);
    return fresh;
  });
  const body = lines.join("\n");
  const known = plan.constants
    .map((c) => ({ c, safe: pen.name(c.name) }))
    .filter(({ safe }) => new RegExp(`\\b${safe}\\b`).test(`${body}\n${values.join("\n")}`))
    .map(
      ({ c, safe }) =>
        `let ${safe} = ${literal({ rows: Number(c.rows), cols: Number(c.cols), data: c.data }, c.kind)};`,
    );
  const asserts = plan.inputs.flatMap((input) => {
    const { name: n, kind, rows, cols } = input;
    const safe = pen.name(n);
    if (kind === "scalar" || isItsOwnShape(plan, input)) return [];
    return kind === "vector"
      ? [`assert_eq!(${safe}.len(), ${pen.size(rows)});`]
      : [`assert_eq!(${safe}.shape(), (${pen.size(rows)}, ${pen.size(cols)}));`];
  });
  const sizes = usedSizes(pen).flatMap((size) => {
    const from = plan.sizes.get(size);
    if (!from) return [];
    const axis = from.axis === 0 ? "nrows" : "ncols";
    return [`let ${pen.name(size)} = ${pen.name(from.input.name)}.${axis}();`];
  });
  const parameters = plan.inputs.map(
    ({ kind, name: n }) => `${pen.name(n)}: ${kind === "scalar" ? "f64" : `&${types[kind]}`}`,
  );
  const results = plan.outputs.map(({ kind }) => types[kind]);
  return [
    ...plan.inputs.map((input) => `/// ${inputNote(pen, input)}`),
    ...resultLines(plan).map((line) => `/// ${line}`),
    "#[allow(non_snake_case)]",
    `pub fn ${name}(${parameters.join(", ")}) -> ${results.length === 1 ? results[0] : `(${results.join(", ")})`} {`,
    ...[...sizes, ...asserts, ...known, ...lines].map((line) => `    ${line}`),
    `    ${values.length === 1 ? values[0] : `(${values.join(", ")})`}`,
    "}",
  ];
}

function inputNote(pen: Pen, { name, note, ...shape }: Input): string {
  return `${pen.name(name)}: ${shapeNote(shape)}${note ? `, ${note}` : ""}`;
}

function literal({ rows, cols, data }: Numeric, kind: Code["kind"]): string {
  const list = [...data].map((x) => floatText(x, true)).join(", ");
  if (kind === "scalar") return list;
  return kind === "vector"
    ? `DVector::from_vec(vec![${list}])`
    : `DMatrix::from_row_slice(${rows}, ${cols}, &[${list}])`;
}

function testLines(pen: Pen, name: string): string[] {
  const { test, inputs, outputs } = pen.plan;
  if (!test) return [];
  const words = ["found", "expected", "h", "slope", "claim"].map(pen.fresh);
  const [found, expected, h, slope, claim] = words as [string, string, string, string, string];
  const names = inputs.map((input) => pen.name(input.name));
  const call = (args: readonly string[]) => `${name}(${args.join(", ")})`;
  const part = (text: string, at: number) => (outputs.length === 1 ? text : `${text}.${at}`);
  const lend = (text: string, kind: Code["kind"]) => (kind === "scalar" ? text : `&${text}`);
  const size = (text: string, kind: Code["kind"]) => (kind === "scalar" ? `f64::abs(${text})` : `(${text}).norm()`);
  const gap = (a: string, b: string, kind: Code["kind"]) => size(`${lend(a, kind)} - ${lend(b, kind)}`, kind);
  const probe = ({ output, base, moves, how }: Probe): string[] => {
    const moved = (sign: string) =>
      names.map((n, i) => {
        const at = moves.findIndex(({ input }) => input === i);
        const { kind } = inputs[i]!;
        if (at < 0) return lend(n, kind);
        const by = literal(moves[at]!.by, kind);
        return kind === "scalar" ? `${n} ${sign} ${h} * ${by}` : `&(&${n} ${sign} ${h} * ${by})`;
      });
    const all = moves.flatMap(({ by }) => [...by.data]);
    const V = literal({ rows: all.length, cols: 1, data: Float64Array.from(all) }, "vector");
    const along = contraction(part(found, output), outputs[output]!.kind, how, V, moves[0]!.by);
    const { kind } = outputs[base]!;
    return [
      `let ${slope} = (${part(call(moved("+")), base)} - ${part(call(moved("-")), base)}) / (2.0 * ${h});`,
      `let ${claim} = ${along};`,
      `assert!(${gap(slope, claim, kind)} <= 1e-6 * (1.0 + ${size(slope, kind)})); // ${outputs[output]!.name}`,
    ];
  };
  const { kind } = outputs[0]!;
  const lines = [
    ...inputs.map((input, i) => `let ${names[i]} = ${literal(test.point[i]!, input.kind)};`),
    `let ${found} = ${call(names.map((n, i) => lend(n, inputs[i]!.kind)))};`,
    `let ${expected} = ${literal(test.expected, kind)};`,
    `assert!(${gap(part(found, 0), expected, kind)} <= 1e-9 * (1.0 + ${size(expected, kind)}));`,
    ...(test.probes.length > 0 ? [`let ${h} = ${testStep};`] : []),
    ...test.probes.flatMap(probe),
  ];
  return [
    "",
    "#[cfg(test)]",
    "#[allow(non_snake_case)]",
    "mod tests {",
    "    use super::*;",
    "",
    "    /// The derivatives against central differences at a fixed point.",
    "    #[test]",
    "    fn self_test() {",
    ...lines.map((line) => `        ${line}`),
    "    }",
    "}",
  ];
}

/** The derivative along the direction, from the derivative that the function gave. */
function contraction(made: string, kind: Code["kind"], how: Probe["how"], V: string, only: Numeric): string {
  const first = floatText(only.data[0]!, true);
  if (kind === "scalar") return `${made} * ${first}`;
  if (how === "apply") return kind === "matrix" ? `&${made} * ${V}` : `&${made} * ${first}`;
  return kind === "vector" ? `${made}.dot(&${V})` : `${made}.component_mul(&${literal(only, "matrix")}).sum()`;
}
