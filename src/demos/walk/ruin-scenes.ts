import { seedXoshiro } from "../../core/num/xoshiro";
import { ruinCourse, ruinDuration, ruinProbability } from "../../core/walk/ruin";
import { fillSteps } from "../../core/walk/steps";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Context, ParamNotice, Values } from "../demo";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { pairs, rule } from "./marks";
import { num, upTo } from "./part";

/** A crowd of gamblers, followed to their ends. */
export interface RuinModel {
  readonly i: number;
  readonly N: number;
  readonly p: number;
  readonly walkers: number;
  /** Games shown. */
  readonly T: number;
  /** Walkers that were ruined or had won all by game t. [T + 1] */
  readonly ruined: Float64Array;
  readonly won: Float64Array;
  /** Of all walkers, those who were ruined in the end, and the games they all played together. */
  readonly ruinedAtLast: number;
  readonly games: number;
  /** The coins of some of them, to their end. */
  readonly paths: readonly Int32Array[];
  readonly notices: readonly ParamNotice[];
}

const SHOWN = 14;

/** Lets every gambler play until nothing or all is left; the law is followed by `courseOf`. */
export function compute(values: Values, seed: number, context: Context): RuinModel {
  const N = num(values, "goal");
  const i = Math.min(num(values, "stake"), N - 1);
  const [p, walkers] = [num(values, "p"), num(values, "walkers")];
  const T = Math.max(10, Math.min(600, Math.round(3 * ruinDuration({ i, N, p }))));
  const [ruined, won] = [new Float64Array(T + 1), new Float64Array(T + 1)];
  const paths: Int32Array[] = [];
  const state = seedXoshiro(seed);
  const bits = new Int32Array(8);
  let [ruinedAtLast, games] = [0, 0];
  for (let w = 0; w < walkers; w++) {
    if (w % 500 === 499) {
      context.checkpoint();
      context.progress(w / walkers);
    }
    const path = [i];
    let coins = i;
    let t = 0;
    while (coins > 0 && coins < N) {
      if (t % 256 === 0) fillSteps(bits, state, p);
      coins += ((bits[(t >> 5) & 7] >>> (t & 31)) & 1) * 2 - 1;
      t++;
      if (w < SHOWN && t <= T) path.push(coins);
    }
    games += t;
    if (coins === 0) ruinedAtLast++;
    if (t <= T) (coins === 0 ? ruined : won)[t]++;
    if (w < SHOWN) paths.push(Int32Array.from(path));
  }
  for (let t = 1; t <= T; t++) {
    ruined[t] += ruined[t - 1];
    won[t] += won[t - 1];
  }
  const notices: ParamNotice[] =
    num(values, "stake") < N
      ? []
      : [
          {
            param: "stake",
            remark: { en: `With ${N} coins the game is over; ${i} are taken.`, zh: `有 ${N} 枚就已收手；取 ${i}。` },
          },
        ];
  return { i, N, p, walkers, T, ruined, won, ruinedAtLast, games, paths, notices };
}

/** The exact law of the game, game after game. */
export const courseOf = (model: RuinModel) => memo(model, "course", () => ruinCourse(model, model.T));

/** The coins of some gamblers against the game. */
export function gameScene({ i, N, T, paths }: RuinModel, step: number, locale: Locale): Scene {
  const upto = paths.map((path) => upTo(Math.min(step, path.length - 1)).flatMap((t) => [t, path[t]]));
  const ended = paths.flatMap((path) => {
    const last = path[path.length - 1];
    return path.length - 1 <= step && (last === 0 || last === N) ? [path.length - 1, last] : [];
  });
  const marks: Mark[] = [
    {
      kind: "rings",
      id: "to-come",
      rings: paths.map((path) => Array.from(path).flatMap((coins, t) => [t, coins])),
      ink: "faint",
      widthPx: 0.7,
      opacity: 0.3,
    },
    {
      kind: "rings",
      id: "games",
      rings: upto.slice(1),
      ink: "series0",
      widthPx: 1,
      opacity: 0.55,
      name: { en: "gamblers", zh: "赌徒" }[locale],
      link: "crowd",
    },
    {
      kind: "line",
      id: "first",
      points: upto[0] ?? [0, i],
      ink: "series1",
      widthPx: 2.2,
      name: { en: "the first of them", zh: "其中第一位" }[locale],
      link: "first",
    },
    rule("ruin", "y", 0, "wrong", { en: "ruin", zh: "破产" }[locale]),
    rule("all", "y", N, "good", { en: "all won", zh: "全赢" }[locale]),
  ];
  if (ended.length > 0)
    marks.push({
      kind: "dots",
      id: "ends",
      points: ended,
      ink: "text",
      shape: "cross",
      radiusPx: 3.5,
      name: { en: "the end of a game", zh: "赌局结束" }[locale],
    });
  // A path that is cut at the last game has not ended there.
  const still = paths.filter((path) => {
    const coins = path[Math.min(step, path.length - 1)];
    return coins > 0 && coins < N;
  }).length;
  return {
    id: "game",
    title: { en: "Coins, game after game", zh: "硬币数，一局一局" }[locale],
    description: {
      en: `${paths.length} gamblers with ${i} of ${N} coins: after ${step} games ${still} of them are still playing.`,
      zh: `${paths.length} 位赌徒从 ${N} 枚中的 ${i} 枚开始：${step} 局后还有 ${still} 位在玩。`,
    }[locale],
    x: linear({ en: "game", zh: "局" }[locale], [0, T]),
    y: linear({ en: "coins", zh: "硬币" }[locale], [-0.06 * N, 1.08 * N]),
    marks,
    table: {
      columns: [{ en: "game", zh: "局" }[locale], ...paths.slice(0, 5).map((_, w) => `${w + 1}`)],
      rows: upTo(step).map((t) => [t, ...paths.slice(0, 5).map((path) => path[Math.min(t, path.length - 1)])]),
    },
    span: 0.55,
  };
}

/** How many are ruined or have won all by each game, exactly and in the crowd. */
export function courseScene(model: RuinModel, step: number, locale: Locale): Scene {
  const { T, walkers, ruined, won } = model;
  const exact = courseOf(model);
  const times = upTo(T);
  const every = Math.max(1, Math.floor(T / 60));
  const sampled = times.filter((t) => t % every === 0 && t <= step);
  const share = (counts: Float64Array): number[] => sampled.flatMap((t) => [t, counts[t] / walkers]);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "ruined",
      points: pairs(times, exact.ruined),
      ink: "series3",
      widthPx: 2,
      name: { en: "ruined, exact", zh: "破产（精确）" }[locale],
      link: "ruined",
    },
    {
      kind: "line",
      id: "won",
      points: pairs(times, exact.won),
      ink: "series2",
      dash: "dashed",
      widthPx: 2,
      name: { en: "won all, exact", zh: "全赢（精确）" }[locale],
      link: "won",
    },
    {
      kind: "dots",
      id: "ruinedSeen",
      points: share(ruined),
      ink: "series0",
      shape: "circle",
      radiusPx: 2.4,
      name: { en: "ruined, crowd", zh: "破产（人群）" }[locale],
      link: "ruined",
    },
    {
      kind: "dots",
      id: "wonSeen",
      points: share(won),
      ink: "series0",
      shape: "triangle",
      radiusPx: 3,
      name: { en: "won all, crowd", zh: "全赢（人群）" }[locale],
      link: "won",
    },
    { kind: "rule", id: "now", axis: "x", at: step, ink: "faint", dash: "dotted" },
  ];
  return {
    id: "course",
    title: { en: "How it ends, by time", zh: "结局随时间" }[locale],
    description: {
      en: `By game ${step}: ruined ${show(exact.ruined[step])} exactly, ${show(ruined[step] / walkers)} in the crowd; won all ${show(exact.won[step])} and ${show(won[step] / walkers)}.`,
      zh: `到第 ${step} 局：破产精确 ${show(exact.ruined[step])}，人群 ${show(ruined[step] / walkers)}；全赢 ${show(exact.won[step])} 与 ${show(won[step] / walkers)}。`,
    }[locale],
    x: linear({ en: "game", zh: "局" }[locale], [0, T]),
    y: linear({ en: "probability", zh: "概率" }[locale], [0, 1]),
    marks,
    table: {
      columns: [
        { en: "game", zh: "局" }[locale],
        { en: "ruined", zh: "破产" }[locale],
        { en: "ruined, crowd", zh: "破产（人群）" }[locale],
        { en: "won all", zh: "全赢" }[locale],
        { en: "won all, crowd", zh: "全赢（人群）" }[locale],
      ],
      rows: upTo(step).map((t) => [t, exact.ruined[t], ruined[t] / walkers, exact.won[t], won[t] / walkers]),
    },
    span: 1,
  };
}

/** P(ruin) against the stake, with what the crowd found; its handle is the stake. */
export function riskScene(model: RuinModel, _step: number, locale: Locale): Scene {
  const { i, N, p, walkers, ruinedAtLast } = model;
  const stakes = upTo(N);
  const risk = stakes.map((k) => ruinProbability({ i: k, N, p }));
  const fair = stakes.map((k) => 1 - k / N);
  const seen = ruinedAtLast / walkers;
  const sigma = Math.sqrt((risk[i] * (1 - risk[i])) / walkers);
  return {
    id: "risk",
    title: { en: "Risk by stake", zh: "风险随本金" }[locale],
    description: {
      en: `From ${i} of ${N} with p = ${p}: ruin with probability ${show(risk[i], 6)}; ${show(seen)} of the crowd were ruined.`,
      zh: `从 ${N} 中的 ${i} 开始，p = ${p}：破产概率 ${show(risk[i], 6)}；人群中破产 ${show(seen)}。`,
    }[locale],
    x: linear({ en: "coins at the start", zh: "开始的硬币数" }[locale], [0, N]),
    y: linear({ en: "P(ruin)", zh: "P(破产)" }[locale], [-0.02, 1.05]),
    marks: [
      {
        kind: "line",
        id: "fair",
        points: pairs(stakes, fair),
        ink: "faint",
        dash: "dotted",
        widthPx: 1.6,
        name: { en: "fair game", zh: "公平赌局" }[locale],
      },
      {
        kind: "line",
        id: "risk",
        points: pairs(stakes, risk),
        ink: "series3",
        widthPx: 2.2,
        name: { en: "exact", zh: "精确" }[locale],
        link: "ruined",
      },
      {
        kind: "line",
        id: "error",
        points: [i, Math.max(0, seen - 2 * sigma), i, Math.min(1, seen + 2 * sigma)],
        ink: "series0",
        widthPx: 3,
        opacity: 0.6,
        link: "crowd",
      },
      {
        kind: "dots",
        id: "seen",
        points: [i, seen],
        ink: "series0",
        radiusPx: 4.5,
        name: { en: "crowd ± 2σ", zh: "人群 ± 2σ" }[locale],
        link: "crowd",
      },
      {
        kind: "handle",
        id: "stake",
        at: [i, risk[i]],
        label: { en: "coins at the start", zh: "开始的硬币数" }[locale],
        ink: "series3",
        step: 1,
      },
    ],
    table: {
      columns: [
        { en: "coins", zh: "硬币" }[locale],
        { en: "P(ruin)", zh: "P(破产)" }[locale],
        { en: "fair", zh: "公平" }[locale],
        { en: "mean games", zh: "平均局数" }[locale],
      ],
      rows: stakes.map((k) => [k, risk[k], fair[k], ruinDuration({ i: k, N, p })]),
    },
    span: 0.45,
  };
}
