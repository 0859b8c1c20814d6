import { lift } from "../src/demos/lens/subject";
import type { Knob } from "../src/lang/run/subject";
import type { StatementResult } from "../src/lang/session";
import { amountOf, grainOf, numbersIn, writeLike } from "../src/protocol/knob";
import type { LensFrame, LensKnob, Overrides } from "../src/protocol/work";
import type { Locale, Text } from "../src/words/text";

/** The numbers of statements that can be moved in the panel: each is bound to its literal in the text. */

const mostKnobs = 8;

/** A moved number is known by where it stands in the text as it is in the file. */
export const keyOf = (statement: StatementResult, knob: Knob): string => `at${statement.from + knob.from}`;

/** What the statement says can be moved; where it says nothing, every number written in it. */
export function knobsOf({ subject, source, kind }: StatementResult): readonly Knob[] {
  const told = subject?.kind === "function" ? subject.knobs : [];
  if (told.length > 0 || kind === "export" || kind === "load" || kind === "declare") return told;
  return numbersIn(source)
    .slice(0, mostKnobs)
    .map(({ from, to, text }, index) => ({ role: "number", index, from, to, value: amountOf(text) }));
}

/** The edits that put moved numbers into the text, in its order; a fraction stays one. */
export function editsOf(statements: readonly StatementResult[], overrides: Overrides): LensFrame["edits"] {
  if (Object.keys(overrides).length === 0) return [];
  return statements
    .flatMap((statement) =>
      knobsOf(statement).flatMap((knob) => {
        const value = overrides[keyOf(statement, knob)]?.[0];
        if (value === undefined) return [];
        const text = writeLike(literalOf(statement, knob), value);
        if (text === literalOf(statement, knob)) return [];
        return [{ from: statement.from + knob.from, to: statement.from + knob.to, text }];
      }),
    )
    .sort((a, b) => a.from - b.from);
}

const literalOf = ({ source }: StatementResult, { from, to }: Knob): string => source.slice(from, to);

const roleNames: Readonly<Record<Exclude<Knob["role"], "number">, Text>> = {
  start: { en: "start", zh: "起点" },
  point: { en: "point", zh: "点" },
  direction: { en: "direction", zh: "方向" },
  step: { en: "step size", zh: "步长" },
};
const settingNames: Readonly<Record<string, Text>> = {
  tol: { en: "tolerance", zh: "容差" },
  steps: { en: "most steps", zh: "最多步数" },
  momentum: { en: "momentum", zh: "动量" },
  β: { en: "momentum β", zh: "动量 β" },
  seed: { en: "seed", zh: "种子" },
};

/** An entry of a vector is called by its coordinate, a setting by its word, any other number by what stands around it. */
function labelOf(statement: StatementResult, knob: Knob, locale: Locale): string {
  if (knob.role !== "number") {
    const names = statement.subject?.kind === "function" ? statement.subject.variables : [];
    const coordinate = readableName(names[knob.index] ?? "");
    const name = roleNames[knob.role][locale];
    return coordinate === "" || knob.role === "step" ? name : `${name} ${coordinate}`;
  }
  const before = statement.source.slice(0, knob.from);
  const setting = settingNames[/([\p{L}]+)\s*=?\s*$/u.exec(before)?.[1] ?? ""];
  if (setting !== undefined) return setting[locale];
  const entry = entryOf(before);
  if (entry !== undefined) return entry;
  const end = endOf(before);
  if (end !== undefined) return `${end.name} ${endNames[end.side][locale]}`;
  const factor = factorBehind(statement.source.slice(knob.to));
  const call = /([\p{L}][\p{L}\p{N}_]*)\(([^()]*)$/u.exec(before.slice(before.lastIndexOf("=") + 1));
  if (factor !== "") return factorName(factor, call?.[1])[locale];
  if (call) return argumentName(call[1]!, call[2]!.split(",").length)[locale];
  const [from, to] = [Math.max(0, knob.from - mostAround), knob.to + mostAround];
  const [left, right] = [statement.source.slice(from, knob.from), statement.source.slice(knob.to, to)];
  const around = `${left.replace(/^.*[=:\n]/s, "")}□${right.replace(/\n.*$/s, "")}`.trim();
  return around === "□" ? constantName[locale] : around;
}

const endNames = { low: { en: "from", zh: "下限" }, high: { en: "to", zh: "上限" } } as const;
const factorName = (factor: string, call: string | undefined): Text => ({
  en: `coefficient of ${factor}${call === undefined ? "" : ` in ${call}`}`,
  zh: `${call === undefined ? "" : `${call} 中 `}${factor} 的系数`,
});
const argumentName = (call: string, place: number): Text => ({
  en: `argument ${place} of ${call}`,
  zh: `${call} 的第 ${place} 个参数`,
});
const constantName: Text = { en: "constant", zh: "常数" };
const mostAround = 8;
const mostFactor = 14;

/** `x in [-3, 3]`: the end of a range is called by its letter and its side. */
function endOf(before: string): { readonly name: string; readonly side: keyof typeof endNames } | undefined {
  const [, name, inside] = /([\p{L}][\p{L}\p{N}_₀-₉]*)\s+(?:in|∈)\s+\[([^[\]]*)$/u.exec(before) ?? [];
  return name === undefined ? undefined : { name, side: inside!.includes(",") ? "high" : "low" };
}

/** What the number multiplies, up to the next term; the empty text where it stands alone. */
function factorBehind(text: string): string {
  const start = /^\s*[·*∙]?\s*(?=[\p{L}√‖|(∇])/u.exec(text)?.[0];
  if (start === undefined) return "";
  const rest = text.slice(start.length);
  let depth = 0;
  let at = 0;
  for (; at < rest.length; at++) {
    const mark = rest[at]!;
    if ("([{".includes(mark)) depth++;
    else if (")]}".includes(mark) && --depth < 0) break;
    else if (depth === 0 && /[+−,;=<>≤≥≻≽#\n-]/.test(mark)) break;
  }
  const factor = rest.slice(0, at).trim();
  if (/^(?:over|in|from|at|along|given|to|step|tol|steps|wrt|columns|for)\b/.test(factor)) return "";
  return factor.length > mostFactor ? `${factor.slice(0, mostFactor - 1)}…` : factor;
}

/** An entry of a matrix that is written out is called by its row and column, that of a vector or a row by its place. */
function entryOf(before: string): string | undefined {
  const [, name, inside] = /([\p{L}][\p{L}\p{N}]*)\s*=\s*\[([^[\]]*)$/u.exec(before) ?? [];
  if (name === undefined || inside === undefined) return undefined;
  const rows = inside.split(/[;\n]/);
  const own = (rows.at(-1) ?? "").replace(/[^\s,]*$/, "");
  const column = own.split(/[\s,]+/).filter((part) => part !== "").length + 1;
  return readableName(`${name}_${rows.length}${column}`);
}

/** With the coordinates of a vector written as one writes them by hand: x₁, not x_1. */
export const readableName = (name: string): string =>
  name.replace(/_(\d+)$/, (_, digits: string) => [...digits].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join(""));

/** A control for the number; its slider has the grain of what is written. */
export function plainKnob(
  statement: StatementResult,
  knob: Knob,
  { overrides, locale }: { readonly overrides: Overrides; readonly locale: Locale },
): LensKnob {
  const reach = Math.max(1, Math.abs(knob.value)) * 2;
  const isPositive = knob.role === "step" || (knob.role === "number" && statement.kind === "optimise");
  const [min, max] = isPositive && knob.value > 0 ? [0, knob.value * 4] : [knob.value - reach, knob.value + reach];
  const id = keyOf(statement, knob);
  const fine = Number(((max - min) / 400).toPrecision(1));
  return {
    id,
    label: labelOf(statement, knob, locale),
    value: overrides[id]?.[0] ?? knob.value,
    min,
    max,
    step: grainOf(literalOf(statement, knob)) ?? fine,
  };
}

/** The moved numbers after the knobs of a point were brought to a place of the plane, rounded to what a person would write. */
export function draggedTo(
  knobs: readonly Knob[],
  statement: StatementResult,
  choice: Parameters<typeof lift>[0],
  x: number,
  y: number,
): Overrides {
  const point = lift(choice, x, y);
  const moved = knobs
    .filter(({ index }) => choice.plane.includes(index))
    .map((knob) => [keyOf(statement, knob), [Number(point[knob.index]!.toPrecision(4))]] as const);
  return Object.fromEntries(moved);
}
