import { describe, expect, test } from "vitest";
import { actionsAt } from "../../../src/lang/service/actions";
import { completionsAt, nameDocumentation } from "../../../src/lang/service/complete";
import { hoverAt } from "../../../src/lang/service/hover";
import { lensesOf } from "../../../src/lang/service/lens";
import { semanticTokensOf } from "../../../src/lang/service/semantic";
import { signatureAt } from "../../../src/lang/service/signature";
import { plainSnippet, programSnippets, sortSnippets, statementSnippets } from "../../../src/lang/service/snippets";
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
  test("offers only sorts and names behind the colon of a declaration, and only languages behind the to of an export", () => {
    expect(labels("n : size\nA, B : ‸")).toEqual(expect.arrayContaining(["matrix", "spd", "positive scalar", "n"]));
    expect(labels("n : size\nA, B : ‸")).not.toContain("max");
    expect(labels("n : size\nx : vector ‸")).toContain("n");
    expect(labels("n : size\nx : vector ‸")).not.toContain("norm");
    expect(labels("f(x) = x²\nexport f to numpy, ‸")).toEqual(expect.arrayContaining(["julia", "latex"]));
    expect(labels("f(x) = x²\nexport f to numpy, ‸")).not.toContain("numpy");
  });
  test("offers the next words of a statement behind an operand, each once", () => {
    expect(labels(`${program}gd q ‸`).slice(0, 2)).toEqual(["from", "step"]);
    expect(labels(`${program}gd q from (1, 2) ‸`)).not.toContain("from");
    expect(labels(`${program}gd q from ‸`)).not.toContain("tol");
    expect(labels(`${program}gd ‸`)).not.toContain("from");
    expect(labels("f(x) = x ‸")).not.toContain("at");
  });
  test("offers a parameter and a constant by themselves, so that no function takes their place", () => {
    expect(labels("f(t) = 2 t‸")).toEqual(expect.arrayContaining(["t", "tan", "e", "pi"]));
    expect(labels("f(t) = 2 t\nderive f at t‸")).toContain("t");
  });
  test.each([...statementSnippets, ...programSnippets, ...sortSnippets])(
    "$label is a program as it is inserted",
    ({ label, insert }) => {
      const plain = plainSnippet(insert);
      const around = [
        "f(x, y) = x² + y²",
        "q(x, y) = 2x² + y² + x y",
        "F(x, y) = (x y, x + y)",
        "A : matrix 2×2",
        "b : vector 2",
        "m, n : size",
      ].filter(
        (line) =>
          !plain.split("\n").some((own) => own.replace(/[:(=].*/, "").trim() === line.replace(/[:(=].*/, "").trim()),
      );
      const isSort = sortSnippets.some((one) => one.label === label && one.insert === insert);
      const own = isSort ? `Z : ${plain}` : plain;
      const defines = own
        .split("\n")
        .map((line) => /^\s*([\p{L}, ]+?)\s*(?:\(.*\)\s*=|=|:)/u.exec(line)?.[1] ?? "")
        .join(",")
        .split(/\s*,\s*/);
      const before = around
        .flatMap((line) => {
          const [names = "", rest = ""] = /^([\p{L}, ]+)(.*)$/su.exec(line)?.slice(1) ?? [];
          const left = names
            .split(",")
            .map((name) => name.trim())
            .filter((name) => !defines.includes(name));
          return left.length === 0 ? [] : [`${left.join(", ")}${rest.startsWith("(") ? "" : " "}${rest}`];
        })
        .join("\n");
      const session = sessionOf(`${before}\n${own}\n`);
      const wrong = session.last.problems.filter(({ severity }) => severity === "error");
      expect(wrong.map(({ code }) => code).filter((code) => code !== "refuted" && code !== "no-file")).toEqual([]);
    },
  );
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
