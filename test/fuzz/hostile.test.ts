import { describe, expect, test } from "vitest";
import { type Analysis, createSession, type Session } from "../../src/lang/session";

/** Texts that nobody writes and a file may hold all the same. Each gets a message with a place, in time, and the next valid text its answer. */
const hostile: Readonly<Record<string, () => string>> = {
  nothing: () => "",
  "blanks and tabs": () => " \t\n\t \n",
  "half a definition": () => "f(x, y) =",
  "an open bracket": () => "A = [1, 2; 3",
  "100,000 opening parentheses": () => `y = ${"(".repeat(100_000)}`,
  "100,000 minus signs": () => `y = ${"-".repeat(100_000)}1`,
  "100,000 postfix primes": () => `f(x) = x${"'".repeat(100_000)}`,
  "a tower of powers": () => `y = ${"9^".repeat(5_000)}9`,
  "10^10^10^10": () => "y = 10^10^10^10",
  "a factorial's worth of digits": () => `y = ${"7".repeat(20_000)}^3`,
  "gamma of a billion": () => "y = gamma(10^9)",
  "a sum of 20,000 terms": () => `f(x) = ${"x + ".repeat(20_000)}x\n∇f`,
  "a product of 5,000 sums": () => `f(x) = ${"(x + 1)*".repeat(5_000)}x\n∇²f`,
  "a matrix of 300 × 300": () =>
    `A = [${Array.from({ length: 300 }, () => Array(300).fill("1").join(", ")).join("; ")}]\neig A`,
  "zeros of a size nobody can hold": () => "A = zeros(100000, 100000)\ndet A",
  "a singular matrix solved": () => "A = [1, 2; 2, 4]\nb = [1; 1]\nA \\ b\ninv A\ncond A",
  "a matrix that is not square": () => "A = [1, 2, 3; 4, 5, 6]\ndet A\neig A\ninv A",
  "wrong shapes": () => "A = [1, 2; 3, 4]\nb = [1; 2; 3]\nA b\nb'A",
  "division by zero": () => "1/0\n0/0\nlog(0)\n0^0\ninf - inf",
  "numbers beyond floating point": () => "~1e400\n1e999\n~1e-400",
  "a name that is a trap": () => "__proto__ = 3\nconstructor = 4\ntoString = 5\n__proto__ + constructor + toString",
  "member access": () => 'a.b.c\nf.call\nx["constructor"]',
  "look-alike letters": () => "а = 3\na + 1\nο = 2\no + 1",
  "lone surrogates": () => "x\ud800 = 3\n\udc00\ny = \ud83d",
  "emoji and joined letters": () => "👩‍🔬 = 3\ny = 👍 + 1",
  "bidirectional controls": () => "x = 3 # \u202e 4\u2066\nx + 1",
  "every kind of line end": () => "x = 1\r\ny = 2\rz = 3\u2028w = 4\u2029v = 5\n\rx + y",
  "a byte order mark": () => "\ufeffx = 1\nx + 1",
  "control characters": () => "x\u0000 = 1\u0007\n\u001b[31mx",
  "full-width punctuation": () => "f（x，y）＝x＋y\n∇f",
  "a line of one megabyte": () => `x = ${"1 + ".repeat(250_000)}1`,
  "a comment of one megabyte": () => `# ${"a".repeat(1_000_000)}\nx = 1`,
  "ten megabytes of text": () => "x + y + z * 3 - 4\n".repeat(600_000),
  "100,000 lines": () => Array.from({ length: 100_000 }, (_, k) => `a_${k} = ${k}`).join("\n"),
  "a function of itself": () => "f(x) = f(x) + 1\nf(2)",
  "two functions of each other": () => "f(x) = g(x)\ng(x) = f(x)\nf(1)",
  "descent that diverges": () => "q(x, y) = x² + 10y²\ngd q from (1, 1) step 10 tol 1e-9",
  "descent without an end": () => "q(x, y) = x² + 10y²\ngd q from (1, 1) step 1/1000000 tol 1e-300",
};

/** The whole of it, of the processor's time: a machine with other work to do is no fault of ours. */
const slowestMs = 10_000;

describe("hostile input", () => {
  test.each(Object.entries(hostile))(
    "%s is answered in time, and the next text is right",
    (_, make) => {
      const text = make();
      const session = createSession({ locale: "en" });
      const start = process.cpuUsage();
      const analysis = answered(session, text);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(slowestMs);
      for (const { from, to, message } of analysis.problems) {
        expect(from >= 0 && from <= to && to <= text.length).toBe(true);
        expect(message.en && message.zh).toBeTruthy();
      }
      const next = answered(session, "f(x, y) = x² + y²\n∇f(3, -4)");
      expect(next.statements[1]?.answer?.text).toMatch(/^\(6, -8\)|^\(6, −8\)/);
      expect(next.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    },
    60_000,
  );

  test("what is wrong is said at its place", () => {
    const wrong = ["an open bracket", "wrong shapes", "a matrix that is not square", "10^10^10^10", "member access"];
    for (const name of [
      ...wrong,
      "zeros of a size nobody can hold",
      "100,000 opening parentheses",
      "a function of itself",
    ]) {
      const analysis = answered(createSession({ locale: "en" }), hostile[name]!());
      expect(analysis.problems.length, name).toBeGreaterThan(0);
    }
  }, 60_000);

  test("a session yields often enough to be left at any time", () => {
    const session = createSession({ locale: "en" });
    session.update(`f(x) = ${"(x + 1)*".repeat(300)}x\n∇²f\n${"∇f(1/3)\n".repeat(200)}`);
    const work = session.run();
    let longest = 0;
    for (let last = performance.now(); !work.next().done; ) {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }
    expect(longest).toBeLessThan(250);
  });
});

function answered(session: Session, text: string): Analysis {
  session.update(text);
  const work = session.run();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
