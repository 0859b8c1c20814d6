import { symmetricEigen } from "../src/core/num/eigen";
import { lensScenes } from "../src/demos/lens/index";
import { firstChoice, type LensFunction, type LensSubject, type Sampler } from "../src/demos/lens/subject";
import { answerIn, answerLatexIn, isWordsOnly } from "../src/lang/answer-words";
import type { DataFile } from "../src/lang/data-file";
import { objectiveIn } from "../src/lang/run/optimise";
import { scalarised } from "../src/lang/run/quadratic";
import type { FunctionSubject, Knob, Trace } from "../src/lang/run/subject";
import { type Analysis, createSession, type Session, type StatementResult, viewOf } from "../src/lang/session";
import type { Scene } from "../src/plot/scene";
import type { DataBytes } from "../src/protocol/data";
import type { LoadedFile } from "../src/protocol/page";
import type { LensAsk, LensFrame, Overrides, Picture } from "../src/protocol/work";
import type { Locale, Text } from "../src/words/text";
import { draggedTo, editsOf, knobsOf, plainKnob, readableName } from "./lens-knobs";
import { fieldText } from "./ui/number";

/**
 * The picture of a statement: the page's worker runs the language on the file's text. Numbers moved in the panel are
 * edits of that text, so that picture, answer and what is written back can never disagree.
 */
export interface Lens {
  /** A data file that a document loads. */
  readonly supply: (file: LoadedFile & { readonly data: DataBytes }) => undefined;
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
  circle: "circle",
  lines: "lines",
  solution: "solution",
};

interface Shown {
  readonly base: Analysis;
  readonly after: Analysis;
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
  const files = new Map<string, DataFile>();
  let document = 0;
  let wants = new Set<string>();
  const loadFile = (path: string): DataFile => {
    const known = files.get(`${document} ${path}`);
    if (known === undefined) wants.add(path);
    return known ?? pending;
  };
  const sessionsFor = (locale: Locale): { readonly base: Session; readonly moved: Session } => {
    const made = () => createSession({ locale, loadFile });
    const known = sessions.get(locale) ?? { base: made(), moved: made() };
    sessions.set(locale, known);
    return known;
  };
  const look = (ask: LensAsk): Shown | undefined => {
    document = ask.document;
    wants = new Set();
    const { base, moved } = sessionsFor(ask.locale);
    const before = analyse(base, ask.text);
    const statement = statementAt(before, ask.offset);
    if (statement === undefined) return undefined;
    const edits = editsOf(before.statements, ask.overrides);
    const session = edits.length === 0 ? base : moved;
    const after = edits.length === 0 ? before : analyse(moved, apply(ask.text, edits));
    const now = after.statements[before.statements.indexOf(statement)] ?? statement;
    return { base: before, after, statement, moved: now, edits, ...subjectOf(session, after, now) };
  };
  return {
    frame: (ask) => {
      const shown = look(ask);
      return { ...(shown === undefined ? nothing : frameOf(ask, shown)), wants: [...wants] };
    },
    supply: ({ document: of, path, data }) => {
      const file: DataFile =
        "bytes" in data ? { kind: "bytes", bytes: data.bytes } : { kind: "problem", message: data.problem };
      files.set(`${of} ${path}`, file);
      return undefined;
    },
    drag: (ask) => {
      const shown = look(ask);
      return shown === undefined ? ask.overrides : dragged(ask, shown);
    },
  };
}

const pending: DataFile = { kind: "pending" };

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
  wants: [],
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
    const name = subject.name ?? statement.defines[0] ?? matrixName(statement);
    return { subject: { ...subject, name }, tracers: [] };
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

/** What a statement calls the matrix that it is about: A of `eig A` and of `check A ≻ 0`; the expression itself where it is short. */
function matrixName({ source }: StatementResult): string {
  const bare = source
    .replace(/^(?:check|eig|eigvals|definite|inertia|svd|qr|lu|chol)\b\s*/, "")
    .replace(/\s*[≻≽≺≼].*$/s, "")
    .trim();
  return bare.length <= 24 && !bare.includes("\n") ? bare : "M";
}

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

const mostForStationary = 60;

/** Where a quadratic with an invertible Hessian is level: Σ (vᵀb/λ) v over its eigenvectors. */
function stationaryOf({ quadratic }: FunctionSubject): LensFunction["stationary"] {
  const n = quadratic?.b.length ?? 0;
  if (quadratic === undefined || n === 0 || n > mostForStationary) return undefined;
  const { A, b } = quadratic;
  const flat = A.flat();
  if (!flat.every(Number.isFinite)) return undefined;
  const { values, vectors } = symmetricEigen(flat, n);
  const sizes = Array.from(values, Math.abs);
  if (!(Math.min(...sizes) > 1e-12 * Math.max(...sizes))) return undefined;
  const point = new Array<number>(n).fill(0);
  for (let k = 0; k < n; k++) {
    const share = b.reduce((sum, entry, i) => sum + entry * vectors[k * n + i]!, 0) / values[k]!;
    for (let i = 0; i < n; i++) point[i]! += share * vectors[k * n + i]!;
  }
  const kind = values[0]! > 0 ? "minimum" : values[n - 1]! < 0 ? "maximum" : "saddle";
  return { point, kind };
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

function frameOf(ask: LensAsk, { base, after, statement, moved, subject, tracers, edits }: Shown): LensFrame {
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
  const asked = pictures.find((each) => each === ask.picture);
  const picture = asked ?? pictures.find((each) => each === tellingOf(statement)) ?? pictures[0];
  const { answer } = moved;
  return {
    statement: { from: statement.from, to: statement.to, source: moved.source },
    ...(answer === undefined
      ? {}
      : {
          answer: {
            text: answerIn(answer.text, ask.locale),
            tex: isWordsOnly(answer) ? "" : answerLatexIn(answer.latex, ask.locale),
            tone: answer.tone,
          },
        }),
    pictures,
    ...(picture === undefined ? { advice: adviceOn(after, moved) } : { picture }),
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
    wants: [],
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

/** The picture that a statement asks for by what it asks. */
function tellingOf({ source, subject }: StatementResult): Picture | undefined {
  if (subject?.kind !== "matrix") return undefined;
  if (/^cond\b/.test(source)) return "circle";
  return /^(?:eig|eigvals|definite|inertia|check)\b/.test(source) ? "spectrum" : undefined;
}

/** Why there is no picture: what is wrong with the statement, or what would have one. */
function adviceOn({ problems }: Analysis, { from, to, answer, kind }: StatementResult): Text {
  const wrong = problems.find((one) => one.severity === "error" && one.from <= to && one.to >= from);
  if (wrong !== undefined && answer === undefined) return wrong.message;
  return kind === "declare" || kind === "assume" ? nothingDeclared : nothingToDraw;
}

const nothingToDraw: Text = {
  en: "This line has no picture. A function of numbers, a matrix, a system A \\ b or a run of an optimiser has one.",
  zh: "这一行没有图。数值函数、矩阵、方程组 A \\ b 或优化器的运行才有图。",
};
const nothingDeclared: Text = {
  en: "Letters without values have no picture. Give them values, as in A = [4 1; 1 3], and the lines below are drawn.",
  zh: "没有取值的字母没有图。请赋值，例如 A = [4 1; 1 3]，下方各行即可作图。",
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
  return { ...ask.overrides, ...draggedTo(owner.knobs, owner.statement, { ...choice, plane }, ask.x, ask.y) };
}
