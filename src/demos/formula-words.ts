import type { Note, ParamNotice } from "./demo";
import type { FormulaProblem, TypedFunction } from "./function";
import { showTex } from "./number";

/** The problems of the control `formula`, with the texts that would repair them. */
export function formulaNotices(problems: readonly FormulaProblem[]): ParamNotice[] {
  return problems.map(({ message, fixes }) => ({
    param: "formula",
    problem: message,
    ...(fixes.length > 0 ? { fixes: fixes.map(({ title, text }) => ({ title, value: text })) } : {}),
  }));
}

/** Longer formulas would not be typeset, and nobody would read them. */
const MAX_TEX = 1200;

/** ∇f and ∇²f as the language writes them, with their values at (x, y). */
export function derivativeNotesAt(typed: TypedFunction, x: number, y: number): Note[] {
  const { gradient, hessian } = typed.tex();
  const at = { x: showTex(x), y: showTex(y) };
  const here = "(\\slot{x},\\,\\slot{y})";
  const notes: Note[] = [];
  if (gradient !== undefined && gradient.length <= MAX_TEX) {
    const [gx, gy] = typed.gradient(x, y);
    notes.push({
      id: "gradient",
      tex: `\\nabla f = ${gradient},\\qquad \\nabla f${here} = \\begin{pmatrix}\\slot{gx}\\\\ \\slot{gy}\\end{pmatrix}`,
      slots: { ...at, gx: showTex(gx!), gy: showTex(gy!) },
    });
  }
  if (hessian !== undefined && hessian.length <= MAX_TEX) {
    const [a, b, , c] = typed.hessian(x, y);
    notes.push({
      id: "hessian",
      tex: `\\nabla^2 f = ${hessian},\\qquad \\nabla^2 f${here} = \\begin{pmatrix}\\slot{a}&\\slot{b}\\\\ \\slot{b}&\\slot{c}\\end{pmatrix}`,
      slots: { ...at, a: showTex(a!), b: showTex(b!), c: showTex(c!) },
      sentence: {
        en: "Derived by symbols and re-checked by dual numbers at random points; the right-hand sides are the values here.",
        zh: "由符号推导得出，并在随机点用对偶数复核；右侧是此处的值。",
      },
    });
  }
  return notes;
}
