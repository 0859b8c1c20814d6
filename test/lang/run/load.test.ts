import { describe, expect, test } from "vitest";
import type { DataFile } from "../../../src/lang/data-file";
import { type Analysis, createSession, type Session } from "../../../src/lang/session";

const bytesOf = (text: string): DataFile => ({ kind: "bytes", bytes: new TextEncoder().encode(text) });

/** A folder of data files that can change, and the file that loads them. */
function desk(files: Record<string, DataFile>) {
  const session = createSession({
    locale: "en",
    loadFile: (path) => {
      files[path] ??= { kind: "problem", message: { en: "there is no such file.", zh: "文件不存在。" } };
      return files[path];
    },
  });
  return { files, ask: (text: string) => run(session, text) };
}
function run(session: Session, text: string): Analysis {
  session.update(text);
  const running = session.run();
  for (let next = running.next(); ; next = running.next()) if (next.done) return next.value;
}
const answers = ({ statements }: Analysis) => statements.map(({ answer }) => answer?.text);
const errors = ({ problems }: Analysis) =>
  problems.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code}: ${message.en}`);

const big = bytesOf("1\n".repeat(1_200_000));
const points = "x,y,label\n1,2,a\n3,4,b\n5,7,c\n";

describe("load", () => {
  test("gives a matrix of floating-point numbers under its name", () => {
    const { ask } = desk({ "p.csv": bytesOf("1,2\n3,4\n5,7") });
    const analysis = ask('X = load "p.csv"\nX\'X\nX[3, 2]');
    expect(errors(analysis)).toEqual([]);
    expect(answers(analysis)).toEqual(["3×2", "≈ [35 49; 49 69]", "≈ 7"]);
  });
  test("gives a column for each name asked for, and a matrix of them under one name", () => {
    const { ask } = desk({ "p.csv": bytesOf(points) });
    const apart = ask('load "p.csv" columns y, x\ndot(x, y)\nsum(y)');
    expect([errors(apart), answers(apart).slice(1)]).toEqual([[], ["≈ 49", "≈ 13"]]);
    const together = ask('Z = load "p.csv" columns y, x\nZ[1, 1]');
    expect([errors(together), answers(together)[1]]).toEqual([[], "≈ 2"]);
  });
  test("gives what formulas use like any other value", () => {
    const { ask } = desk({ "A.json": bytesOf("[[2, 1], [1, 2]]") });
    const analysis = ask('A = load "A.json"\nq(x) = 1/2 x\'Ax\n∇q(1, 0)\ndefinite A');
    expect(errors(analysis)).toEqual([]);
    expect(answers(analysis)[2]).toMatch(/^≈ \(2, 1\)/);
    expect(answers(analysis)[3]).toMatch(/^positive definite/);
  });
  test("is evaluated again when the file has changed, with all that depends on it and nothing else", () => {
    const { files, ask } = desk({ "p.csv": bytesOf("1\n2\n") });
    const text = 'X = load "p.csv"\nsum(X)\n1 + 1';
    const before = ask(text);
    expect(answers(before)[1]).toBe("≈ 3");
    expect(ask(text).statements[0].answer).toBe(before.statements[0].answer);
    files["p.csv"] = bytesOf("1\n5\n");
    const after = ask(text);
    expect(answers(after)[1]).toBe("≈ 6");
    expect(after.statements[2].answer).toBe(before.statements[2].answer);
  });
  test("says that a file is being read, and answers once it is there", () => {
    const { files, ask } = desk({ "p.csv": { kind: "pending" } });
    const text = 'X = load "p.csv"\nsum(X)';
    expect(ask(text).problems[0]).toMatchObject({ code: "load-pending", severity: "info" });
    files["p.csv"] = bytesOf("1\n2\n");
    expect(answers(ask(text))[1]).toBe("≈ 3");
  });
});

describe("load is refused with a reason at its path", () => {
  test.each([
    ["no such file", 'X = load "none.csv"', "load-fault: none.csv: there is no such file."],
    ["a field that is no number", 'X = load "p.csv"', "load-fault: p.csv, line 2:3: “a” in column label"],
    [
      "a column that is not there",
      'load "p.csv" columns z',
      "load-fault: p.csv: The file has no column z. It has x, y, label.",
    ],
    ["no name", 'load "p.csv"', "load-nameless"],
    ["a missing value", 'X = load "gap.csv"', "load-gaps: Column y of gap.csv has no finite number in row 2"],
    ["an absolute path", 'X = load "/etc/passwd"', "load-relative"],
    ["a drive", 'X = load "C:\\data.csv"', "load-relative"],
    ["an address", 'X = load "https://a.example/p.csv"', "load-relative"],
    ["too many numbers", 'X = load "big.csv"', "load-fault: big.csv: The file holds 1200000 numbers"],
    ["a name that is taken", 'X = 1\nX = load "square.csv"', "defined-twice"],
  ])("%s", (_name, text, expected) => {
    const { ask } = desk({
      "p.csv": bytesOf(points),
      "gap.csv": bytesOf("x,y\n1,2\n3,\n"),
      "square.csv": bytesOf("1,2\n3,4"),
      "big.csv": big,
    });
    const analysis = ask(text);
    const said = errors(analysis);
    expect(said[0]).toContain(expected);
    const first = analysis.problems.find(({ severity }) => severity === "error");
    if (first?.code !== "defined-twice") expect(text.slice(first?.from, first?.to)).toMatch(/^"/);
  });
  test("where no files are at hand", () => {
    const { problems } = run(createSession({ locale: "en" }), 'X = load "p.csv"\nX');
    expect(problems.map(({ code }) => code)).toEqual(["load-unavailable", "not-usable"]);
  });
  test("and the names it would have given are broken, not unknown", () => {
    const { ask } = desk({});
    expect(errors(ask('load "none.csv" columns a, b\na + b'))[1]).toContain("not-usable");
  });
});

describe("a large file", () => {
  const [m, n] = [1_000, 50];
  const X = Array.from({ length: m }, (_, i) =>
    Array.from({ length: n }, (_, j) => Number(Math.sin(i * 7 + j * j).toFixed(3))),
  );
  const y = X.map((row, i) => Number((row[0] - 2 * row[7] + Math.sin(i)).toFixed(3)));
  const csv = [Array.from({ length: n }, (_, j) => `c${j}`).join(), ...X.map((row) => row.join())].join("\n");
  const { ask } = desk({ "X.csv": bytesOf(csv), "y.csv": bytesOf(`y\n${y.join("\n")}`) });
  const text = (question: string) =>
    `X = load "X.csv"\ny = load "y.csv"\nw : vector ${n}\nf(w) = ‖X w − y‖²\n${question}`;
  const gram = (i: number, j: number) => X.reduce((sum, row) => sum + row[i] * row[j], 0);
  const last = (question: string) => {
    const analysis = ask(text(question));
    expect(errors(analysis)).toEqual([]);
    return analysis.statements.at(-1)?.answer;
  };
  test("is differentiated by its names, and evaluated to what its numbers come to", () => {
    expect(last("∇f")?.text).toBe("2X'(Xw − y)");
    const H = last("∇²f")?.value as number[][];
    for (const [i, j] of [
      [0, 0],
      [3, 17],
      [49, 48],
    ] as const)
      expect(H[i][j]).toBeCloseTo(2 * gram(i, j), 4);
    const G = last("X'X")?.value as number[][];
    expect(G[20][30]).toBeCloseTo(gram(20, 30), 4);
    expect(last("rank X")?.text).toBe("50");
  });
  test("has the least-squares solution, at which the gradient vanishes", () => {
    const best = last("(X'X) \\ (X'y)")?.value as number[];
    const slope = best.map((_, j) =>
      X.reduce((sum, row, i) => sum + row[j] * (row.reduce((s, x, k) => s + x * best[k], 0) - y[i]), 0),
    );
    expect(Math.max(...slope.map(Math.abs))).toBeLessThan(1e-2);
    expect(last("minimise f")?.text).toMatch(/^≈ \(/);
  });
  test("costs a moment: derivatives, the class and the minimum together less than two seconds of the processor", () => {
    const start = process.cpuUsage();
    last("∇²f\nminimise f\nconvex f");
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
  });
});
