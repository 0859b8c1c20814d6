import type { Numeric } from "../symbolic/evaluate";
import { reservedWords } from "./names";
import { createPen, type Pen, shapeNote, usedSizes } from "./pen";
import { floatText } from "./piece";
import type { Input, Plan, Probe } from "./program";
import { pythonExpression } from "./python";
import { type Dialect, nested } from "./python-dialects";
import { testStep } from "./test-plan";
import { functionName, headline, resultLines } from "./words";

/** The whole file: helpers, known arrays, the function, its test. */
export function pythonFile(plan: Plan, d: Dialect): string {
  const pen = createPen(plan, reservedWords.python);
  const name = functionName(plan, pen);
  const constants = plan.constants.map(
    (c) =>
      `${pen.name(c.name)} = ${numbersText(d, { rows: Number(c.rows), cols: Number(c.cols), data: c.data }, c.kind === "matrix")}`,
  );
  const body = functionLines(pen, d, name);
  const test = testLines(pen, d, name);
  const helpers = [...pen.helpers].flatMap((helper) => ["", "", ...d.helpers[helper]!]);
  const isMath = !d.imports.includes("import math") && helpers.some((line) => line.includes("math."));
  const imports = d.imports.filter((line) => line !== "import math" || uses([...helpers, ...body], "math."));
  const trimmed = imports[0] === "" ? imports.slice(1) : imports;
  return `${[
    ...headline(plan, d.title).map((line) => `# ${line}`),
    ...(isMath ? ["import math", ""] : []),
    ...trimmed,
    ...helpers,
    ...(constants.length > 0 ? ["", ...constants] : []),
    "",
    "",
    ...body,
    ...test,
  ].join("\n")}\n`;
}

const uses = (lines: readonly string[], word: string): boolean => lines.some((line) => line.includes(word));

function functionLines(pen: Pen, d: Dialect, name: string): string[] {
  const { plan } = pen;
  const lines: string[] = [];
  for (const { code, hint } of plan.steps) {
    const text = pythonExpression(pen, d, code).s;
    const fresh = pen.fresh(hint);
    lines.push(`${fresh} = ${text}  # ${shapeNote(code)}`);
    pen.steps.set(code, fresh);
  }
  const returned = plan.outputs.map(({ code, name: wish, kind }) => {
    const text = pythonExpression(pen, d, code).s;
    if (plan.outputs.length === 1) return text;
    const fresh = pen.fresh(wish);
    lines.push(`${fresh} = ${text}${kind === "scalar" ? "" : `  # ${shapeNote(code)}`}`);
    return fresh;
  });
  const checks = shapeLines(pen, d);
  return [
    `def ${name}(${plan.inputs.map(({ name: n }) => pen.name(n)).join(", ")}):`,
    `    """${plan.request.title}`,
    "",
    ...plan.inputs.map((input) => `    ${inputNote(pen, input)}`),
    ...resultLines(plan).map((line) => `    ${line}`),
    '    """',
    ...[...checks, ...lines].map((line) => `    ${line}`),
    `    return ${returned.join(", ")}`,
  ];
}

function inputNote(pen: Pen, { name, note, ...shape }: Input): string {
  const safe = pen.name(name);
  return `${safe}: ${shapeNote(shape)}${note ? `, ${note}` : ""}${safe === name ? "" : ` (${name})`}`;
}

/** Sizes read off the inputs, and asserts that the others fit. */
function shapeLines(pen: Pen, d: Dialect): string[] {
  const { plan } = pen;
  const asserts = plan.inputs.flatMap((input) => {
    const { kind, rows, cols } = input;
    const name = pen.name(input.name);
    if (kind === "scalar") return d.np === "torch" ? [`${name} = torch.as_tensor(${name}, dtype=torch.float64)`] : [];
    const shape = kind === "vector" ? `(${pen.size(rows)},)` : `(${pen.size(rows)}, ${pen.size(cols)})`;
    return [`assert ${name}.shape == ${shape}, "${name} must be ${shapeNote(input)}"`];
  });
  const sizes = usedSizes(pen).flatMap((size) => {
    const from = plan.sizes.get(size);
    return from ? [`${pen.name(size)} = ${pen.name(from.input.name)}.shape[${from.axis}]`] : [];
  });
  return [...sizes, ...asserts];
}

function numbersText(d: Dialect, { rows, cols, data }: Numeric, isMatrix: boolean): string {
  const list = [...data].map((x) => floatText(x, false));
  return d.data(nested(list, rows, cols, isMatrix));
}

const argument = (d: Dialect, value: Numeric, kind: Input["kind"]): string =>
  kind === "scalar" ? floatText(value.data[0]!, true) : numbersText(d, value, kind === "matrix");

function testLines(pen: Pen, d: Dialect, name: string): string[] {
  const { plan } = pen;
  const { test, inputs, outputs } = plan;
  if (!test) return [];
  const [found, h, V, slope, claim] = ["found", "h", "V", "slope", "claim"].map(pen.fresh) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const names = inputs.map(({ name: n }) => pen.name(n));
  const single = outputs.length === 1;
  const call = (args: readonly string[]) => `${name}(${args.join(", ")})`;
  const part = (text: string, at: number) => (single ? text : `${text}[${at}]`);
  const kind = outputs[0]!.kind;
  const expected = argument(d, test.expected, kind);
  const lines = [
    ...inputs.map((input, i) => `${names[i]} = ${argument(d, test.point[i]!, input.kind)}`),
    `${found} = ${call(names)}`,
    `assert ${d.np}.allclose(${d.np === "torch" ? `torch.as_tensor(${part(found, 0)})` : part(found, 0)}, ${d.np === "torch" && kind === "scalar" ? `torch.tensor(${expected}, dtype=torch.float64)` : expected}, rtol=1e-9)`,
    ...(test.probes.length > 0 ? [`${h} = ${testStep}`] : []),
    ...test.probes.flatMap((probe) => probeLines(probe)),
    `print("${name}: ok")`,
  ];
  function probeLines({ output, base, moves, how }: Probe): string[] {
    const by = moves.map(({ input, by: V }) => argument(d, V, inputs[input]!.kind));
    const moved = (sign: string) =>
      names.map((n, i) => {
        const at = moves.findIndex(({ input }) => input === i);
        return at < 0 ? n : `${n} ${sign} ${h} * ${moves.length === 1 ? V : `${V}[${at}]`}`;
      });
    const direction = moves.length === 1 ? by[0]! : d.data(`[${by.join(", ")}]`);
    const made = part(found, output);
    const quotient = `(${part(call(moved("+")), base)} - ${part(call(moved("-")), base)}) / (2 * ${h})`;
    const matrix = outputs[output]!.kind === "matrix" && how === "apply";
    const flat = moves.length === 1 && inputs[moves[0]!.input]!.kind === "matrix" ? `${V}.reshape(-1)` : V;
    const along = how === "inner" ? `${d.np}.sum(${made} * ${V})` : matrix ? `${made} @ ${flat}` : `${made} * ${V}`;
    const close = d.np === "torch" ? `torch.as_tensor(${slope}), torch.as_tensor(${claim})` : `${slope}, ${claim}`;
    return [
      `${V} = ${direction}`,
      `${slope} = ${quotient}`,
      `${claim} = ${along}  # ${outputs[output]!.name}`,
      `assert ${d.np}.allclose(${close}, rtol=1e-6, atol=1e-6)`,
    ];
  }
  return [
    "",
    "",
    "def self_test():",
    '    """The derivatives against central differences at a fixed point."""',
    ...lines.map((line) => `    ${line}`),
    "",
    "",
    'if __name__ == "__main__":',
    "    self_test()",
  ];
}
