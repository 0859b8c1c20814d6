import { describe, expect, test } from "vitest";
import { answerIn } from "../../src/lang/answer-words";
import { bareSentences } from "../support/sentences";
import { filesUnder } from "../support/source";

/** Whose English is not for the person in front of the screen, and why. */
const spared: Readonly<Record<string, string>> = {
  "src/lang/emit/": "source code that is emitted, with its comments",
  "src/demos/formula-code.ts": "source code that is emitted",
  "src/cli/guide.ts": "makes docs/language.md, which is English",
  "src/lang/slow.ts": "a statement of tests alone",
  "src/lang/check/batch.ts": "keys of a table of shapes",
  "src/tex/alt.ts": "lists of TeX commands",
  "src/tex/packages.ts": "an error of MathJax's own, which is shown with the formula's source",
  "src/plot/svg.ts": "names of fonts",
  "src/protocol/channel.ts": "errors between two programs, for the log",
  "src/protocol/standalone.ts": "markup",
  "webview/standalone.ts": "an error that the page catches",
  "src/core/num/rational.ts": "an error that the engine catches and puts into words of its own",
  "src/server/core.ts": "errors of the protocol, for the log",
  "src/server/serve.ts": "errors of the protocol, for the log",
  "src/host/supervise.ts": "lines of the log",
};
const emits = /^src\/demos\/[\w-]+\/(?:[\w-]*emit[\w-]*|python|typescript|numpy|code)\.ts$/;
const isSpared = (path: string): boolean =>
  emits.test(path) || Object.keys(spared).some((part) => path.startsWith(part));

/** Keys of tables, and words that the translation of answers knows as part of a longer phrase only. */
const keys = new Set([
  "Home End",
  "local minimum",
  "local maximum",
  "floating point",
  "log det X",
  "the end of the line",
]);

const files = [...filesUnder("src"), ...filesUnder("webview")];

/** The words of answers are English in the engine, and Chinese where a person sees them. */
function isOfAnswers(text: string): boolean {
  const before = ["", "1   ", "undecided   ", "refuted: "];
  const holes = ["3", "3 steps", "below", "1   local minimum"];
  return before.some((head) =>
    holes.some((hole) => /\p{Script=Han}/u.test(answerIn(`${head}${text.replaceAll("…", hole)}`, "zh"))),
  );
}

describe("what a person reads", () => {
  test("is nowhere in English alone", () => {
    const bare = files
      .filter((path) => !isSpared(path))
      .flatMap(bareSentences)
      .filter(({ text }) => !keys.has(text) && !isOfAnswers(text));
    expect(bare.map(({ at, text }) => `${at}: ${text}`)).toEqual([]);
  });

  test("is spared only in files that have such words", () => {
    const idle = Object.keys(spared).filter((part) =>
      files.filter((path) => path.startsWith(part)).every((path) => bareSentences(path).length === 0),
    );
    expect(idle).toEqual([]);
  });
});
