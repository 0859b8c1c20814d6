import { completeSquares } from "../../core/quadratic/analysis";
import { bestMomentum, bestNesterov, bestStep, stableStep } from "../../core/quadratic/theory";
import { rowOf } from "../../core/quadratic/trace";
import type { Locale, Text } from "../../words/text";
import type { Note, ParamNotice } from "../demo";
import { derivativeNotesAt, formulaNotices } from "../formula-words";
import { show, showPoint, showTex } from "../number";
import type { Model, Run } from "./model";
import { typedOf } from "./model";
import { racerNames } from "./params";

const classWords: { readonly [D in Model["analysis"]["definiteness"]]: Text } = {
  "positive definite": { en: "positive definite: a bowl with one lowest point", zh: "正定：碗形，有唯一的最低点" },
  "positive semidefinite": { en: "positive semidefinite: a trough", zh: "半正定：槽形" },
  "negative definite": { en: "negative definite: a dome", zh: "负定：穹顶形" },
  "negative semidefinite": { en: "negative semidefinite: a ridge", zh: "半负定：脊形" },
  indefinite: { en: "indefinite: a saddle", zh: "不定：鞍形" },
  zero: { en: "zero: a plane", zh: "零矩阵：平面" },
};

/** The class in words, with the minimum or the way down. */
export function classify(model: Model): Text {
  const { analysis, lowest } = model;
  const words = classWords[analysis.definiteness];
  if (model.formula !== undefined) {
    const found = lowest ? showPoint(lowest.point) : undefined;
    return {
      en: found
        ? `No quadratic. Near its low point ${found} the Hessian is ${words.en}.`
        : "No quadratic, and no low point was found.",
      zh: found ? `不是二次函数。在低点 ${found} 附近，黑塞矩阵${words.zh}。` : "不是二次函数，也没有找到低点。",
    };
  }
  if (lowest) {
    const isUnique = analysis.inertia.zero === 0;
    return {
      en: `A is ${words.en}. Minimum ${show(lowest.value)} at ${showPoint(lowest.point)}${isUnique ? "" : ", and on the whole flat line through it"}.`,
      zh: `A ${words.zh}。最小值 ${show(lowest.value)} 位于 ${showPoint(lowest.point)}${isUnique ? "" : "，以及过该点的整条水平线"}。`,
    };
  }
  const way = analysis.descent;
  const direction = way ? showPoint(way.direction) : "";
  const bends = way !== undefined && way.curvature < 0;
  return {
    en: `A is ${words.en}. No minimum: along ${direction} f falls for ever${bends ? `, curvature ${show(way.curvature)}` : ", in a straight line"}.`,
    zh: `A ${words.zh}。没有最小值：沿 ${direction} f 一直下降${bends ? `，曲率 ${show(way.curvature)}` : "，且是直线下降"}。`,
  };
}

const signed = (value: number): string => `${value < 0 ? "-" : "+"}\\,${showTex(Math.abs(value))}`;
/** The same before a letter, where a factor of one is not written. */
const signedFactor = (value: number): string => (Math.abs(value) === 1 ? (value < 0 ? "-\\," : "+\\,") : signed(value));

function formNote(model: Model): Note[] {
  if (model.formula !== undefined) return [];
  const { A, b, c } = model.quadratic;
  const M = model.M;
  const isSymmetric = M[1] === M[2];
  const matrix = (name: string): string =>
    `\\begin{pmatrix}\\slot{${name}11}&\\slot{${name}12}\\\\ \\slot{${name}21}&\\slot{${name}22}\\end{pmatrix}`;
  const isPolynomial = model.values["source"] === "formula";
  const slots: Record<string, string> = {
    b1: showTex(b[0]!),
    b2: showTex(b[1]!),
    // Without a constant the slot stays empty.
    c: c === 0 ? "" : `\\,${signed(c)}`,
    A11: showTex(A[0]!),
    A12: showTex(A[1]!),
    A21: showTex(A[2]!),
    A22: showTex(A[3]!),
    M11: showTex(M[0]!),
    M12: showTex(M[1]!),
    M21: showTex(M[2]!),
    M22: showTex(M[3]!),
  };
  const A_of_M = isPolynomial ? "A = M + M^{\\mathsf T}" : "A = \\tfrac12(M + M^{\\mathsf T})";
  const read = isPolynomial
    ? {
        en: "The coefficients of x², xy and y² stand in M; ½A is its symmetric part.",
        zh: "x²、xy、y² 的系数放在 M 中；½A 是它的对称部分。",
      }
    : { en: "M is not symmetric; only its symmetric part A counts.", zh: "M 不对称；起作用的只有它的对称部分 A。" };
  const notes: Note[] = [
    {
      id: "form",
      tex: `f(x) = \\tfrac12\\, x^{\\mathsf T} ${matrix("A")} x - \\begin{pmatrix}\\slot{b1}\\\\ \\slot{b2}\\end{pmatrix}^{\\mathsf T} x \\slot{c}`,
      slots,
      sentence: classify(model),
    },
  ];
  if (isPolynomial || !isSymmetric) {
    notes.push({ id: "symmetric", tex: `M = ${matrix("M")},\\quad ${A_of_M} = ${matrix("A")}`, slots, sentence: read });
  }
  return notes;
}

/** f in its own axes. */
function squaresNote(model: Model): Note[] {
  if (model.formula !== undefined) return [];
  const { terms, constant, centre } = completeSquares(model.quadratic, model.analysis);
  // A constant of zero is not written before a first square.
  const isPlain = showTex(constant) !== "0" || terms.every(({ lambda, slope }) => lambda === 0 && slope === 0);
  const slots: Record<string, string> = {
    f0: isPlain ? showTex(constant) : "",
    p1: showTex(centre[0]!),
    p2: showTex(centre[1]!),
  };
  const first = isPlain ? -1 : terms.findIndex(({ lambda, slope }) => lambda !== 0 || slope !== 0);
  const parts = terms.map(({ lambda, slope, direction }, j) => {
    const bare = (text: string): string => (j === first ? text.replace(/^\+\\,/, "") : text);
    slots[`l${j}`] = bare(signedFactor(lambda / 2));
    slots[`s${j}`] = bare(signedFactor(-slope));
    slots[`v${j}`] = `(${showTex(direction[0]!, 3)},\\,${showTex(direction[1]!, 3)})`;
    if (lambda === 0) return slope === 0 ? "" : `\\;\\slot{s${j}}\\, y_${j + 1}`;
    return `\\;\\slot{l${j}}\\, y_${j + 1}^2`;
  });
  return [
    {
      id: "squares",
      tex: `f = \\slot{f0}${parts.join("")},\\qquad y_j = v_j\\cdot\\bigl(x - (\\slot{p1},\\slot{p2})\\bigr),\\quad v_1=\\slot{v0},\\; v_2=\\slot{v1}`,
      slots,
      sentence: {
        en: "The squares completed: in the axes of A nothing is mixed, and each factor is half an eigenvalue.",
        zh: "配方：在 A 的主轴坐标下没有交叉项，每个系数是特征值的一半。",
      },
    },
  ];
}

const updateTex: { readonly [R in Run["racer"]]: string } = {
  gd: "x_{k+1} = x_k - \\slot{size}\\,\\nabla f(x_k)",
  steepest:
    "\\alpha_k = \\frac{r_k^{\\mathsf T} r_k}{r_k^{\\mathsf T} A r_k} = \\slot{size},\\quad x_{k+1} = x_k + \\alpha_k r_k",
  momentum: "x_{k+1} = x_k - \\slot{step}\\,\\nabla f(x_k) + \\slot{beta}\\,(x_k - x_{k-1})",
  nesterov: "y_k = x_k + \\slot{beta}\\,(x_k - x_{k-1}),\\quad x_{k+1} = y_k - \\slot{step}\\,\\nabla f(y_k)",
  adam: "m \\leftarrow 0.9\\,m + 0.1\\,g,\\; s \\leftarrow 0.999\\,s + 0.001\\,g^2,\\quad x_{k+1} = x_k - \\slot{step}\\,\\frac{\\hat m}{\\sqrt{\\hat s}+10^{-8}}",
  newton: "x_{k+1} = x_k - \\nabla^2 f(x_k)^{-1}\\,\\nabla f(x_k)",
  cg: "\\alpha_k = \\frac{r_k^{\\mathsf T} r_k}{d_k^{\\mathsf T} A d_k} = \\slot{size},\\quad \\beta_k = \\frac{r_k^{\\mathsf T} r_k}{r_{k-1}^{\\mathsf T} r_{k-1}} = \\slot{beta},\\quad d_k = r_k + \\beta_k d_{k-1}",
  pcg: "z_k = \\operatorname{diag}(A)^{-1} r_k,\\quad \\alpha_k = \\frac{r_k^{\\mathsf T} z_k}{d_k^{\\mathsf T} A d_k} = \\slot{size},\\quad \\beta_k = \\slot{beta}",
  jacobi: "x_{k+1} = x_k + \\operatorname{diag}(A)^{-1}(b - A x_k)",
};

/** The rules of the methods that need A where there is none. */
const updateTexBeyond: { readonly [R in Run["racer"]]?: string } = {
  steepest: "\\alpha_k = \\arg\\min_{\\alpha>0} f(x_k - \\alpha\\nabla f(x_k)) = \\slot{size}",
  cg: "\\beta_k = \\max\\left(0, \\frac{g_k^{\\mathsf T}(g_k - g_{k-1})}{g_{k-1}^{\\mathsf T} g_{k-1}}\\right) = \\slot{beta},\\quad d_k = -g_k + \\beta_k d_{k-1},\\quad \\alpha_k = \\slot{size}",
  pcg: "z_k = D_k^{-1} g_k,\\quad \\beta_k = \\max\\left(0, \\frac{z_k^{\\mathsf T}(g_k - g_{k-1})}{z_{k-1}^{\\mathsf T} g_{k-1}}\\right) = \\slot{beta},\\quad d_k = -z_k + \\beta_k d_{k-1},\\quad \\alpha_k = \\slot{size}",
  jacobi: "x_{k+1} = x_k - \\operatorname{diag}(\\nabla^2 f(x_k))^{-1}\\,\\nabla f(x_k)",
};

/** ∇f and ∇²f as formulas, with their values at the iterate. */
function derivativeNotes(model: Model, step: number): Note[] {
  const typed = typedOf(model);
  if (!typed) return [];
  const { trace } = model.inspected;
  const k = Math.min(step, trace.kept - 1);
  return derivativeNotesAt(typed, trace.points[2 * k]!, trace.points[2 * k + 1]!);
}

function updateNote(model: Model, step: number): Note[] {
  const { racer, trace, step: stepSize, beta } = model.inspected;
  const k = Math.min(step, trace.steps - 1);
  if (k < 0) return [];
  const isConjugate = racer === "cg" || racer === "pcg";
  const from = rowOf(trace.points, 2, Math.min(k, trace.kept - 1));
  const to = rowOf(trace.points, 2, Math.min(k + 1, trace.kept - 1));
  const point = (p: ArrayLike<number>): string => `(${showTex(p[0]!)},\\,${showTex(p[1]!)})`;
  return [
    {
      id: "update",
      tex: `${(model.formula === undefined ? undefined : updateTexBeyond[racer]) ?? updateTex[racer]},\\qquad \\slot{from}\\to\\slot{to}`,
      slots: {
        size: showTex(trace.sizes[k]!, 6),
        step: showTex(stepSize),
        beta: showTex(isConjugate ? trace.betas[k]! : beta, 6),
        from: point(from),
        to: point(to),
      },
      sentence: {
        en: `The rule of ${racerNames[racer].en}, with the numbers of step ${k + 1}.`,
        zh: `${racerNames[racer].zh}的更新公式，代入第 ${k + 1} 步的数值。`,
      },
    },
  ];
}

function theoryNote(model: Model): Note[] {
  const { definiteness, condition, eigen } = model.analysis;
  if (definiteness !== "positive definite" || model.formula !== undefined) return [];
  const [low, high] = [eigen.values[0]!, eigen.values[1]!];
  const root = Math.sqrt(condition);
  return [
    {
      id: "theory",
      tex: "\\kappa = \\slot{kappa},\\quad \\alpha < \\frac{2}{\\lambda_{\\max}} = \\slot{stable},\\quad \\alpha_{\\text{best}} = \\slot{best},\\quad \\frac{\\kappa-1}{\\kappa+1} = \\slot{slow},\\quad \\frac{\\sqrt\\kappa-1}{\\sqrt\\kappa+1} = \\slot{fast}",
      slots: {
        kappa: showTex(condition),
        stable: showTex(stableStep(high)),
        best: showTex(bestStep(low, high)),
        slow: showTex((condition - 1) / (condition + 1)),
        fast: showTex((root - 1) / (root + 1)),
      },
      sentence: {
        en: "What a step costs at worst: the first factor for descent along the gradient, the second for conjugate gradients and tuned momentum.",
        zh: "每步最坏的收缩：沿梯度下降是前一个因子，共轭梯度与调好的动量是后一个。",
      },
    },
  ];
}

export function notes(model: Model, step: number): Note[] {
  // Of a text that could not be read there is nothing to say but what is wrong.
  if (model.problems.length > 0) return [];
  return [
    ...formNote(model),
    ...squaresNote(model),
    ...derivativeNotes(model, step),
    ...updateNote(model, step),
    ...theoryNote(model),
  ];
}

/** Why a fixed step runs away, with the numbers that decide. */
function divergence(model: Model, run: Run): Text | undefined {
  const high = model.analysis.eigen.values[1]!;
  if (model.formula !== undefined)
    return { en: "It runs away: the step is too long for this function.", zh: "迭代跑飞了：步长对这个函数来说太大。" };
  if (model.analysis.inertia.negative > 0) {
    return {
      en: `It runs away, rightly: along ${showPoint(model.analysis.descent?.direction ?? [])} there is no floor.`,
      zh: `迭代跑向无穷，这是对的：沿 ${showPoint(model.analysis.descent?.direction ?? [])} 没有底。`,
    };
  }
  const stable = stableStep(high);
  if (run.racer === "gd" && run.step > stable) {
    return {
      en: `It diverges: α = ${show(run.step)} > 2/λmax = ${show(stable)}, so the part along the steepest axis is multiplied by |1 − αλ| = ${show(Math.abs(1 - run.step * high))} each step.`,
      zh: `发散：α = ${show(run.step)} > 2/λmax = ${show(stable)}，最陡轴上的分量每步乘以 |1 − αλ| = ${show(Math.abs(1 - run.step * high))}。`,
    };
  }
  if (run.rate !== undefined && run.rate > 1) {
    return {
      en: `It diverges: the worst factor per step is ${show(run.rate)}.`,
      zh: `发散：最坏的每步因子为 ${show(run.rate)}。`,
    };
  }
  return undefined;
}

const stepsEn = (k: number): string => `${k} ${k === 1 ? "step" : "steps"}`;

function ending(model: Model, run: Run): Text {
  const { trace } = run;
  const k = trace.steps;
  switch (trace.outcome) {
    case "converged":
      return { en: `It has arrived after ${stepsEn(k)}.`, zh: `共 ${k} 步到达。` };
    case "not-convex":
      return {
        en: `It stops: along d = ${showPoint(trace.witness ?? [])} the curvature d′Ad is not positive, so A is not positive definite.`,
        zh: `停止：沿 d = ${showPoint(trace.witness ?? [])} 的曲率 d′Ad 不为正，A 不是正定的。`,
      };
    case "singular":
      return { en: "It stops: the linear system of this step has no solution.", zh: "停止：这一步的线性方程组无解。" };
    case "undefined":
      return { en: "It stops: f or its gradient is not a number here.", zh: "停止：f 或其梯度在此处没有定义。" };
    case "diverged":
      return divergence(model, run) ?? { en: "It runs away.", zh: "迭代跑向无穷。" };
    case "limit":
      return (
        divergence(model, run) ?? {
          en: `Not there yet after the ${stepsEn(k)} allowed.`,
          zh: `用完允许的 ${k} 步仍未到达。`,
        }
      );
  }
}

/** One sentence on this step of the inspected method. */
export function narrate(model: Model, step: number, locale: Locale): string {
  if (model.problems.length > 0) return model.problems[0]!.message[locale];
  const run = model.inspected;
  const { trace } = run;
  const name = racerNames[run.racer][locale];
  if (step === 0) {
    const at = showPoint(model.start);
    return {
      en: `Start at ${at}, f = ${show(trace.values[0]!)}. ${classify(model).en}`,
      zh: `起点 ${at}，f = ${show(trace.values[0]!)}。${classify(model).zh}`,
    }[locale];
  }
  if (step > trace.steps || step >= trace.kept) {
    const end = ending(model, run)[locale];
    const [first, rest] = [end.charAt(0).toLowerCase(), end.slice(1)];
    return { en: `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${first}${rest}`, zh: `${name}：${end}` }[locale];
  }
  const to = rowOf(trace.points, 2, step);
  const d = rowOf(trace.directions, 2, step - 1);
  const before = trace.values[step - 1]!;
  const now = trace.values[step]!;
  const moved = now <= before ? { en: "falls", zh: "降" } : { en: "rises", zh: "升" };
  const last = step === trace.steps ? ` ${ending(model, run)[locale]}` : "";
  return {
    en: `Step ${step}, ${name}: ${show(trace.sizes[step - 1]!)} times ${showPoint(d)} leads to ${showPoint(to)}; f ${moved.en} from ${show(before)} to ${show(now)}.${last}`,
    zh: `第 ${step} 步，${name}：沿 ${showPoint(d)} 走 ${show(trace.sizes[step - 1]!)} 倍，到 ${showPoint(to)}；f 由 ${show(before)} ${moved.zh}到 ${show(now)}。${last.trim()}`,
  }[locale];
}

/** What the methods made for quadratics do on any other function. */
const beyond: { readonly [R in Run["racer"]]?: Text } = {
  steepest: {
    en: "Steepest descent searches each ray for its lowest point.",
    zh: "最速下降在每条射线上搜索最低点。",
  },
  cg: {
    en: "CG is Polak and Ribière's here: the same directions, with a line search instead of α = r′r/d′Ad.",
    zh: "共轭梯度在此为 Polak–Ribière 法：方向规则相同，用线搜索代替 α = r′r/d′Ad。",
  },
  pcg: {
    en: "Preconditioned CG is Polak and Ribière's with the diagonal of the Hessian at x_k, where that is positive.",
    zh: "预条件共轭梯度在此为 Polak–Ribière 法，以 x_k 处黑塞矩阵的正对角元作预条件。",
  },
  jacobi: {
    en: "Jacobi is Newton's method with nothing but the diagonal of the Hessian at x_k.",
    zh: "雅可比迭代在此即只用 x_k 处黑塞矩阵对角元的牛顿法。",
  },
};

function beyondQuadratics(model: Model): Text | undefined {
  if (model.formula === undefined) return undefined;
  const racers = new Set([...model.runs.map(({ racer }) => racer), model.inspected.racer]);
  const said = [...racers].flatMap((racer) => beyond[racer] ?? []);
  if (said.length === 0) return undefined;
  return {
    en: `f is no quadratic. ${said.map(({ en }) => en).join(" ")}`,
    zh: `f 不是二次函数。${said.map(({ zh }) => zh).join("")}`,
  };
}

/** What is to be known of the person's own matrix. */
function matrixNotices({ spread: { own } }: Model): ParamNotice[] {
  if (own === undefined) return [];
  if ("problem" in own) return [{ param: "matrix", problem: own.problem }];
  if (own.matrix.isSymmetric) return [];
  const remark = {
    en: "The table is not symmetric: its symmetric part is raced.",
    zh: "表格不对称：比赛用的是它的对称部分。",
  };
  return [{ param: "matrix", remark }];
}

/** Problems of the typed formula, and the proved marks on the sliders. */
export function notices(model: Model): ParamNotice[] {
  const out: ParamNotice[] = formulaNotices(model.problems);
  const meaning = beyondQuadratics(model);
  if (meaning) out.push({ param: "methods", remark: meaning });
  out.push(...matrixNotices(model));
  const { definiteness, eigen } = model.analysis;
  const [low, high] = [eigen.values[0]!, eigen.values[1]!];
  if (definiteness !== "positive definite" || model.formula !== undefined) return out;
  const stable = stableStep(high);
  const tooLong = model.runs.find(({ racer, step }) => racer === "gd" && step > stable);
  out.push({
    param: "step",
    marks: [
      { at: stable, label: `2/λmax = ${show(stable)}`, ink: "wrong" },
      { at: bestStep(low, high), label: `2/(λmin+λmax) = ${show(bestStep(low, high))}`, ink: "good" },
    ],
    ...(tooLong ? { problem: divergence(model, tooLong)! } : {}),
  });
  out.push({
    param: "beta",
    marks: [
      { at: bestMomentum(low, high).beta, label: `${show(bestMomentum(low, high).beta)}`, ink: "good" },
      { at: bestNesterov(low, high).beta, label: `${show(bestNesterov(low, high).beta)}`, ink: "faint" },
    ],
  });
  return out;
}
