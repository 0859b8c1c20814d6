import { lu, qr, svd } from "../../core/num/decompose";
import type { RationalMatrix } from "../../core/num/exact";
import { exactCholesky, exactLu, exactQr } from "../../core/num/exact-factor";
import { tryCholesky } from "../../core/num/factor";
import { Q as Exact, type Rational } from "../../core/num/rational";
import { type Surd, surdRoot, surdToNumber } from "../../core/num/surd";
import type { Text } from "../../words/text";
import { complain } from "../check/context";
import { withValues } from "../check/maker";
import { nounOf } from "../check/shape-words";
import { attempt } from "../symbolic/build";
import { isSemidefinite } from "../symbolic/mat";
import type { Expr } from "../syntax/tree";
import { floatsOf, isSymmetricNumbers, rowsOf } from "./entries";
import { analyseForm, symmetricHalf } from "./form";
import { type Numbers, numbersOf, numbersText, simplest } from "./numbers";
import { floatText, isRational, isSurd, realLatex, realText, realToScalar } from "./real";
import { reply, wordsLatex } from "./reply";
import { matrixSubject } from "./subject-of";
import { isSafe } from "./symbolic-optimum";
import { nodeOf, read } from "./task";
import type { Outcome, Task } from "./world";

/** `definite A`, `inertia A` and the decompositions, which give more than one value. */
export function answerWhole(task: Task, name: string, argument: Expr): Outcome {
  const known = name === "definite" ? definiteByStructure(task, argument) : undefined;
  if (known) return known;
  const A = matrixIn(task, name, argument);
  if (!A) return { defines: [] };
  const label = task.context.text.slice(argument.from, argument.to).trim();
  if (name === "definite" || name === "inertia") return definite(task, name, A, argument);
  const flat = floatsOf(A);
  const { rows: m, cols: n } = A;
  const rational = exactRows(A);
  if (name === "svd") return singular(A, label, rational);
  if (name === "qr") {
    const exact = rational && n <= 4 && m >= n ? exactQr(rational) : undefined;
    if (exact) return done(A, `Q = ${surdsText(exact.Q)},   R = ${surdsText(exact.R)}`, floatRows(exact.R));
    const { Q, R } = qr(flat, m, n);
    return done(A, `Q ${matrixText(Q)},   R ${matrixText(R)}`, R);
  }
  if (m !== n) {
    complain(task.context, "not-square", { word: name, what: label, shape: nounOf(A) }, argument);
    return { defines: [] };
  }
  if (name === "lu") {
    const order = (p: readonly number[]) => `rows ${p.map((i) => i + 1).join(" ")}`;
    if (rational) {
      const { L, U, p } = exactLu(rational);
      const [l, u] = [L, U].map((rows) => numbersText({ rows: n, cols: n, entries: rows.flat() }));
      return done(A, `L = ${l},   U = ${u},   ${order(p)}`, U.map((row) => row.map(realToScalar)) as never);
    }
    const { L, U, p } = lu(flat, n);
    return done(A, `L ${matrixText(L)},   U ${matrixText(U)},   ${order(p)}`, U);
  }
  const form = isSymmetricNumbers(A) ? analyseForm(rowsOf(A)) : undefined;
  const isPositive = form?.definiteness === "positive definite";
  const surds = isPositive && rational ? exactCholesky(rational) : undefined;
  if (surds) return done(A, `L = ${surdsText(surds)}`, floatRows(surds));
  const L = isPositive ? tryCholesky(flat, n) : undefined;
  if (L)
    return done(
      A,
      `L ${numbersText(numbersFrom(L, n, n))}`,
      Array.from({ length: n }, (_, i) => [...L.subarray(i * n, (i + 1) * n)]),
    );
  if (form?.down) {
    const claimed: Text = { en: "positive definite", zh: "正定" };
    const vector = `(${form.down.vector.map((x) => realText(x)).join(", ")})`;
    complain(
      task.context,
      "not-definite",
      { name: label, claimed, vector, value: realText(form.down.value) },
      argument,
    );
  } else
    complain(
      task.context,
      "unknown",
      { what: `chol ${label}`, why: { en: "it needs a positive definite matrix", zh: "它需要正定矩阵" } },
      argument,
    );
  return { defines: [] };
}

/** The class of a matrix with letters, as far as structure and facts tell it. */
function definiteByStructure(task: Task, argument: Expr): Outcome | undefined {
  const trial = { ...task, context: { ...task.context, drafts: [], failed: false } };
  const [term] = read(trial, [argument]) ?? [];
  const node = term && attempt(() => nodeOf(trial, term)).value;
  const { b } = task.world;
  if (!node || node.rows !== node.cols || attempt(() => numbersOf(b, withValues(task.maker, node))).value)
    return undefined;
  const forms = [node, b.neg(node)];
  const names = ["positive", "negative"];
  for (const [i, form] of forms.entries()) {
    const word = isSafe(task, form)
      ? `${names[i]} definite`
      : isSemidefinite(b.graph, form)
        ? `${names[i]} semidefinite`
        : undefined;
    if (word)
      return { defines: [], answer: reply({ text: `${word}   structure`, latex: wordsLatex(word), verdict: word }) };
  }
  return undefined;
}

/** Beyond this size the exact factors are longer than a person reads. */
const largestExact = 6;

/** The rows of a small matrix of exact numbers. */
function exactRows(A: Numbers): RationalMatrix | undefined {
  const isSmall = Math.max(A.rows, A.cols) <= largestExact;
  return isSmall && A.entries.every(isRational) ? (rowsOf(A) as RationalMatrix) : undefined;
}

const surdsText = (rows: readonly (readonly Surd[])[]): string =>
  numbersText({ rows: rows.length, cols: rows[0]?.length ?? 0, entries: rows.flat().map(simplest) });

const floatRows = (rows: readonly (readonly Surd[])[]): number[][] => rows.map((row) => row.map(surdToNumber));

/** Singular values: the roots of the eigenvalues of A'A, in closed form where those are rational. */
function singular(A: Numbers, label: string, rational: RationalMatrix | undefined): Outcome {
  const { s } = svd(floatsOf(A), A.rows, A.cols);
  const tail = `   singular values of ${label}`;
  const gram = rational && analyseForm(gramOf(rational, A.rows < A.cols)).eigenvalues;
  if (gram?.every(isRational)) {
    const exact = gram.map((x) => simplest(surdRoot(x))).reverse();
    const floats = exact.some(isSurd) ? ` ≈ ${s.map((x) => floatText(x, 6)).join(", ")}` : "";
    return done(A, `${exact.map((x) => realText(x)).join(", ")}${floats}${tail}`, s);
  }
  const values = s.map((approx) => ({ approx }));
  return done(A, `≈ ${values.map((x) => realText(x, "-")).join(", ")}${tail}`, s);
}

/** A'A, or A A' where that is smaller. */
function gramOf(A: RationalMatrix, isWide: boolean): RationalMatrix {
  const vectors = isWide ? A : (A[0] ?? []).map((_, j) => A.map((row) => row[j]));
  return vectors.map((u) =>
    vectors.map((v) => u.reduce<Rational>((sum, x, i) => Exact.add(sum, Exact.mul(x, v[i])), 0)),
  );
}

function done(A: Numbers, text: string, value: readonly number[] | readonly (readonly number[])[]): Outcome {
  return { defines: [], answer: reply({ text, latex: wordsLatex(text), value }), subject: matrixSubject(A) };
}

function numbersFrom(flat: ArrayLike<number>, rows: number, cols: number): Numbers {
  return { rows, cols, entries: Array.from(flat, (approx) => ({ approx })) };
}

const matrixText = (rows: readonly (readonly number[])[]): string =>
  numbersText(
    numbersFrom(
      rows.flat().map((x) => (Math.abs(x) < 1e-15 ? 0 : x)),
      rows.length,
      rows[0]?.length ?? 0,
    ),
  );

/** The numbers of a matrix that an analysis needs; says so where there are none. */
function matrixIn(task: Task, word: string, argument: Expr): Numbers | undefined {
  const [term] = read(task, [argument]) ?? [];
  if (!term) return undefined;
  const numbers = numbersOf(task.world.b, withValues(task.maker, nodeOf(task, term)));
  if (!numbers)
    complain(
      task.context,
      "no-value",
      { name: task.context.text.slice(argument.from, argument.to).trim(), word },
      argument,
    );
  return numbers;
}

/** `positive definite   pivots 2, 3/2`. Of a matrix that is not symmetric the symmetric part decides. */
function definite(task: Task, name: string, A: Numbers, argument: Expr): Outcome {
  const label = task.context.text.slice(argument.from, argument.to).trim();
  if (A.rows !== A.cols) {
    complain(task.context, "not-square", { word: name, what: label, shape: nounOf(A) }, argument);
    return { defines: [] };
  }
  const isSymmetric = isSymmetricNumbers(A);
  if (!isSymmetric) {
    complain(task.context, "not-symmetric", { name: label }, argument, [
      {
        title: { en: `Replace ${label} by (${label} + ${label}')/2`, zh: `将 ${label} 换成 (${label} + ${label}')/2` },
        edits: [{ from: argument.from, to: argument.to, text: `((${label} + ${label}')/2)` }],
      },
    ]);
  }
  const rows = rowsOf(A);
  const half = isSymmetric
    ? rows
    : rows.flat().every(isRational)
      ? symmetricHalf(rows as never)
      : rows.map((row, i) =>
          row.map((_, j) => ({
            approx: (Number(floatsOf(A)[i * A.cols + j]) + Number(floatsOf(A)[j * A.cols + i])) / 2,
          })),
        );
  const form = analyseForm(half);
  const { positive, zero, negative } = form.inertia;
  const subject = matrixSubject(A);
  if (name === "inertia") {
    const text = `${positive} positive, ${zero} zero, ${negative} negative`;
    return {
      defines: [],
      answer: reply({ text, latex: `(${positive},\\, ${zero},\\, ${negative})`, value: [positive, zero, negative] }),
      subject,
    };
  }
  const witness = form.definiteness === "indefinite" ? form.down : undefined;
  const tail =
    form.pivots && form.definiteness.endsWith(" definite")
      ? `   pivots ${form.pivots.map((x) => realText(x)).join(", ")}`
      : witness
        ? `   v'Av = ${realText(witness.value)} for v = (${witness.vector.map((x) => realText(x)).join(", ")})`
        : `   eigenvalues ${form.eigenvalues.map((x) => realText(x)).join(", ")}`;
  const text = `${form.definiteness}${tail}`;
  const latex = `${wordsLatex(form.definiteness)}${form.pivots ? `,\\; ${form.pivots.map(realLatex).join(",\\, ")}` : ""}`;
  return { defines: [], answer: reply({ text, latex, verdict: form.definiteness }), subject };
}
