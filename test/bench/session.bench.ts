import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSession, type Session } from "../../src/lang/session";
import { type Bench, median, p95 } from "./bench";
import { file } from "./program";

const programs = join(process.cwd(), "test/lang/syntax/programs");
const texts = readdirSync(programs)
  .filter((name) => name.endsWith(".nabla"))
  .map((name) => readFileSync(join(programs, name), "utf8"));

function evaluate(session: Session, text: string): void {
  session.update(text);
  const work = session.run();
  while (!work.next().done);
}

/** Types a key into a line and takes it away again, each time evaluating the file. */
function keys(lines: number, line: number, key: string): () => () => void {
  return () => {
    const before = file(lines);
    const after = before.map((text, at) => (at === line ? text + key : text)).join("\n");
    const session = createSession({ locale: "en" });
    evaluate(session, before.join("\n"));
    let typed = false;
    return () => {
      typed = !typed;
      evaluate(session, typed ? after : before.join("\n"));
    };
  };
}

const benches: readonly Bench[] = [
  {
    name: "a file evaluated again after one key",
    cases: [
      { name: "ours", setup: keys(1_000, 503, "3") },
      { name: "a query, 1,000 lines", setup: keys(1_000, 504, " ") },
      { name: "a definition, 2,000 lines", setup: keys(2_000, 1_003, "3") },
      { name: "a query, 2,000 lines", setup: keys(2_000, 1_004, " ") },
      { name: "a definition, 10,000 lines", setup: keys(10_000, 5_003, "3") },
    ],
    budgetMs: 6_000,
    targets: [{ id: "rerun-1000", figure: p95() }],
  },
  {
    name: "the ten programs of the language, each from nothing",
    cases: [
      {
        name: "ours",
        setup: () => {
          if (texts.length !== 10) throw new RangeError(`there are ten programs, got ${texts.length}`);
          return () => {
            for (const text of texts) evaluate(createSession({ locale: "en" }), text);
          };
        },
      },
    ],
    targets: [{ id: "ten-programs", figure: median() }],
  },
];

export default benches;
