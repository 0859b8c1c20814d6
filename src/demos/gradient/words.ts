import type { Verdict } from "../../core/gradient/detector";
import { centralQuotient, forwardQuotient } from "../../core/gradient/difference";
import type { Locale, Text } from "../../words/text";
import type { Note, ParamNotice } from "../demo";
import { derivativeNotesAt, formulaNotices } from "../formula-words";
import { show, showPoint, showTex } from "../number";
import { degreesOf } from "./degrees";
import type { Model, State } from "./model";
import { slopeOf, stateAt, verdictAt, WALK_STEPS } from "./model";

const curveNames: { readonly [C in NonNullable<Verdict["jump"]>["curve"]]: Text } = {
  line: { en: "a straight line", zh: "一条直线" },
  "parabola-x": { en: "a parabola y = s x²", zh: "抛物线 y = s x²" },
  "parabola-y": { en: "a parabola x = s y²", zh: "抛物线 x = s y²" },
  "cubic-x": { en: "a cubic y = s x³", zh: "三次曲线 y = s x³" },
  "cubic-y": { en: "a cubic x = s y³", zh: "三次曲线 x = s y³" },
};

/** What the detector found at P, in a sentence. */
export function verdictWords(verdict: Verdict): Text {
  const jump = verdict.jump;
  const along: Text = jump
    ? {
        en: ` It even jumps: along ${curveNames[jump.curve].en} f tends to ${show(jump.limit)}.`,
        zh: `它甚至不连续：沿${curveNames[jump.curve].zh} f 趋于 ${show(jump.limit)}。`,
      }
    : { en: "", zh: "" };
  switch (verdict.smoothness) {
    case "differentiable":
      return {
        en: "Differentiable here: the slopes lie on a circle through P.",
        zh: "此处可微：各方向的坡度构成过 P 的圆。",
      };
    case "directional-only":
      return {
        en: `Not differentiable: every direction has a slope, but they miss the best circle by ${show(verdict.misfit, 3)}, so ∇f·u is wrong.${along.en}`,
        zh: `不可微：每个方向都有坡度，但与最接近的圆相差 ${show(verdict.misfit, 3)}，所以 ∇f·u 不成立。${along.zh}`,
      };
    case "linear-only":
      return {
        en: `Not differentiable, though the slopes lie on a circle: the remainder does not fall faster than the distance.${along.en}`,
        zh: `不可微，尽管各方向坡度在一个圆上：余项不比距离减小得更快。${along.zh}`,
      };
    case "some-missing":
      return {
        en: `Not differentiable: some directions have no slope at all.${along.en}`,
        zh: `不可微：有些方向根本没有坡度。${along.zh}`,
      };
    case "undefined":
      return { en: "f is not defined at P.", zh: "f 在 P 处没有定义。" };
  }
}

function slopeNote(state: State, isSmooth: boolean): Note[] {
  const { gradient, along } = state;
  const slope = slopeOf(state, isSmooth);
  if (!isSmooth) {
    const isInfinite = state.limit.kind === "infinite";
    return [
      {
        id: "limit",
        tex: `D_u f(P) = \\lim_{h\\to 0${state.oneSided ? "^+" : ""}} \\frac{f(P+hu)-f(P)}{h} = \\slot{slope}`,
        slots: { slope: isInfinite ? "\\pm\\infty" : Number.isNaN(slope) ? "\\nexists" : showTex(slope, 6) },
        sentence: {
          en: "No gradient can stand in for this limit here.",
          zh: "这里不能用梯度代替这个极限。",
        },
      },
    ];
  }
  return [
    {
      id: "dot",
      tex: "D_u f = \\nabla f\\cdot u = \\slot{gx}\\cdot\\slot{ux} + \\slot{gy}\\cdot\\slot{uy} = \\slot{slope}",
      slots: {
        gx: bracketed(gradient[0]),
        gy: bracketed(gradient[1]),
        ux: bracketed(along[0]),
        uy: bracketed(along[1]),
        slope: showTex(slope, 7),
      },
      sentence:
        Math.hypot(...gradient) < 1e-12
          ? noShadow
          : {
              en: `The shadow of the gradient on the compass: |∇f| cos ∠ = ${show(Math.hypot(...gradient))} · ${inBrackets(slope / Math.max(1e-300, Math.hypot(...gradient) * Math.hypot(...along)))}${Math.hypot(...along) === 1 ? "" : ` · |w| = ${show(Math.hypot(...along))}`}.`,
              zh: `梯度在罗盘方向上的投影：|∇f| cos ∠ = ${show(Math.hypot(...gradient))} · ${inBrackets(slope / Math.max(1e-300, Math.hypot(...gradient) * Math.hypot(...along)))}${Math.hypot(...along) === 1 ? "" : ` · |w| = ${show(Math.hypot(...along))}`}。`,
            },
    },
  ];
}

const noShadow: Text = {
  en: "The gradient is zero: it casts no shadow, whichever way the compass points.",
  zh: "梯度为零：无论罗盘指向何方，都没有投影。",
};

/** A number behind a dot: in brackets where it is negative. */
const inBrackets = (value: number): string => {
  const shown = show(value);
  return /^[−-]/.test(shown) ? `(${shown})` : shown;
};
const bracketed = (value: number): string => {
  const shown = showTex(value);
  return shown.startsWith("-") ? `(${shown})` : shown;
};

export function notes(model: Model, step: number): Note[] {
  const state = stateAt(model, step);
  const verdict = verdictAt(model, state);
  const isSmooth = verdict.smoothness === "differentiable";
  const { gradient, hessian: H, point } = state;
  const length = Math.hypot(...model.w);
  const out: Note[] = [];
  if (model.problems.length > 0) return out;
  if (model.values["how"] === "vector" && model.play !== "turn" && length > 0) {
    out.push({
      id: "unit",
      tex: "u = \\frac{w}{|w|} = \\frac{(\\slot{wx},\\,\\slot{wy})}{\\slot{length}} = (\\slot{ux},\\,\\slot{uy})",
      slots: {
        wx: showTex(model.w[0]),
        wy: showTex(model.w[1]),
        length: showTex(length),
        ux: showTex(state.u[0]),
        uy: showTex(state.u[1]),
      },
      sentence: {
        en: "A direction has length one. Left out, the result is multiplied by |w| and is no slope.",
        zh: "方向向量长度为一。不归一化，结果会多乘 |w|，不再是坡度。",
      },
    });
  }
  out.push(...slopeNote(state, isSmooth));
  if (model.problems.length === 0) out.push(...derivativeNotesAt(state.f, point[0], point[1]));
  if (isSmooth) {
    out.push({
      id: "taylor",
      tex: "f(P+d) \\approx \\slot{f} + (\\slot{gx},\\slot{gy})\\cdot d + \\tfrac12 d^{\\mathsf T}\\begin{pmatrix}\\slot{a}&\\slot{b}\\\\ \\slot{b}&\\slot{c}\\end{pmatrix} d",
      slots: {
        f: showTex(state.value),
        gx: showTex(gradient[0]),
        gy: showTex(gradient[1]),
        a: showTex(H[0]!),
        b: showTex(H[1]!),
        c: showTex(H[3]!),
      },
      sentence: {
        en: `The tangent plane and the curvature at P = ${showPoint(point)}.`,
        zh: `P = ${showPoint(point)} 处的切平面与曲率。`,
      },
    });
  }
  if (model.circle && model.extrema.length > 0) {
    const best = model.extrema.reduce((a, b) => (state.f.value(...a.point) >= state.f.value(...b.point) ? a : b));
    out.push({
      id: "lagrange",
      tex: "\\nabla f = \\lambda\\,\\nabla g,\\qquad \\lambda = \\slot{lambda}\\text{ at }(\\slot{x},\\,\\slot{y})",
      slots: { lambda: showTex(best.multiplier), x: showTex(best.point[0]), y: showTex(best.point[1]) },
      sentence: {
        en: `Highest on the circle: ${show(state.f.value(...best.point))}. There the gradient has no part left along the circle.`,
        zh: `圆上最高：${show(state.f.value(...best.point))}。此处梯度沿圆周方向没有分量。`,
      },
    });
  }
  out.push({
    id: "verdict",
    tex: "\\text{P} = (\\slot{x},\\,\\slot{y})",
    slots: { x: showTex(point[0]), y: showTex(point[1]) },
    sentence: verdictWords(verdict),
  });
  return out;
}

/** Why a walk ends where it does. */
function endOf({ play, steps }: Model, size: number): Text {
  if (size < 1e-3) return { en: "The gradient vanishes: here it ends.", zh: "梯度为零，到此为止。" };
  if (!Number.isFinite(size)) return { en: "Here f has no gradient to follow.", zh: "此处 f 没有可循的梯度。" };
  if (steps >= WALK_STEPS)
    return { en: `The ${WALK_STEPS} steps allowed are used up.`, zh: `允许的 ${WALK_STEPS} 步已用完。` };
  return play === "climb"
    ? { en: "One more step would pass the top.", zh: "再走一步就会越过顶点。" }
    : { en: "The next step leaves the picture for good.", zh: "下一步将远离画面，不再回来。" };
}

/** One sentence on this step. */
export function narrate(model: Model, step: number, locale: Locale): string {
  if (model.problems.length > 0) return model.problems[0]!.message[locale];
  const state = stateAt(model, step);
  const verdict = verdictAt(model, state);
  const isSmooth = verdict.smoothness === "differentiable";
  const slope = slopeOf(state, isSmooth);
  const size = Math.hypot(...state.gradient);
  const at = showPoint(state.point);
  if (model.play === "climb" || model.play === "descend") {
    const up = model.play === "climb";
    const isEnd = step >= model.steps;
    return {
      en: `${up ? "Climb" : "Descent"}, step ${step}: at ${at}, f = ${show(state.value)}, |∇f| = ${show(size)}.${isEnd ? ` ${endOf(model, size).en}` : up ? " The next step goes straight across the level line." : ` The next step is −${show(Number(model.values["walkStep"]))}·∇f.`}`,
      zh: `${up ? "上山" : "下降"}第 ${step} 步：在 ${at}，f = ${show(state.value)}，|∇f| = ${show(size)}。${isEnd ? endOf(model, size).zh : up ? "下一步垂直穿过等值线。" : `下一步为 −${show(Number(model.values["walkStep"]))}·∇f。`}`,
    }[locale];
  }
  if (model.play === "shrink") {
    const quotient = (state.oneSided ? forwardQuotient : centralQuotient)(
      state.field,
      state.point,
      state.along,
      state.h,
    );
    return {
      en: `h = ${show(state.h, 3)}: the ${state.oneSided ? "forward" : "central"} quotient is ${show(quotient, 8)}, off by ${show(Math.abs(quotient - slope), 3)}.`,
      zh: `h = ${show(state.h, 3)}：${state.oneSided ? "向前" : "中心"}差商为 ${show(quotient, 8)}，误差 ${show(Math.abs(quotient - slope), 3)}。`,
    }[locale];
  }
  const degrees = degreesOf(state.angleRad);
  if (!isSmooth) {
    const value: Text =
      state.limit.kind === "infinite"
        ? { en: "the quotient grows without bound", zh: "差商无限增大" }
        : Number.isNaN(slope)
          ? { en: "there is no slope", zh: "没有坡度" }
          : { en: `the slope is ${show(slope)}`, zh: `坡度为 ${show(slope)}` };
    return {
      en: `At ${show(degrees)}° ${value.en}. ${verdictWords(verdict).en}`,
      zh: `${show(degrees)}° 方向${value.zh}。${verdictWords(verdict).zh}`,
    }[locale];
  }
  const steepest = degreesOf(Math.atan2(state.gradient[1], state.gradient[0]));
  const isFlat = size < 1e-12;
  return {
    en: `At ${show(degrees, 5)}° f changes by ${show(slope, 6)} per unit; ${isFlat ? "the gradient is zero, so every direction is level." : `steepest is ${show(steepest, 5)}° with ${show(size, 6)}, level are the directions at right angles to it.`}`,
    zh: `${show(degrees, 5)}° 方向上 f 每单位变化 ${show(slope, 6)}；${isFlat ? "梯度为零，各方向都是平的。" : `最陡方向为 ${show(steepest, 5)}°，坡度 ${show(size, 6)}，与它垂直的方向是平的。`}`,
  }[locale];
}

/** What stands in the way of a slice that was asked for. */
function sliceNotices({ values, names, axes }: Model): ParamNotice[] {
  if (names.length === 2) return [];
  return (["across", "up"] as const).flatMap((param, i): ParamNotice[] => {
    const asked = String(values[param]);
    if (asked === axes[i]) return [];
    const isAbsent = !names.includes(asked);
    return [
      {
        param,
        remark: {
          en: `${isAbsent ? `The formula has no ${asked}` : `${asked} is the other axis already`}: ${axes[i]} is shown.`,
          zh: `${isAbsent ? `公式中没有 ${asked}` : `${asked} 已是另一条轴`}：显示 ${axes[i]}。`,
        },
      },
    ];
  });
}

export function notices(model: Model): ParamNotice[] {
  const out: ParamNotice[] = [...formulaNotices(model.problems), ...sliceNotices(model)];
  if (Math.hypot(...model.w) === 0) {
    out.push({
      param: "w",
      problem: { en: "The zero vector points nowhere; the x-axis is used.", zh: "零向量没有方向，这里改用 x 轴方向。" },
    });
  }
  out.push({
    param: "h",
    marks: [
      { at: 2 ** -26, label: "√ε", ink: "faint" },
      { at: 6e-6, label: "∛ε", ink: "good" },
    ],
  });
  const size = Math.hypot(...stateAt(model, 0).gradient);
  if (size > 0 && Number.isFinite(size)) {
    const g = stateAt(model, 0).gradient;
    out.push({ param: "angle", marks: [{ at: degreesOf(Math.atan2(g[1], g[0])), label: "∇f", ink: "good" }] });
  }
  return out;
}
