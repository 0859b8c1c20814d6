import { describe, expect, test } from "vitest";
import type { Limits } from "../../../src/lang/limits";
import { createSession, type SessionOptions } from "../../../src/lang/session";
import { finish } from "../../support/nabla";

/** The errors and warnings of a text, and its last answer. */
function ask(text: string, options: Partial<SessionOptions> = {}) {
  const { problems, statements } = finish(createSession({ locale: "en", ...options }), text);
  return { said: problems.map(({ code, message }) => `${code}: ${message.en}`), last: statements.at(-1)?.answer?.text };
}

describe("what goes beyond a limit is refused, and the lines behind it are answered", () => {
  const limited: [name: string, code: string, text: string, limits: Partial<Limits>][] = [
    ["nesting", "limit-depth: Nested deeper than 20 levels.", `${"(".repeat(30)}1${")".repeat(30)}`, { depth: 20 }],
    [
      "nodes",
      "limit-nodes: The expression grew beyond 100 nodes.",
      "f(a, b, c, d) = (sin(a b) + cos(b c) + exp(c d) + log(d + a^2))^5\n∇²f",
      { nodes: 100 },
    ],
    [
      "work",
      "limit-work: This takes too long and was stopped.",
      "f(x, y) = 100(y - x²)² + (1 - x)²\ngd f from (-1, 1) step 0.001 steps 9000",
      { work: 1 },
    ],
    [
      "entries",
      "limit-entries: A matrix of 10000 entries is beyond the limit of 900.",
      "A : matrix 100×100",
      { entries: 900 },
    ],
    [
      "updates",
      "limit-iterations: More than 50 updates are not made.",
      "gd (x² + 1) from 1 steps 60",
      { iterations: 50 },
    ],
  ];
  test.each(limited)("%s", (_, told, text, limits) => {
    const { said, last } = ask(`${text}\n1 + 1`, { limits });
    expect(said.filter((line) => line.startsWith("limit-"))).toEqual([told]);
    expect(last).toBe("2");
  });

  test("statements, of which the first ones are answered", () => {
    const { problems, statements } = finish(createSession({ locale: "en" }), "1 + 1\n".repeat(20_001));
    expect(problems.map(({ code }) => code)).toEqual(["too-many"]);
    expect(statements[0].answer?.text).toBe("2");
  });
});

describe("a fault of the engine's own", () => {
  const broken = (): never => {
    throw new TypeError("no such thing");
  };
  test("is said to be one, told whole, and keeps to its line", () => {
    const faults: [unknown, string][] = [];
    const onFault = (error: unknown, statement: string) => faults.push([error, statement.trim()]);
    const { said, last } = ask('X = load "a.csv"\nX\n1 + 1', { loadFile: broken, onFault });
    expect(said[0]).toBe(
      'internal: X = load "a.csv" met a fault of Nablascope\'s own (no such thing). Other lines are not affected; please report it with this line.',
    );
    expect(said[1]).toMatch(/^not-usable: X has no meaning yet/);
    expect(faults).toEqual([[new TypeError("no such thing"), 'X = load "a.csv"']]);
    expect(last).toBe("2");
  });
});

describe("what is doubtful in a file is said with its line", () => {
  const load = (text: string) =>
    ask('load "p.csv" columns a', { loadFile: () => ({ kind: "bytes", bytes: new TextEncoder().encode(text) }) });
  test("numbers grouped by commas", () => {
    const { said } = load('a;b\n"1,234";2\n"5,678";3\n');
    expect(said.filter((line) => line.startsWith("load-note"))).toHaveLength(1);
    expect(said[0]).toMatch(/^load-note: p\.csv, line 2/);
  });
  test("an orderly one is loaded without a word", () => {
    expect(load("a;b\n1;2\n5;3\n").said).toEqual([]);
  });
});
