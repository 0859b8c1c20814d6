import { lensScenes } from "../src/demos/lens/index";
import { firstChoice, type LensFunction, type LensSubject, lift, type Sampler } from "../src/demos/lens/subject";
import { answerIn, answerLatexIn } from "../src/lang/answer-words";
import { objectiveIn } from "../src/lang/run/optimise";
import { scalarised } from "../src/lang/run/quadratic";
import type { FunctionSubject, Knob, Trace } from "../src/lang/run/subject";
import { type Analysis, createSession, type Session, type StatementResult, viewOf } from "../src/lang/session";
import type { Scene } from "../src/plot/scene";
import type { LensAsk, LensFrame, LensKnob, Overrides, Picture } from "../src/protocol/work";
import type { Locale, Text } from "../src/words/text";
import { fieldText } from "./ui/number";

/**
 * The picture of a statement: the page's worker runs the language on the file's text. Numbers moved in the panel are
 * edits of that text, so that picture, answer and what is written back can never disagree.
 */
export interface Lens {
  readonly frame: (ask: LensAsk) => LensFrame;
  readonly drag: (ask: LensAsk & { readonly handle: string; readonly x: number; readonly y: number }) => Overrides;
}

const pictureOf: Readonly<Record<string, Picture>> = {
  contour: "contour",
  surface: "surface",
  slice: "slice",
  curve: "slice",
  convergence: "convergence",
  spectrum: "spectrum",
  matrix: "matrix",
};

interface Shown {
  readonly base: Analysis;
  readonly statement: StatementResult;
  /** The same statement after the moved numbers were put into the text. */
  readonly moved: StatementResult;
  readonly subject: LensSubject | undefined;
  /** The statement behind each of the subject's traces. */
  readonly tracers: readonly number[];
  readonly edits: LensFrame["edits"];
}

export function createLens(): Lens {
  const sessions = new Map<Locale, { readonly base: Session; readonly moved: Session }>();
  const sessionsFor = (locale: Locale): { readonly base: Session; readonly moved: Session } => {
    const known = sessions.get(locale) ?? { base: createSession({ locale }), moved: createSession({ locale }) };
    sessions.set(locale, known);
    return known;
  };
  const look = (ask: LensAsk): Shown | undefined => {
    const { base, moved } = sessionsFor(ask.locale);
    const before = analyse(base, ask.text);
    const statement = statementAt(before, ask.offset);
    if (statement === undefined) return undefined;
    const edits = editsOf(before, ask.overrides);
    const session = edits.length === 0 ? base : moved;
    const after = edits.length === 0 ? before : analyse(moved, apply(ask.text, edits));
    const now = after.statements[before.statements.indexOf(statement)] ?? statement;
    return { base: before, statement, moved: now, edits, ...subjectOf(session, after, now) };
  };
  return {
    frame: (ask) => {
      const shown = look(ask);
      return shown === undefined ? nothing : frameOf(ask, shown);
    },
    drag: (ask) => {
      const shown = look(ask);
      return shown === undefined ? ask.overrides : dragged(ask, shown);
    },
  };
}

const nothing: LensFrame = {
  pictures: [],
  variables: [],
  scenes: [],
  steps: 0,
  step: 0,
  checks: [],
  notes: [],
  narration: "",
  knobs: [],
  edits: [],
};

function analyse(session: Session, text: string): Analysis {
  session.update(text);
  const run = session.run();
  for (;;) {
    const next = run.next();
    if (next.done === true) return next.value;
  }
}

/** The statement at the offset, or else the last one before it. */
function statementAt({ statements }: Analysis, offset: number): StatementResult | undefined {
  return statements.findLast((each) => each.from <= offset) ?? statements[0];
}

/** A moved number is known by where it stands in the text as it is in the file. */
const keyOf = (statement: StatementResult, knob: Knob): string => `at${statement.from + knob.from}`;

const knobsOf = ({ subject }: StatementResult): readonly Knob[] => (subject?.kind === "function" ? subject.knobs : []);

function editsOf({ statements }: Analysis, overrides: Overrides): LensFrame["edits"] {
  if (Object.keys(overrides).length === 0) return [];
  return statements
    .flatMap((statement) =>
      knobsOf(statement).flatMap((knob) => {
        const value = overrides[keyOf(statement, knob)]?.[0];
        if (value === undefined || value === knob.value) return [];
        return [{ from: statement.from + knob.from, to: statement.from + knob.to, text: fieldText(value) }];
      }),
    )
    .sort((a, b) => a.from - b.from);
}

function apply(text: string, edits: LensFrame["edits"]): string {
  let out = "";
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return out + text.slice(at);
}

function subjectOf(
  session: Session,
  { statements }: Analysis,
  statement: StatementResult,
): Pick<Shown, "subject" | "tracers"> {
  const { subject } = statement;
  const none = { subject: undefined, tracers: [] };
  if (subject === undefined || subject.kind === "point") return none;
  if (subject.kind === "matrix") {
    const name = subject.name ?? statement.defines[0] ?? "";
    return { subject: { kind: "matrix", name, rows: subject.rows }, tracers: [] };
  }
  const sampler = samplerOf(session, subject);
  if (sampler === undefined) return none;
  const runs = statements.flatMap((each, index) => {
    const trace =
      each.subject?.kind === "function" && each.subject.name === subject.name ? each.subject.trace : undefined;
    return trace === undefined ? [] : [{ trace, index, isOwn: each === statement }];
  });
  runs.sort((a, b) => Number(b.isOwn) - Number(a.isOwn));
  const stationary = stationaryOf(subject);
  return {
    subject: {
      kind: "function",
      subject: readableNames(subject),
      sampler,
      traces: runs.map((run) => run.trace),
      ...(stationary === undefined ? {} : { stationary }),
    },
    tracers: runs.map((run) => run.index),
  };
}

/** With the coordinates of a vector written as one writes them by hand: x₁, not x_1. */
function readableNames(subject: FunctionSubject): FunctionSubject {
  const { variables, ranges } = subject;
  return {
    ...subject,
    variables: variables.map(readableName),
    ...(ranges === undefined ? {} : { ranges: ranges.map((range) => ({ ...range, name: readableName(range.name) })) }),
  };
}

const readableName = (name: string): string =>
  name.replace(/_(\d+)$/, (_, digits: string) => [...digits].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join(""));

/** Values and slopes of a function of the session, compiled from its expression. */
function samplerOf(session: Session, { name, variables }: FunctionSubject): Sampler | undefined {
  const { world, entities } = viewOf(session);
  const entity = entities.get(name);
  const f = entity?.kind === "function" ? scalarised(world, entity.fn) : undefined;
  const objective = f === undefined ? undefined : objectiveIn(world, f);
  if (objective === undefined) return undefined;
  const n = variables.length;
  return {
    value: (point) => objective.value(Float64Array.from(point)),
    gradient: (point) => {
      const out = new Float64Array(n);
      objective.gradientInto(out, Float64Array.from(point));
      return [...out];
    },
    hessian: (point) => {
      const out = new Float64Array(n * n);
      objective.hessianInto?.(out, Float64Array.from(point));
      return [...out];
    },
  };
}

/** Where a quadratic of two variables is level, from its two equations. */
function stationaryOf({ quadratic }: FunctionSubject): LensFunction["stationary"] {
  if (quadratic === undefined || quadratic.b.length !== 2) return undefined;
  const [[a, h], [g, d]] = quadratic.A;
  const [p, q] = quadratic.b;
  const det = a * d - h * g;
  if (Math.abs(det) <= 1e-12 * Math.max(1, Math.abs(a * d), Math.abs(h * g))) return undefined;
  const point = [(d * p - h * q) / det, (a * q - g * p) / det];
  return { point, kind: det < 0 ? "saddle" : a > 0 ? "minimum" : "maximum" };
}

/** The subject with its own run shown up to a step. */
function upTo(
  lens: LensSubject | undefined,
  step: number,
): { readonly lens: LensSubject | undefined; readonly steps: number; readonly step: number } {
  if (lens?.kind !== "function" || lens.subject.trace === undefined) return { lens, steps: 0, step: 0 };
  const [own, ...rest] = lens.traces;
  const steps = Math.max(0, (own?.points.length ?? 1) - 1);
  const shown = Math.min(steps, Math.max(0, Math.round(step)));
  if (own === undefined || shown === steps) return { lens, steps, step: steps };
  const cut: Trace = {
    ...own,
    points: own.points.slice(0, shown + 1),
    stepOf: own.stepOf.slice(0, shown + 1),
    values: own.values.slice(0, shown + 1),
    gradientNorms: own.gradientNorms.slice(0, shown + 1),
  };
  return { lens: { ...lens, traces: [cut, ...rest] }, steps, step: shown };
}

function frameOf(ask: LensAsk, { base, statement, moved, subject, tracers, edits }: Shown): LensFrame {
  const { lens, steps, step } = upTo(subject, ask.step);
  const choice = lens?.kind === "function" ? firstChoice(lens) : undefined;
  const plane = ask.plane ?? choice?.plane;
  const scenes: readonly Scene[] =
    lens === undefined
      ? []
      : lensScenes(
          lens,
          ask.view,
          ask.locale,
          choice === undefined || plane === undefined ? undefined : { ...choice, plane },
        );
  const owners = ownersOf(statement, base, tracers);
  const pictures = scenes.map((scene) => pictureOf[scene.id] ?? "formula");
  const picture = ask.picture !== undefined && pictures.includes(ask.picture) ? ask.picture : pictures[0];
  const { answer } = moved;
  return {
    statement: { from: statement.from, to: statement.to, source: moved.source },
    ...(answer === undefined
      ? {}
      : {
          answer: {
            text: answerIn(answer.text, ask.locale),
            tex: answerLatexIn(answer.latex, ask.locale),
            tone: answer.tone,
          },
        }),
    pictures,
    ...(picture === undefined ? { advice: nothingToDraw } : { picture }),
    variables: lens?.kind === "function" ? lens.subject.variables : [],
    ...(plane === undefined ? {} : { plane }),
    scenes: scenes.filter((_, k) => pictures[k] === picture).map((scene) => heldBy(scene, owners)),
    steps,
    step,
    checks: [],
    notes: (answer?.steps ?? [])
      .slice(0, 12)
      .map(({ rule, latex }, k) => ({ id: `step${k}`, tex: latex, slots: {}, sentence: rule })),
    narration: narrationOf(lens, step, steps, ask.locale),
    knobs: knobsOf(statement).map((knob) => plainKnob(statement, knob, ask)),
    edits,
  };
}

/** Which statement's numbers a handle moves: `at` the line's own point, `start0` the start of the first run. */
type Owners = (handle: string) => { readonly statement: StatementResult; readonly knobs: readonly Knob[] } | undefined;

const ownersOf =
  (own: StatementResult, base: Analysis, tracers: readonly number[]): Owners =>
  (handle) => {
    const run = /^start(\d+)$/.exec(handle);
    const statement = run === null ? own : base.statements[tracers[Number(run[1])] ?? -1];
    const role: Knob["role"] = run === null ? "point" : "start";
    return statement && { statement, knobs: knobsOf(statement).filter((knob) => knob.role === role) };
  };

/** A handle that would move no number of the text is a plain dot. */
function heldBy(scene: Scene, owners: Owners): Scene {
  const marks = scene.marks.map((mark): Scene["marks"][number] => {
    if (mark.kind !== "handle" || (owners(mark.id)?.knobs.length ?? 0) > 0) return mark;
    return { kind: "dots", id: mark.id, points: [...mark.at], ink: mark.ink, radiusPx: 5, name: mark.label };
  });
  const { clickHandle, ...rest } = scene;
  const isHeld = marks.some((mark) => mark.kind === "handle" && mark.id === clickHandle);
  return { ...rest, marks, ...(isHeld && clickHandle !== undefined ? { clickHandle } : {}) };
}

const nothingToDraw = {
  en: "This line has an answer but no picture. A function of numbers, a matrix or a run of an optimiser has one.",
  zh: "这一行有答案但没有图。数值函数、矩阵或优化器的运行才有图。",
};

function narrationOf(lens: LensSubject | undefined, step: number, steps: number, locale: Locale): string {
  if (lens?.kind !== "function" || steps === 0) return "";
  const trace = lens.subject.trace;
  if (trace === undefined) return "";
  const whole =
    locale === "zh"
      ? `${trace.method}：${trace.steps} 步，${trace.converged ? "已收敛" : "未收敛"}。`
      : `${trace.method}: ${trace.steps} ${trace.steps === 1 ? "step" : "steps"}, ${trace.converged ? "converged" : "not converged"}.`;
  const value = trace.values[step];
  return step === steps || value === undefined ? whole : `${whole} f = ${fieldText(value)}`;
}

const roleNames: Readonly<Record<Knob["role"], Text>> = {
  start: { en: "start", zh: "起点" },
  point: { en: "point", zh: "点" },
  direction: { en: "direction", zh: "方向" },
  step: { en: "step size", zh: "步长" },
  number: { en: "number", zh: "数" },
};

/** An entry of a vector is called by its coordinate, a setting by the word before it. */
function labelOf({ role }: Knob, coordinate: string, word: string | undefined, locale: Locale): string {
  if (role === "number" && word !== undefined) return word;
  const name = roleNames[role][locale];
  return coordinate === "" || role === "step" || role === "number" ? name : `${name} ${coordinate}`;
}

function plainKnob(statement: StatementResult, knob: Knob, { overrides, locale }: LensAsk): LensKnob {
  const names = statement.subject?.kind === "function" ? statement.subject.variables : [];
  const word = /(\p{L}+)\s*=?\s*$/u.exec(statement.source.slice(0, knob.from))?.[1];
  const label = labelOf(knob, readableName(names[knob.index] ?? ""), word, locale);
  const reach = Math.max(1, Math.abs(knob.value)) * 2;
  const isPositive = knob.role === "step" || knob.role === "number";
  const [min, max] = isPositive && knob.value > 0 ? [0, knob.value * 4] : [knob.value - reach, knob.value + reach];
  const id = keyOf(statement, knob);
  return {
    id,
    label,
    value: overrides[id]?.[0] ?? knob.value,
    min,
    max,
    step: Number(((max - min) / 400).toPrecision(1)),
  };
}

/** The overrides after a handle was moved: `start0` is the start of the first run, `at` the point of the statement. */
function dragged(
  ask: LensAsk & { readonly handle: string; readonly x: number; readonly y: number },
  { base, statement, subject, tracers }: Shown,
): Overrides {
  if (subject?.kind !== "function") return ask.overrides;
  const owner = ownersOf(statement, base, tracers)(ask.handle);
  if (owner === undefined) return ask.overrides;
  const choice = firstChoice(subject);
  const plane = ask.plane ?? choice.plane;
  const point = lift({ ...choice, plane }, ask.x, ask.y);
  // What is written back should read like a number that a person chose.
  const moved = owner.knobs
    .filter(({ index }) => plane.includes(index))
    .map((knob) => [keyOf(owner.statement, knob), [Number(point[knob.index]!.toPrecision(4))]] as const);
  return { ...ask.overrides, ...Object.fromEntries(moved) };
}
