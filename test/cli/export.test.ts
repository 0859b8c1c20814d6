import { describe, expect, test } from "vitest";
import { runCommand } from "../../src/cli/check";

const ridge = "X : matrix m×n\ny : vector m\nloss(w) = ‖X w − y‖²\nexport ∇loss to julia\n";

function run(...args: string[]) {
  let [output, complaint] = ["", ""];
  const code = runCommand(args, {
    readFile: (path) => {
      if (path !== "a.nabla") throw new Error("no such file");
      return ridge;
    },
    version: "0",
    readInput: () => ridge,
    write: (text) => {
      output += text;
    },
    complain: (text) => {
      complaint += text;
    },
  });
  return { code, output, complaint };
}

describe("nabla export", () => {
  test("--lang zh speaks Chinese, also where it was called wrongly", () => {
    expect(run("export", "--lang", "zh").complaint).toMatch(/输出文件中 export 语句/);
    expect(run("export", "b.nabla", "--lang", "zh").complaint).toMatch(/无法读取 b\.nabla/);
    expect(run("export", "a.nabla", "--lang", "zh").output).toContain("function");
    expect(run("export", "a.nabla", "--lang", "fr").code).toBe(2);
  });

  test("prints what the export lines make", () => {
    const { code, output } = run("export", "a.nabla");
    expect(code).toBe(0);
    expect(output).toContain("function loss_and_grad(w, X, y)");
  });
  test("prints them in another language, or another derivative", () => {
    expect(run("export", "a.nabla", "--to", "numpy").output).toMatch(/^# loss.*\n(#.*\n)*import numpy/);
    expect(run("export", "-", "--to", "numpy", "--of", "∇²loss").output).toContain("def loss_grad_hess");
  });
  test("exits with 1 when nothing can be made, and says so", () => {
    const { code, output, complaint } = run("export", "a.nabla", "--of", "1 +");
    expect([code, output]).toEqual([1, ""]);
    expect(complaint).toContain("nothing to export");
  });
  test("exits with 2 for an unknown language, wrong use or an unreadable file", () => {
    expect(run("export", "a.nabla", "--to", "cobol").code).toBe(2);
    expect(run("export").code).toBe(2);
    expect(run("export", "b.nabla").code).toBe(2);
  });
});
