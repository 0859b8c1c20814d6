import { describe, expect, test } from "vitest";
import { actionsAt } from "../../../src/lang/service/actions";
import { completionsAt, nameDocumentation } from "../../../src/lang/service/complete";
import { hoverAt } from "../../../src/lang/service/hover";
import { lensesOf } from "../../../src/lang/service/lens";
import { semanticTokensOf } from "../../../src/lang/service/semantic";
import { signatureAt } from "../../../src/lang/service/signature";
import { sessionOf } from "../../support/nabla";

/** The text without its `‸`, and where it stood. */
function caret(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf("‸");
  return { text: marked.replace("‸", ""), offset };
}

const program = "A = [2 1; 1 3]\nb = (1, 2)\nq(x) = ½ x'Ax − b'x\n∇q\ncheck ∇q = A x − b\n";

function labels(marked: string): string[] {
  const { text, offset } = caret(marked);
  return completionsAt(sessionOf(text), text, offset).map(({ label }) => label);
}

describe("completion", () => {
  test("offers the names of the file before functions, on half-typed lines too", () => {
    expect(labels(`${program}∇q(‸`)).toEqual(expect.arrayContaining(["A", "b", "q", "det", "sqrt"]));
  });
  test("offers statements at the beginning of a line only", () => {
    expect(labels("‸")).toContain("minimise");
    expect(labels("1 + ‸")).not.toContain("minimise");
  });
  test("offers symbols behind a backslash, and nothing else", () => {
    const { text, offset } = caret("\\alp‸");
    const all = completionsAt(sessionOf(text), text, offset);
    expect(all[0]).toMatchObject({ label: "\\alpha", insert: "α", from: 0, to: 4 });
    expect(all.every(({ kind }) => kind === "symbol")).toBe(true);
  });
  test("offers names whose formula is too long to be written, and writes the others when they are looked at", () => {
    const deep = [
      "f_0(x) = x² + 1",
      ...Array.from({ length: 40 }, (_, k) => `f_${k + 1}(x) = f_${k}(x) * sin(f_${k}(x) + x)`),
    ];
    const text = `${deep.join("\n")}\n`;
    const session = sessionOf(text);
    const names = completionsAt(session, `${text}f`, text.length + 1).map(({ label }) => label);
    expect(names).toEqual(expect.arrayContaining(["f_0", "f_40"]));
    expect(nameDocumentation(session, "f_0")).toBe("f_0(x) = x² + 1");
    expect(nameDocumentation(session, "f_40")).toBeUndefined();
    expect(nameDocumentation(session, "g")).toBeUndefined();
  });
  test("is silent in comments and texts", () => {
    expect(labels("# de‸")).toEqual([]);
    expect(labels('load "po‸')).toEqual([]);
  });
});

describe("hover", () => {
  const at = (marked: string) => {
    const { text, offset } = caret(marked);
    return hoverAt(sessionOf(text), offset);
  };
  test("tells a name's shape and value, also inside a glued run", () => {
    const hover = at(program.replace("x'Ax", "x'‸Ax"));
    expect(hover).toMatchObject({ kind: "name", card: { head: "A", text: "[2 1; 1 3]" } });
    expect(hover && hover.to - hover.from).toBe(1);
  });
  test("tells what a parameter is", () => {
    expect(at(program.replace("Ax", "A‸x"))).toMatchObject({ kind: "name", card: { head: "x" } });
  });
  test("documents a known function", () => {
    expect(at("‸det [1 2; 3 4]")).toMatchObject({ kind: "function", card: { name: "det" } });
  });
  test("gives the statement's whole answer elsewhere, with its steps", () => {
    const hover = at("f(x, y) = x² + y²\n‸∇f\n");
    expect(hover).toMatchObject({ kind: "statement", answer: { text: "(2x, 2y)" } });
    expect(hover?.kind === "statement" ? hover.answer.steps.length : 0).toBeGreaterThan(1);
  });
});

describe("signature help", () => {
  const at = (marked: string) => {
    const { text, offset } = caret(marked);
    return signatureAt(sessionOf(text), text, offset);
  };
  test("counts the commas of the open parenthesis", () => {
    expect(at("f(x, y) = x² + y²\nf(1, ‸")).toMatchObject({ label: "f(x, y)", active: 1 });
    expect(at("f(x, y) = x² + y²\nf((1, 2), ‸")).toMatchObject({ active: 1 });
  });
  test("knows the known functions", () => {
    expect(at("kron(‸")).toMatchObject({ label: "kron(A, B)", active: 0 });
  });
  test("says nothing outside", () => {
    expect(at("f(x) = x\nf(1) + ‸")).toBeUndefined();
  });
});

describe("colours", () => {
  test("show where a glued run is cut", () => {
    const text = "A = [2 1; 1 3]\nx = (1, 2)\nAx\n";
    const tokens = semanticTokensOf(sessionOf(text)).filter(({ from }) => from >= text.indexOf("Ax"));
    expect(tokens.map(({ from, to, second }) => [text.slice(from, to), second])).toEqual([
      ["A", false],
      ["x", true],
    ]);
  });
  test("never overlap", () => {
    const tokens = semanticTokensOf(sessionOf(program));
    tokens.slice(1).forEach((token, i) => {
      expect(token.from).toBeGreaterThanOrEqual(tokens[i].to);
    });
  });
});

describe("lenses and answers", () => {
  test("a function has plot, a matrix and a run have none, a check has its verdict", () => {
    expect(lensesOf(sessionOf(program)).map(({ title }) => title.en)).toEqual(["plot", "check: proved"]);
  });
  test("every answer stands at the end of its line, at most 60 units long", () => {
    const answers = sessionOf(program).last.statements.filter(({ answer }) => answer !== undefined);
    expect(answers.map(({ answer }) => answer?.short)).toContain("A x − b");
    for (const { to, answer } of answers) {
      expect(answer?.short.length).toBeLessThanOrEqual(60);
      expect(program[to]).toBe("\n");
    }
  });
});

describe("actions", () => {
  const titled = (text: string, from: number, title: string) =>
    actionsAt(sessionOf(text), from, from).find((action) => action.title.en === title);
  const applied = (text: string, edits: readonly { from: number; to: number; text: string }[] = []) =>
    [...edits]
      .sort((a, b) => b.from - a.from)
      .reduce((out, edit) => out.slice(0, edit.from) + edit.text + out.slice(edit.to), text);
  test("insert the gradient and the Hessian below the definition", () => {
    const text = "f(x, y) = x² + y²  # bowl\n1";
    expect(applied(text, titled(text, 3, "Insert the gradient ∇f")?.edits)).toBe("f(x, y) = x² + y²  # bowl\n∇f\n1");
    expect(applied(text, titled(text, 3, "Insert the Hessian ∇²f")?.edits)).toBe("f(x, y) = x² + y²  # bowl\n∇²f\n1");
  });
  test("write the * of a glued run", () => {
    const text = "x = 2\ny = 3\nxy";
    expect(applied(text, titled(text, text.length, "Write the *")?.edits)).toBe("x = 2\ny = 3\nx*y");
  });
  test("convert one statement to ASCII and back", () => {
    const text = "f(x) = x²";
    const ascii = applied(text, titled(text, 0, "Convert to ASCII")?.edits);
    expect(ascii).toBe("f(x) = x^2");
    expect(applied(ascii, titled(ascii, 0, "Convert to Unicode")?.edits)).toBe(text);
  });
});
