import { likelihoodOf } from "../../core/estimation/families";
import {
  ratioInterval,
  scoreInterval,
  standardError,
  threeTests,
  waldInterval,
} from "../../core/estimation/hypothesis";
import type { Locale, Text } from "../../words/text";
import type { Check, Note, ParamNotice, Values } from "../demo";
import { inRange, show, showPoint, showTex } from "../number";
import { type ClimbModel, computeClimb, isPlane, iterateAt, likelihoodIn } from "./climb";
import { emitClimb } from "./climb-emit";
import { climberNames } from "./climb-looks";
import { climbScene } from "./climb-scenes";
import { ownNotices } from "./coin-words";
import { fitScene } from "./fit-scene";
import { profileScene, testedOf } from "./profile-scene";
import { numberOf, type Subject } from "./subject";

const endings: { readonly [id: string]: Text } = {
  converged: { en: "it stands on the top", zh: "已到顶点" },
  left: { en: "the next step leaves the range of the parameters", zh: "下一步会离开参数范围" },
  flat: { en: "the curvature has no inverse here", zh: "此处曲率不可逆" },
  stuck: {
    en: "no part of its step leads up: the curvature has the wrong sign here",
    zh: "它的步子没有一部分是上坡：此处曲率符号相反",
  },
  budget: { en: "out of steps", zh: "步数用尽" },
};

function narrate(model: ClimbModel, step: number, locale: Locale): string {
  if (model.x.length === 0)
    return { en: "No data: click into the lower picture to add some.", zh: "没有数据：在下方图中单击以添加。" }[locale];
  if (model.climbs.length === 0) return { en: "Choose a method that climbs.", zh: "请选择一种攀登方法。" }[locale];
  const isOpen = likelihoodIn(model).maximum.kind === "unbounded";
  const told = model.climbs.map(({ climber, climb }): Text => {
    const { at, value, halvings } = iterateAt(climb, step);
    const isEnd = step >= climb.iterates.length - 1;
    const how: Text = isEnd
      ? isOpen && climb.ending === "converged"
        ? { en: ", where ℓ is flat to the last digit though there is no top", zh: "，此处 ℓ 平到最后一位，却没有顶" }
        : { en: `, and ${endings[climb.ending]!.en}`, zh: `，${endings[climb.ending]!.zh}` }
      : halvings > 0
        ? { en: `, step halved ${halvings} times`, zh: `，步长减半 ${halvings} 次` }
        : { en: "", zh: "" };
    return {
      en: `${climberNames[climber]!.en} is at ${showPoint(at)} with ℓ = ${show(value)}${how.en}`,
      zh: `${climberNames[climber]!.zh}在 ${showPoint(at)}，ℓ = ${show(value)}${how.zh}`,
    };
  });
  const lead: Text = { en: `Step ${step}: `, zh: `第 ${step} 步：` };
  return `${lead[locale]}${told.map((text) => text[locale]).join({ en: "; ", zh: "；" }[locale])}${{ en: ".", zh: "。" }[locale]}`;
}

function notes(model: ClimbModel, step: number): Note[] {
  const ell = likelihoodIn(model);
  const out: Note[] = [];
  const newton = model.climbs.find(({ climber }) => climber !== "gradient") ?? model.climbs[0];
  if (newton) {
    const { at, score, hessian } = iterateAt(newton.climb, step);
    out.push({
      id: "newton",
      tex: "\\theta_{k+1}=\\theta_k-\\left[\\nabla^2\\ell\\right]^{-1}\\nabla\\ell,\\qquad \\nabla\\ell=\\slot{score},\\quad \\mathrm{diag}\\,\\nabla^2\\ell=\\slot{hessian}",
      slots: { score: tuple(score), hessian: tuple(at.map((_, i) => hessian[i * (at.length + 1)]!)) },
      sentence:
        hessian[0]! < 0 && (at.length === 1 || hessian[3]! < 0)
          ? {
              en: "Minus the curvature is the observed information: the sharper the top, the smaller the standard error.",
              zh: "负曲率即观测信息：峰越尖，标准误越小。",
            }
          : {
              en: "Here the curvature has the wrong sign in some direction: Newton's parabola opens upwards there, and its step leads away from the top.",
              zh: "此处某个方向曲率符号相反：牛顿抛物线开口向上，步子会离开峰顶。",
            },
    });
  }
  const j = testedOf(model);
  const se = standardError(ell, j);
  const { maximum } = ell;
  if (maximum.kind === "interior" && Number.isFinite(se)) {
    out.push({
      id: "information",
      tex: "\\hat{\\theta}=\\slot{at},\\qquad \\mathrm{se}=\\sqrt{\\left[-\\nabla^2\\ell(\\hat\\theta)\\right]^{-1}}=\\slot{se}",
      slots: { at: tuple(maximum.at), se: showTex(se) },
      sentence: {
        en: "Fisher's information is the curvature of the log-likelihood at its top.",
        zh: "费舍尔信息就是对数似然在峰顶的曲率。",
      },
    });
  }
  const tests = threeTests(ell, j, numberOf(model.values, "null"));
  if (tests) {
    out.push({
      id: "tests",
      tex: "\\text{LR}=2[\\ell(\\hat\\theta)-\\ell(\\tilde\\theta_0)]=\\slot{lr},\\qquad W=\\frac{(\\hat\\theta-\\theta_0)^2}{\\mathrm{se}^2}=\\slot{wald},\\qquad S=\\frac{u(\\theta_0)^2}{I(\\theta_0)}=\\slot{score}",
      slots: {
        lr: showTex(tests.ratio.statistic),
        wald: showTex(tests.wald.statistic),
        score: showTex(tests.score.statistic),
      },
      sentence: intervalWords(model),
    });
  }
  if (maximum.kind === "unbounded") {
    out.push({
      id: "unbounded",
      tex: "\\sup_\\theta\\ \\ell(\\theta)=\\slot{top}",
      slots: { top: model.family === "logistic" ? "0" : "\\infty" },
      sentence:
        model.family === "logistic"
          ? {
              en: "One x parts the answers: the steeper the curve, the likelier the data. The supremum 0 is never reached; a prior on the slope would stop it.",
              zh: "一个 x 就能分开答案：曲线越陡，数据越可能。上确界 0 永远达不到；给斜率一个先验就能止住它。",
            }
          : {
              en: "A law that shrinks onto one datum makes it infinitely likely: maximum likelihood fails, a prior on σ would not.",
              zh: "一个分布收缩到某个数据上，使它无限可能：最大似然失效，而给 σ 一个先验则不会。",
            },
    });
  }
  return out;
}

const tuple = (values: readonly number[]): string =>
  values.length === 1 ? showTex(values[0]!) : `(${values.map((v) => showTex(v)).join(",\\,")})`;

function intervalWords(model: ClimbModel): Text {
  const ell = likelihoodIn(model);
  const j = testedOf(model);
  const level = numberOf(model.values, "level");
  const text = (pair: readonly [number, number] | undefined): string =>
    pair?.every(Number.isFinite) ? `[${show(pair[0])}, ${show(pair[1])}]` : "–";
  const [ratio, wald, score] = [
    ratioInterval(ell, j, level),
    waldInterval(ell, j, level),
    scoreInterval(ell, j, level),
  ].map(text);
  return {
    en: `What each test does not reject at ${show(100 * level, 3)} %: likelihood ratio ${ratio}, Wald ${wald}, score ${score}.`,
    zh: `在 ${show(100 * level, 3)}% 水平下各检验不拒绝的范围：似然比 ${ratio}，Wald ${wald}，得分 ${score}。`,
  };
}

function checks(model: ClimbModel, step: number): Check[] {
  const ell = likelihoodIn(model);
  const out: Check[] = [];
  const { maximum } = ell;
  if (maximum.kind === "interior") {
    const size = maximum.at.map((_, i) => (Number.isFinite(standardError(ell, i)) ? standardError(ell, i) : 1));
    // Nothing on a ring of one thousandth of a standard error is higher.
    const ring =
      Math.max(
        ...Array.from({ length: 16 }, (_, k) =>
          ell.value(
            maximum.at.map(
              (v, i) => v + 1e-3 * size[i]! * (i === 0 ? Math.cos((k * Math.PI) / 8) : Math.sin((k * Math.PI) / 8)),
            ),
          ),
        ),
      ) - ell.value(maximum.at);
    out.push({
      name: { en: "height of the ring around the MLE above it", zh: "MLE 周围一圈高出它的量" },
      expected: 0,
      actual: Math.max(0, ring),
      tolerance: 1e-7,
      source: { en: "16 neighbours", zh: "16 个邻点" },
    });
  }
  const first = model.climbs[0];
  if (first) {
    const { at, score } = iterateAt(first.climb, step);
    at.forEach((entry, i) => {
      // Richardson's extrapolation of central quotients; beside a spike the curve bends too fast for it.
      const h = 1e-3 * Math.max(1e-3, Math.abs(entry), 0.1);
      const moved = (d: number): number => ell.value(at.map((v, m) => (m === i ? v + d : v)));
      const quotient = (d: number): number => (moved(d) - moved(-d)) / (2 * d);
      const [wide, narrow] = [quotient(h), quotient(h / 2)];
      const expected = (4 * narrow - wide) / 3;
      const scale = Math.max(1, Math.abs(expected));
      if (Number.isFinite(expected) && Math.abs(wide - narrow) < 1e-2 * scale)
        out.push({
          name: { en: `∂ℓ/∂${ell.letters[i]} at this step`, zh: `这一步的 ∂ℓ/∂${ell.letters[i]}` },
          expected,
          actual: score[i]!,
          tolerance: 1e-4,
          source: { en: "central differences of ℓ, extrapolated", zh: "ℓ 的中心差分外推" },
        });
    });
    out.push({
      name: { en: "ℓ is the sum of the log densities", zh: "ℓ 是对数密度之和" },
      expected: directValue(model, at),
      actual: ell.value(at),
      tolerance: 1e-7,
      source: { en: "one datum at a time", zh: "逐个数据相加" },
    });
  }
  if (out.length === 0)
    out.push({
      name: { en: "number of data", zh: "数据个数" },
      expected: model.x.length,
      actual: ell.n,
      tolerance: 1e-12,
      source: { en: "counted", zh: "计数" },
    });
  return out;
}

/** ℓ once more, datum by datum, from the densities written out. */
function directValue(model: ClimbModel, theta: readonly number[]): number {
  const [a, b] = theta as [number, number];
  const df = numberOf(model.values, "df");
  const gauss = (x: number, m: number, s: number): number =>
    Math.exp(-((x - m) ** 2) / (2 * s * s)) / (s * Math.sqrt(2 * Math.PI));
  const one = (x: number, i: number): number => {
    switch (model.family) {
      case "normal":
        return -((x - a) ** 2) / (2 * b * b) - Math.log(b * Math.sqrt(2 * Math.PI));
      case "mixture":
        return Math.log(0.5 * gauss(x, 0, 1) + 0.5 * gauss(x, a, b));
      case "logistic":
        return -Math.log1p(Math.exp(model.y[i] === 1 ? -(a + b * x) : a + b * x));
      case "bernoulli":
        return Math.log(x === 1 ? a : 1 - a);
      case "poisson":
        // The factorials hold no θ.
        return (x === 0 ? 0 : x * Math.log(a)) - a;
      case "exponential":
        return Math.log(a) - a * x;
      case "student":
        return Math.log((1 + (x - a) ** 2 / (df * b * b)) ** (-(df + 1) / 2) / b);
    }
  };
  const sum = model.x.reduce((total, x, i) => total + one(x, i), 0);
  if (model.family !== "student") return sum;
  // The constant of Student's t from the law at its centre: one datum at 0 with scale 1.
  return sum + model.x.length * likelihoodOf("student", [0], df).value([0, 1]);
}

function notices(model: ClimbModel): ParamNotice[] {
  const out: ParamNotice[] = ownNotices(model);
  const { kind } = likelihoodIn(model).maximum;
  if (model.changed > 0)
    out.push({
      param: "sample",
      remark: {
        en: `${model.changed} values were rounded or moved to what this family can have.`,
        zh: `${model.changed} 个值已取整或移到该分布族的取值范围。`,
      },
    });
  if (model.x.length === 0)
    out.push({ param: "sample", problem: { en: "No data: add a point.", zh: "没有数据：请添加一个点。" } });
  if (kind === "unbounded")
    out.push({
      param: "lfamily",
      remark: { en: "For these data the likelihood has no maximum.", zh: "对这些数据，似然没有最大值。" },
    });
  if (kind === "border")
    out.push({
      param: "lfamily",
      remark: {
        en: "The maximum lies at the border: Wald's test has no value there.",
        zh: "最大值在边界：Wald 检验在此没有意义。",
      },
    });
  if (model.climbs.length === 0 && model.x.length > 0)
    out.push({ param: "climbers", problem: { en: "No method is chosen.", zh: "没有选择方法。" } });
  return out;
}

function drag(model: ClimbModel, values: Values, handle: string, x: number, y: number): Values {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return values;
  if (handle === "null") return { ...values, null: inRange(x, -100, 100, 0.01) };
  if (handle === "start") {
    const second = isPlane(model.family) ? y : (values["start"] as readonly number[])[1]!;
    return { ...values, start: [inRange(x, -20, 20, 0.01), inRange(second, -20, 20, 0.01)] };
  }
  const i = Number(handle.slice("datum-".length));
  const sample = [...(values["sample"] as readonly number[])];
  if (!Number.isInteger(i) || 2 * i + 1 >= sample.length) return values;
  sample[2 * i] = inRange(x, -20, 20, 0.01);
  if (model.family === "logistic") sample[2 * i + 1] = y >= 0.5 ? 1 : 0;
  return { ...values, sample };
}

export const likelihood: Subject<ClimbModel> = {
  compute: computeClimb,
  steps: (model) => Math.max(0, ...model.climbs.map(({ climb }) => climb.iterates.length - 1)),
  scenes: {
    climb: (model, step, _view, locale) => climbScene(model, step, locale),
    profile: (model, step, _view, locale) => profileScene(model, step, locale),
    fit: (model, step, _view, locale) => fitScene(model, step, locale),
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices,
  probe(model, _step, scene, x, y) {
    const ell = likelihoodIn(model);
    if (scene !== "climb" || model.x.length === 0) return undefined;
    return isPlane(model.family)
      ? `${ell.letters[0]} = ${show(x)}, ${ell.letters[1]} = ${show(y)}: ℓ = ${show(ell.value([x, y]))}`
      : `θ = ${show(x)}: ℓ = ${show(ell.value([x]))}`;
  },
  drag,
  click(model, values, scene, x, y) {
    const sample = values["sample"] as readonly number[];
    if (scene !== "fit" || model.isOwn || sample.length >= 120 || !Number.isFinite(x)) return undefined;
    return { ...values, sample: [...sample, inRange(x, -20, 20, 0.01), y >= 0.5 ? 1 : 0] };
  },
  remove(_model, values, handle) {
    const i = Number(handle.slice("datum-".length));
    const sample = values["sample"] as readonly number[];
    return handle.startsWith("datum-")
      ? { ...values, sample: sample.filter((_, k) => k !== 2 * i && k !== 2 * i + 1) }
      : values;
  },
  emit: emitClimb,
};
