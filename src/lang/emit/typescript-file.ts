import type { Numeric } from "../symbolic/evaluate";
import { isArray } from "./code";
import { reservedWords } from "./names";
import { createPen, isItsOwnShape, type Pen, shapeNote, usedSizes } from "./pen";
import { floatText } from "./piece";
import type { Input, Plan, Probe } from "./program";
import { nested } from "./python-dialects";
import { testStep } from "./test-plan";
import { typescriptWriter } from "./typescript";
import { typescriptHelpers } from "./typescript-helpers";
import { functionName, headline, resultLines } from "./words";

const types = { scalar: "number", vector: "readonly number[]", matrix: "readonly (readonly number[])[]" } as const;
const resultTypes = { scalar: "number", vector: "number[]", matrix: "number[][]" } as const;

/** The whole file for TypeScript; it needs nothing but the language. */
export function typescriptFile(plan: Plan): string {
  const pen = createPen(plan, reservedWords.typescript);
  const name = functionName(plan, pen);
  const body = functionLines(pen, name);
  const known = plan.constants.map(
    (c) =>
      `const ${pen.name(c.name)} = ${literal({ rows: Number(c.rows), cols: Number(c.cols), data: c.data }, c.kind)};`,
  );
  const test = testLines(pen, name);
  return `${[
    ...headline(plan, "TypeScript").map((line) => `// ${line}`),
    ...helperLines(pen.helpers),
    ...(known.length > 0 ? ["", ...known] : []),
    "",
    "/**",
    ...plan.inputs.map((input) => ` * ${inputNote(pen, input)}`),
    ...resultLines(plan).map((line) => ` * ${line}`),
    " */",
    ...body,
    ...test,
  ].join("\n")}\n`;
}

function inputNote(pen: Pen, { name, note, ...shape }: Input): string {
  return `@param ${pen.name(name)}  ${shapeNote(shape)}${note ? `, ${note}` : ""}`;
}

/** The helpers that are used and what they need, each before its users. */
function helperLines(used: ReadonlySet<string>): string[] {
  const done = new Set<string>();
  const lines: string[] = [];
  const add = (name: string): void => {
    if (done.has(name)) return;
    done.add(name);
    const helper = typescriptHelpers[name]!;
    helper.needs?.forEach(add);
    lines.push("", ...helper.lines);
  };
  for (const name of used) add(name);
  return lines;
}

function functionLines(pen: Pen, name: string): string[] {
  const { plan } = pen;
  const writer = typescriptWriter(pen);
  for (const { code, hint } of plan.steps) {
    if (isArray(code)) pen.steps.set(code, writer.name(code, hint));
    else {
      const { s } = writer.write(code);
      const fresh = pen.fresh(hint);
      writer.lines.push(`const ${fresh} = ${s};`);
      pen.steps.set(code, fresh);
    }
  }
  const single = plan.outputs.length === 1;
  const returned = plan.outputs.map(({ code, name: wish }) => {
    if (isArray(code)) return { key: wish, value: writer.name(code, wish) };
    return { key: wish, value: writer.write(code).s };
  });
  const checks = plan.inputs.flatMap((input) => checkLine(pen, input));
  const sizes = usedSizes(pen).flatMap((size) => {
    const from = plan.sizes.get(size);
    if (!from) return [];
    const of = pen.name(from.input.name);
    return [`const ${pen.name(size)} = ${of}${from.axis === 1 ? "[0]" : ""}.length;`];
  });
  const type = single
    ? resultTypes[plan.outputs[0]!.kind]
    : `{ ${plan.outputs.map(({ name: key, kind }) => `${key}: ${resultTypes[kind]}`).join("; ")} }`;
  const pairs = returned.map(({ key, value }) => (key === value ? key : `${key}: ${value}`)).join(", ");
  return [
    `export function ${name}(${plan.inputs.map((input) => `${pen.name(input.name)}: ${types[input.kind]}`).join(", ")}): ${type} {`,
    ...[...sizes, ...checks, ...writer.lines].map((line) => `  ${line}`),
    `  return ${single ? returned[0]!.value : `{ ${pairs} }`};`,
    "}",
  ];
}

function checkLine(pen: Pen, input: Input): string[] {
  const { kind, rows, cols } = input;
  if (kind === "scalar" || (kind === "vector" && isItsOwnShape(pen.plan, input))) return [];
  const name = pen.name(input.name);
  const every = kind === "matrix" ? ` && ${name}.every((row) => row.length === ${pen.size(cols)})` : "";
  pen.helpers.add("check");
  return [`check(${name}.length === ${pen.size(rows)}${every}, "${name} must be ${shapeNote(input)}");`];
}

function literal({ rows, cols, data }: Numeric, kind: Input["kind"]): string {
  const list = [...data].map((x) => floatText(x, false));
  return kind === "scalar" ? list[0]! : nested(list, rows, cols, kind === "matrix");
}

function testLines(pen: Pen, name: string): string[] {
  const { test, inputs, outputs } = pen.plan;
  if (!test) return [];
  const words = ["found", "expected", "h", "V", "at", "claim", "up", "down", "slope"].map(pen.fresh);
  const [found, expected, h, V, at, claim, up, down, slope] = words as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const names = inputs.map((input) => pen.name(input.name));
  const single = outputs.length === 1;
  const call = (args: readonly string[]) => `${name}(${args.join(", ")})`;
  const part = (text: string, at: number) => (single ? text : `${text}.${outputs[at]!.name}`);
  const flat = (text: string, kind: Input["kind"]) =>
    kind === "scalar" ? `[${text}]` : kind === "matrix" ? `${text}.flat()` : text;
  const probe = ({ output, base, moves, how }: Probe): string[] => {
    const by = moves.map((move) => literal(move.by, inputs[move.input]!.kind));
    const moved = names.map((n, i) => {
      const place = moves.findIndex(({ input }) => input === i);
      if (place < 0) return n;
      const { kind } = inputs[i]!;
      const step = by[place]!;
      if (kind === "scalar") return `${n} + ${h} * ${step.startsWith("-") ? `(${step})` : step}`;
      if (kind === "vector") return `${n}.map((x, i) => x + ${h} * ${step}[i])`;
      return `${n}.map((row, i) => row.map((x, j) => x + ${h} * ${step}[i][j]))`;
    });
    const all = moves.map((move) => [...move.by.data].map((x) => floatText(x, false)).join(", ")).join(", ");
    const { kind, name: word } = outputs[output]!;
    const made = part(found, output);
    const along =
      how === "inner"
        ? `[${flat(made, kind)}.reduce((s, g, k) => s + g * ${V}[k], 0)]`
        : kind === "matrix"
          ? `${made}.map((row) => row.reduce((s, g, k) => s + g * ${V}[k], 0))`
          : `${flat(made, kind)}.map((g) => g * ${V}[0])`;
    return [
      "{",
      `  const ${V} = [${all}];`,
      `  const ${at} = (${h}: number) => ${flat(part(call(moved), base), outputs[base]!.kind)};`,
      `  const ${claim} = ${along};`,
      `  const [${up}, ${down}] = [${at}(${testStep}), ${at}(${-testStep})];`,
      `  ${up}.forEach((x, k) => {`,
      `    const ${slope} = (x - ${down}[k]) / ${2 * testStep};`,
      `    check(Math.abs(${slope} - ${claim}[k]) <= 1e-6 * (1 + Math.abs(${slope})), "${word} must agree with differences");`,
      "  });",
      "}",
    ];
  };
  pen.helpers.add("check");
  const lines = [
    ...inputs.map((input, i) => `const ${names[i]} = ${literal(test.point[i]!, input.kind)};`),
    `const ${found} = ${call(names)};`,
    `const ${expected} = [${[...test.expected.data].map((x) => floatText(x, false)).join(", ")}];`,
    `${flat(part(found, 0), outputs[0]!.kind)}.forEach((x, k) => {`,
    `  check(Math.abs(x - ${expected}[k]) <= 1e-9 * (1 + Math.abs(${expected}[k])), "the value must be the expected one");`,
    "});",
    ...test.probes.flatMap(probe),
  ];
  return [
    "",
    "/** The derivatives against central differences at a fixed point; throws where they differ. */",
    "export function selfTest(): void {",
    ...lines.map((line) => `  ${line}`),
    "}",
  ];
}
