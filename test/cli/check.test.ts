import { describe, expect, test } from "vitest";
import { runCommand } from "../../src/cli/check";

function run(args: readonly string[], files: Readonly<Record<string, string>>, input = "") {
  let output = "";
  let complaint = "";
  const code = runCommand(args, {
    version: "1.2.3",
    readFile: (path) => {
      if (!Object.hasOwn(files, path)) throw new Error("no such file");
      return files[path];
    },
    readInput: () => input,
    write: (text) => {
      output += text;
    },
    complain: (text) => {
      complaint += text;
    },
  });
  return { code, output, complaint };
}

const good = "f(x, y) = x² + y²\n∇f(3, -4)\ncheck ∇f = (2x, 2y)\n";

describe("nabla check", () => {
  test("prints each answer beside its line, and a summary", () => {
    const { code, output } = run(["check", "a.nabla"], { "a.nabla": good });
    expect(code).toBe(0);
    expect(output).toMatch(/2 {2}∇f\(3, -4\) +# \(6, -8\)/);
    expect(output.trim().split("\n").at(-1)).toContain("1 proved");
  });
  test("counts one answer and two, and tells its version", () => {
    const last = (text: string) => run(["check", "a"], { a: text }).output.trim().split("\n").at(-1);
    expect(last("1 + 1\n")).toBe("1 answer, 0 proved, 0 refuted, 0 undecided, 0 errors, 0 warnings");
    expect(last("1 + 1\nfoo(\n")).toContain("1 error, 0 warnings");
    expect(last("1 + 1\n2 + 2\n")).toContain("2 answers");
    expect(run(["--version"], {})).toEqual({ code: 0, output: "1.2.3\n", complaint: "" });
  });
  test("exits with 1 when a check is refuted or a line is wrong", () => {
    expect(run(["check", "a"], { a: "check 1 = 2\n" }).code).toBe(1);
    expect(run(["check", "a"], { a: "foo(\n" }).code).toBe(1);
  });
  test("exits with 2 for a file that can't be read, and for wrong use", () => {
    expect(run(["check", "none"], {}).code).toBe(2);
    expect(run(["--nonsense"], {}).code).toBe(2);
    expect(run([], {}).code).toBe(2);
  });
  test("- is standard input", () => {
    expect(run(["check", "-"], {}, "1/3 + 1/6\n").output).toContain("1/2 = 0.5");
  });
  test("--json is an array of files with lines and columns from 1", () => {
    const { output } = run(["check", "--json", "a"], {
      a: "\nA = [2 1; 1 3]\neig [2 0; 0 1]\nA \\ (1, 2)\ncheck A ≻ 0\nfoo + 1\nf(x, y) = x² + y²\nminimise f\n",
    });
    const [file] = JSON.parse(output);
    expect(file.file).toBe("a");
    const by = (source: string) => file.statements.find((one: { source: string }) => one.source === source);
    expect(by("eig [2 0; 0 1]")).toMatchObject({ line: 3, answer: "1, 2", value: [1, 2] });
    expect(by("A \\ (1, 2)").value).toEqual(["1/5", "3/5"]);
    expect(by("check A ≻ 0").verdict).toBe("proved");
    expect(by("minimise f").value).toEqual([0, 0]);
    expect(file.problems[0]).toEqual({
      line: 6,
      column: 1,
      endLine: 6,
      endColumn: 4,
      code: "undefined-name",
      severity: "error",
      message: expect.any(String),
    });
  });
  test("--lang zh speaks Chinese", () => {
    expect(run(["check", "--lang", "zh", "a"], { a: "foo + 1\n" }).output).toContain("没有名为 foo 的量");
    expect(run(["check", "--lang=zh", "--json", "a"], { a: "foo + 1\n" }).output).toContain("没有名为 foo 的量");
    const program = "A = [2 1; 1 2]\ndefinite A\ncheck A = A'\n";
    const spoken = run(["check", "--lang", "zh", "a"], { a: program }).output;
    expect(spoken).toContain("# 正定   主元 2, 3/2");
    expect(spoken).toContain("# 已证");
    expect(spoken).not.toMatch(/positive definite|proved/);
  });
  test("JSON is English unless a language is asked for, and its verdicts always are", () => {
    const program = "A = [2 1; 1 2]\ndefinite A\n";
    const json = (...more: string[]) => JSON.parse(run(["check", "--json", ...more, "a"], { a: program }).output)[0];
    const answers = (...more: string[]) => json(...more).statements.map(({ answer }: { answer: string }) => answer);
    expect(answers()).toEqual(["positive definite   pivots 2, 3/2"]);
    expect(answers("--lang", "zh")).toEqual(["正定   主元 2, 3/2"]);
    expect(json("--lang", "zh").statements[0].verdict).toBe("positive definite");
  });
  test("--help says how", () => {
    expect(run(["--help"], {}).output).toContain("nabla check");
  });
});
