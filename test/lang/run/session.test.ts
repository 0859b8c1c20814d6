import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSession, viewOf } from "../../../src/lang/session";
import { program, seeded } from "../../fuzz/grammar";
import { analysisOf, finish } from "../../support/nabla";

const told = (text: string) => {
  const { statements, problems } = analysisOf(text);
  return JSON.stringify([statements, problems]);
};

const base = [
  "A = [2 1; 1 3]",
  "b = (1, 2)",
  "q(x) = ½ x'A x − b'x",
  "∇q",
  "minimise q",
  "f(x, y) = x² + y²",
  "∇f(3, -4)",
  "check ∇q = A x - b",
];

const symbolic = ["n : size", "S : symmetric n×n", "w : vector n", "r(w) = w'S w", "∇r", "assume S ≻ 0", "convex r"];

describe("evaluation is incremental by statement", () => {
  test("edit scripts give what a fresh session gives", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(7),
            fc.constantFrom(...base, "", "b = (1, 3)", "x = 2", "A = [1 0; 0 1]", "oops(", "y : vector 2"),
          ),
        ),
        (edits) => {
          const session = createSession({ locale: "en" });
          const lines = [...base];
          finish(session, lines.join("\n"));
          for (const [at, line] of edits) {
            lines[at] = line;
            const { statements, problems } = finish(session, lines.join("\n"));
            expect(JSON.stringify([statements, problems])).toBe(told(lines.join("\n")));
          }
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });
  test("runs that are dropped anywhere, edits between them, give in the end what a fresh session gives", () => {
    const lines = fc.constantFrom(...base, ...symbolic, "", "b = (1, 3)", "x = 2", "oops(", "tr S", "S w", "xy");
    const edit = fc.record({
      at: fc.nat(14),
      remove: fc.nat(2),
      insert: fc.array(lines, { maxLength: 3 }),
      steps: fc.nat(25),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        const session = createSession({ locale: "en" });
        const text = [...base, ...symbolic];
        finish(session, text.join("\n"));
        for (const { at, remove, insert, steps } of edits) {
          text.splice(at, remove, ...insert);
          session.update(text.join("\n"));
          const work = session.run();
          for (let step = 0; step < steps && !work.next().done; ) step++;
        }
        const { statements, problems } = finish(session, text.join("\n"));
        expect(JSON.stringify([statements, problems])).toBe(told(text.join("\n")));
      }),
      { numRuns: 60, seed: 2 },
    );
  });
  test("a statement that depends on nothing changed keeps the identity of its answer", () => {
    const session = createSession({ locale: "en" });
    const before = finish(session, base.join("\n"));
    const after = finish(
      session,
      ["# a comment", ...base.slice(0, 5), "f(x, y) = x² + 2 y²", ...base.slice(6)].join("\n"),
    );
    expect(after.statements[3].answer).toBe(before.statements[3].answer);
    expect(after.statements[6].answer).not.toBe(before.statements[6].answer);
  });
  test("a new name changes the lines that glue it", () => {
    const session = createSession({ locale: "en" });
    const text = (line: string) => `x = 2\ny = 3\n${line}\nxy`;
    expect(finish(session, text("")).statements.at(-1)?.answer?.text).toBe("6");
    expect(finish(session, text("xy = 7")).statements.at(-1)?.answer?.text).toBe("7");
  });
  test("a message that names a line follows the line", () => {
    const session = createSession({ locale: "en" });
    finish(session, "a = 1\na = 2");
    const { problems } = finish(session, "\n\na = 1\na = 2");
    expect(problems.find(({ code }) => code === "defined-twice")?.message.en).toContain("line 3");
  });
});

test("however long one types, the graph stays within its limit and the answers right", () => {
  const limits = { nodes: 4_000 };
  const session = createSession({ locale: "en", limits });
  let text = "";
  let most = 0;
  for (let k = 0; k < 300; k++) {
    text = [...base.slice(0, 5), `f(x, y) = ${k}/7 x² + ${k + 1} x*y + y³`, "∇f", `∇f(1, ${k})`].join("\n");
    finish(session, text);
    const { count } = viewOf(session).world.b.graph;
    expect(count).toBeLessThanOrEqual(limits.nodes);
    most = Math.max(most, count);
  }
  expect(most).toBeGreaterThan(limits.nodes / 2);
  expect(JSON.stringify([session.last.statements, session.last.problems])).toBe(told(text));
});

describe("a driver may stop", () => {
  test("a long optimiser yields many times", () => {
    const session = createSession({ locale: "en" });
    session.update("f(x, y) = x² + 1000 y²\ngd f from (1, 1) step 1/2100 tol 1e-12\n");
    const work = session.run();
    let turns = 0;
    while (!work.next().done) turns++;
    expect(turns).toBeGreaterThan(8);
  });
  test("a run that was dropped leaves the session whole", () => {
    const session = createSession({ locale: "en" });
    session.update(base.join("\n"));
    session.run().next();
    expect(finish(session, base.join("\n")).problems).toEqual(analysisOf(base.join("\n")).problems);
  });
});

describe("any text", () => {
  test("is answered without a throw, and within its places", () => {
    const random = seeded(4);
    for (let i = 0; i < 200; i++) {
      const text = program(random);
      for (const { from, to } of analysisOf(text).problems) {
        expect(from).toBeLessThanOrEqual(to);
        expect(to).toBeLessThanOrEqual(text.length);
      }
    }
  });
});
