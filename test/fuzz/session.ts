import type { Analysis, Session } from "../../src/lang/session";
import { createSession } from "../../src/lang/session";
import { mutate, program, seeded } from "./grammar";

/** No text may take longer than this to be answered, or be refused by a limit. */
const slowestMs = 3_000;

/**
 * Drives one session through edit scripts made from `seed` and throws an Error naming the first text that breaks a law:
 * evaluation never throws and ends in time, places lie inside the text, sentences exist in both languages, and what a
 * session says after an edit is what a fresh one says.
 */
export function fuzzSession(count: number, seed: number): void {
  const random = seeded(seed);
  let session = createSession({ locale: "en" });
  let text = "";
  for (let input = 0; input < count; input += 1) {
    const fresh = input % 20 === 0;
    text = fresh ? program(random) : mutate(random, text);
    if (text.length > 1_500) text = program(random);
    if (fresh) session = createSession({ locale: "en" });
    try {
      checkSession(session, text);
    } catch (error) {
      const why = error instanceof Error ? error.stack : error;
      throw new Error(`input ${input} of seed ${seed}: ${JSON.stringify(text)}\n${why}`);
    }
  }
}

function checkSession(session: Session, text: string): void {
  const start = performance.now();
  session.update(text);
  const after = finish(session);
  const took = performance.now() - start;
  if (took > slowestMs) throw new Error(`took ${took.toFixed(0)} ms`);
  checkPlaces(after, text.length);
  const other = createSession({ locale: "en" });
  other.update(text);
  const full = finish(other);
  if (told(after) !== told(full)) throw new Error(`incremental says\n${told(after)}\nfull says\n${told(full)}`);
}

function finish(session: Session): Analysis {
  const work = session.run();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function checkPlaces(analysis: Analysis, length: number): void {
  for (const problem of analysis.problems) {
    if (!(problem.from >= 0 && problem.from <= problem.to && problem.to <= length))
      throw new Error(`place of ${problem.code}`);
    if (problem.code === "internal") throw new Error(`a fault of the engine: ${problem.message.en}`);
    if (problem.message.en === "" || problem.message.zh === "") throw new Error(`sentence of ${problem.code}`);
    for (const edit of problem.fixes.flatMap((fix) => fix.edits)) {
      if (!(edit.from >= 0 && edit.from <= edit.to && edit.to <= length)) throw new Error(`fix of ${problem.code}`);
    }
  }
  for (const { answer } of analysis.statements) {
    if (answer && answer.short.length > 60)
      throw new Error(`an answer of ${answer.short.length} units: ${answer.short}`);
    if (answer && /\n/.test(answer.text)) throw new Error("an answer of two lines");
  }
}

/** All that a person would see. */
function told(analysis: Analysis): string {
  const answers = analysis.statements.map(({ from, to, answer }) => `${from}-${to} ${answer?.text ?? ""}`);
  const problems = analysis.problems.map(({ from, to, code, message }) => `${from}-${to} ${code} ${message.en}`);
  return [...answers, ...problems].join("\n");
}
