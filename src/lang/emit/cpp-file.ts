import type { Numeric } from "../symbolic/evaluate";
import { type Code, isArray } from "./code";
import { cppHelpers, helperText } from "./compiled-helpers";
import { cppExpression } from "./cpp";
import { reservedWords } from "./names";
import { createPen, isItsOwnShape, type Pen, shapeNote, usedSizes } from "./pen";
import { floatText } from "./piece";
import type { Input, Plan, Probe } from "./program";
import { testStep } from "./test-plan";
import { functionName, headline, resultLines } from "./words";

const types = { scalar: "double", vector: "VectorXd", matrix: "MatrixXd" } as const;

/** The whole file for C++ with Eigen; its test is the program itself, compiled with `-DSELF_TEST`. */
export function cppFile(plan: Plan): string {
  const pen = createPen(plan, reservedWords.cpp);
  const name = functionName(plan, pen);
  const result = pen.fresh(`${name}_result`);
  const body = functionLines(pen, name, result);
  const known = plan.constants.map(
    (c) =>
      `static const ${types[c.kind]} ${pen.name(c.name)} = ${literal({ rows: Number(c.rows), cols: Number(c.cols), data: c.data }, c.kind)};`,
  );
  const test = testLines(pen, name);
  return `${[
    ...headline(plan, "C++ with Eigen").map((line) => `// ${line}`),
    "#include <Eigen/Dense>",
    "#include <algorithm>",
    "#include <cassert>",
    "#include <cmath>",
    ...(body.some((line) => line.includes("numeric_limits")) ? ["#include <limits>"] : []),
    "",
    "using Eigen::MatrixXd;",
    "using Eigen::VectorXd;",
    ...helperText(cppHelpers, pen.helpers),
    ...(known.length > 0 ? ["", ...known] : []),
    "",
    ...body,
    ...test,
  ].join("\n")}\n`;
}

function functionLines(pen: Pen, name: string, result: string): string[] {
  const { plan } = pen;
  const lines: string[] = [];
  for (const { code, hint } of plan.steps) {
    const { s } = cppExpression(pen, code);
    const fresh = pen.fresh(hint);
    lines.push(`const ${types[code.kind]} ${fresh} = ${s};  // ${shapeNote(code)}`);
    pen.steps.set(code, fresh);
  }
  const single = plan.outputs.length === 1;
  const values = plan.outputs.map(({ code }) => cppExpression(pen, code).s);
  const asserts = plan.inputs.flatMap((input) => {
    const { name: n, kind, rows, cols } = input;
    const safe = pen.name(n);
    if (kind === "scalar" || isItsOwnShape(plan, input)) return [];
    return [
      `assert(${safe}.rows() == ${pen.size(rows)}${kind === "matrix" ? ` && ${safe}.cols() == ${pen.size(cols)}` : ""});`,
    ];
  });
  const sizes = usedSizes(pen).flatMap((size) => {
    const from = plan.sizes.get(size);
    if (!from) return [];
    const axis = from.axis === 0 ? "rows" : "cols";
    return [`[[maybe_unused]] const auto ${pen.name(size)} = ${pen.name(from.input.name)}.${axis}();`];
  });
  const parameters = plan.inputs.map(({ kind, name: n }) =>
    kind === "scalar" ? `double ${pen.name(n)}` : `const ${types[kind]}& ${pen.name(n)}`,
  );
  const struct = single
    ? []
    : [
        `struct ${result} {`,
        ...plan.outputs.map(
          ({ kind, name: n, code }) => `  ${types[kind]} ${n};${isArray(code) ? `  // ${shapeNote(code)}` : ""}`,
        ),
        "};",
        "",
      ];
  return [
    ...struct,
    ...plan.inputs.map((input) => `// ${inputNote(pen, input)}`),
    ...resultLines(plan).map((line) => `// ${line}`),
    `inline ${single ? types[plan.outputs[0]!.kind] : result} ${name}(${parameters.join(", ")}) {`,
    ...[...sizes, ...asserts, ...lines].map((line) => `  ${line}`),
    `  return ${single ? values[0] : `{${values.join(", ")}}`};`,
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
    ? `(VectorXd(${data.length}) << ${list}).finished()`
    : `(MatrixXd(${rows}, ${cols}) << ${list}).finished()`;
}

function testLines(pen: Pen, name: string): string[] {
  const { test, inputs, outputs } = pen.plan;
  if (!test) return [];
  const [found, h, slope, claim] = ["found", "h", "slope", "claim"].map(pen.fresh) as [string, string, string, string];
  const names = inputs.map((input) => pen.name(input.name));
  const call = (args: readonly string[]) => `${name}(${args.join(", ")})`;
  const part = (text: string, at: number) => (outputs.length === 1 ? text : `${text}.${outputs[at]!.name}`);
  const size = (text: string, kind: Code["kind"]) => (kind === "scalar" ? `std::abs(${text})` : `(${text}).norm()`);
  const probe = ({ output, base, moves, how }: Probe): string[] => {
    const moved = (sign: string) =>
      names.map((n, i) => {
        const at = moves.findIndex(({ input }) => input === i);
        return at < 0 ? n : `${n} ${sign} ${h} * ${literal(moves[at]!.by, inputs[i]!.kind)}`;
      });
    const all = moves.flatMap(({ by }) => [...by.data]);
    const V = literal({ rows: all.length, cols: 1, data: Float64Array.from(all) }, "vector");
    const along = contraction(part(found, output), outputs[output]!.kind, how, V, moves[0]!.by);
    const { kind } = outputs[base]!;
    return [
      "{",
      `  const ${types[kind]} ${slope} = (${part(call(moved("+")), base)} - ${part(call(moved("-")), base)}) / (2 * ${h});`,
      `  const ${types[kind]} ${claim} = ${along};`,
      `  if (${size(`${slope} - ${claim}`, kind)} > 1e-6 * (1 + ${size(slope, kind)})) return 1;  // ${outputs[output]!.name}`,
      "}",
    ];
  };
  const { kind } = outputs[0]!;
  const expected = literal(test.expected, kind);
  const lines = [
    ...inputs.map((input, i) => `const ${types[input.kind]} ${names[i]} = ${literal(test.point[i]!, input.kind)};`),
    `const auto ${found} = ${call(names)};`,
    `if (${size(`${part(found, 0)} - ${expected}`, kind)} > 1e-9 * (1 + ${size(expected, kind)})) return 1;`,
    ...(test.probes.length > 0 ? [`const double ${h} = ${testStep};`] : []),
    ...test.probes.flatMap(probe),
    "return 0;",
  ];
  return [
    "",
    "#ifdef SELF_TEST",
    "// The derivatives against central differences at a fixed point; 0 when they agree.",
    "int main() {",
    ...lines.map((line) => `  ${line}`),
    "}",
    "#endif",
  ];
}

/** The derivative along the direction, from the derivative that the function gave. */
function contraction(made: string, kind: Code["kind"], how: Probe["how"], V: string, only: Numeric): string {
  if (kind === "scalar" || (how === "apply" && kind === "vector")) return `${made} * ${floatText(only.data[0]!, true)}`;
  if (how === "apply") return `${made} * ${V}`;
  return kind === "vector" ? `${made}.dot(${V})` : `${made}.cwiseProduct(${literal(only, "matrix")}).sum()`;
}
