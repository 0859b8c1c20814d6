import type { Demo, Values } from "../demo";
import { card } from "./card";
import { chainPart } from "./chain";
import { homePart } from "./home";
import { lawPart } from "./law";
import { levyPart } from "./levy";
import { params, subjectNames } from "./params";
import { type Part, type Subject, subjects } from "./part";
import { challenges, presets } from "./presets";
import { rarePart } from "./rare";
import { recordsPart } from "./records";
import { ruinPart } from "./ruin";
import { trialPart } from "./trial";
import { wavesPart } from "./waves";
import { zoomPart } from "./zoom";

/** What is computed for the open subject; `content` is the model of its part. */
interface Model {
  readonly subject: Subject;
  readonly content: object;
}

/** Each subject's part with its model's type erased: a model only ever goes back to the part that made it. */
const erase = <M extends object>(part: Part<M>): Part<object> => part as unknown as Part<object>;

const parts: { readonly [S in Subject]: Part<object> } = {
  law: erase(lawPart),
  waves: erase(wavesPart),
  zoom: erase(zoomPart),
  rare: erase(rarePart),
  records: erase(recordsPart),
  ruin: erase(ruinPart),
  home: erase(homePart),
  chain: erase(chainPart),
  levy: erase(levyPart),
  test: erase(trialPart),
};

const subjectOf = (values: Values): Subject => subjects.find((subject) => subject === values["subject"]) ?? "law";

export const demo: Demo<Model> = {
  id: "walk",
  ...card,
  params,
  presets,
  challenges,
  // A walk is grown step by step; what it comes to is the better first look.
  opens: "end",
  tabs: subjects.map((subject) => ({
    id: subject,
    title: subjectNames[subject],
    scenes: Object.keys(parts[subject].scenes),
    values: { subject },
    ...(subject === "zoom" || subject === "chain" ? { opens: 6 } : subject === "rare" ? { opens: 1 } : {}),
  })),
  compute(values, seed, context) {
    const subject = subjectOf(values);
    return { subject, content: parts[subject].compute(values, seed, context) };
  },
  steps: ({ subject, content }) => parts[subject].steps(content),
  draw: ({ subject, content }, step, view, locale, wanted) =>
    Object.entries(parts[subject].scenes)
      .filter(([id]) => wanted.length === 0 || wanted.includes(id))
      .map(([, draw]) => draw(content, step, locale, view)),
  checks: ({ subject, content }, step) => parts[subject].checks(content, step),
  notes: ({ subject, content }, step) => parts[subject].notes(content, step),
  narrate: ({ subject, content }, step, locale) => parts[subject].narrate(content, step)[locale],
  notices: ({ subject, content }) => parts[subject].notices?.(content) ?? [],
  drag: ({ subject, content }, values, handle, x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return values;
    return parts[subject].drag?.(content, values, handle, x, y) ?? values;
  },
  emit: ({ subject, content }, step, target) => parts[subject].emit(content, step, target),
};
