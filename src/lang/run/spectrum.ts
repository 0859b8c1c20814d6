import type { Answer } from "../answer";
import { complain } from "../check/context";
import { withValues } from "../check/maker";
import type { Term } from "../check/term";
import { eigenvaluesOf } from "./entries";
import { exactPair, pairTexts } from "./exact-matrix";
import { numbersOf } from "./numbers";
import { floatText, isRational, isSurd, type Real, realLatex, realText, realToNumber, realToScalar } from "./real";
import { reply } from "./reply";
import { matrixSubject } from "./subject-of";
import { symbolicSpectrum } from "./symbolic-spectrum";
import { nodeOf } from "./task";
import type { Outcome, Task } from "./world";

/** `eig A` alone: the list of eigenvalues, complex ones too. */
export function spectrumOf(task: Task, term: Term & { op: "call" }): Outcome {
  const node = withValues(task.maker, nodeOf(task, term.args[0]));
  const A = numbersOf(task.world.b, node);
  if (!A) {
    const known = symbolicSpectrum(task, node);
    if (known) return known;
    const name = task.context.text.slice(term.args[0].from, term.args[0].to);
    complain(task.context, "no-value", { name, word: term.name }, term);
    return { defines: [] };
  }
  const values = eigenvaluesOf(A);
  const subject = matrixSubject(A);
  if ("real" in values) return { defines: [], answer: spectrumAnswer(values.real), subject };
  const pair = exactPair(A);
  const texts = pair
    ? pairTexts(pair)
    : values.complex.map(({ re, im }) => {
        const size = floatText(Math.abs(im), 6);
        return Math.abs(im) < 1e-12
          ? floatText(re, 6)
          : `${floatText(re, 6)} ${im < 0 ? "−" : "+"} ${size === "1" ? "" : size}i`;
      });
  const text = `${pair ? "" : "≈ "}${texts.join(", ")}`;
  return { defines: [], answer: reply({ text, latex: texts.join(",\\; ").replaceAll("−", "-") }), subject };
}

/** Eigenvalues stand as a list without parentheses. */
function spectrumAnswer(values: readonly Real[]): Answer {
  const isFloat = values.some((x) => !isRational(x) && !isSurd(x));
  const core = values.map((x) => realText(x, "-")).join(", ");
  const floats = values.some(isSurd)
    ? ` ≈ ${values.map((x) => realText({ approx: realToNumber(x) }, "-")).join(", ")}`
    : "";
  return reply({
    text: `${isFloat ? "≈ " : ""}${core}${isFloat ? "" : floats}`,
    latex: values.map(realLatex).join(",\\; "),
    value: values.map(realToScalar),
  });
}
