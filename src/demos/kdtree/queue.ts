import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { show } from "../number";
import type { SearchModel } from "./model";
import { buildOrder, type Moment, momentAt, mostWaiting, sizeOf } from "./moment";
import { nodeName, pointName } from "./names";

const ROWS = 12;

/** What waits and what has been found, on one scale of distances; for ranges, where the points have gone. */
export function queueScene(model: SearchModel, step: number, locale: Locale): Scene {
  const moment = momentAt(model, model.story === "build" ? 0 : step);
  if (model.story === "build") return sizesScene(model, step, locale);
  return model.type === "nearest" ? waitingScene(model, moment, locale) : ledgerScene(model, moment, locale);
}

function waitingScene(model: SearchModel, moment: Moment, locale: Locale): Scene {
  const { best, worst, waiting } = moment;
  // The next one to be opened stands on top.
  const ordered = (model.isQueue ? [...waiting] : [...waiting].reverse()).slice(0, ROWS);
  const shownBest = best.slice(0, 50);
  const texts = ordered.map(({ node }) => nodeName(model, node, locale));
  // Room for the most that ever wait: a bar stays where it is while others come and go above it.
  const rows = Math.min(ROWS, mostWaiting(model)) + 1;
  const isEmpty = ordered.length === 0 && shownBest.length === 0;
  const far = Math.max(
    isEmpty ? 1 : 1e-9,
    ...ordered.map(({ least }) => least),
    ...shownBest.map(({ distance }) => distance),
    Number.isFinite(worst) ? worst : 0,
  );
  const y = (row: number) => ordered.length - row;
  const bars = ordered.map(({ node, least }, row): Mark => {
    const isHopeless = least * (1 + model.epsilon) > worst;
    return {
      kind: "bars",
      id: `waiting${node}`,
      rects: [0, y(row) - 0.32, Math.max(least, far / 300), y(row) + 0.32],
      fill: isHopeless ? "faint" : "series1",
      opacity: isHopeless ? 0.4 : 0.75,
      name: isHopeless
        ? { en: "waits in vain: beyond rₖ", zh: "徒劳等待：超出 rₖ" }[locale]
        : { en: "waits: may still win", zh: "等待：仍可能更近" }[locale],
      link: `node${node}`,
    };
  });
  const marks: Mark[] = [
    ...bars,
    ...ordered.map(
      ({ node, least }, row): Mark => ({
        kind: "text",
        id: `least${node}`,
        at: [Math.max(least, far / 300), y(row)],
        text: `≥ ${show(least, 4)}`,
        dxPx: 5,
        sizePx: 11,
      }),
    ),
    {
      kind: "dots",
      id: "best",
      points: shownBest.flatMap(({ distance }) => [distance, 0]),
      ink: "good",
      shape: "diamond",
      radiusPx: 5,
      name: { en: "the k best so far", zh: "目前的 k 个最优" }[locale],
      ...(shownBest.length <= 3 ? { labels: shownBest.map(({ id }) => pointName(model, id)) } : {}),
    },
    ...(Number.isFinite(worst)
      ? ([
          { kind: "rule", id: "worst", axis: "x", at: worst, ink: "focus", label: `rₖ = ${show(worst)}` },
        ] satisfies Mark[])
      : []),
  ];
  const kind = model.isQueue ? { en: "queue", zh: "队列" } : { en: "stack", zh: "栈" };
  return {
    id: "queue",
    title: model.isQueue
      ? { en: "The queue: nearest cell first", zh: "队列：最近的格子优先" }[locale]
      : { en: "The stack: last passed first", zh: "栈：后经过者先打开" }[locale],
    description: {
      en: `Waiting in the ${kind.en}: ${waiting.length}; ${best.length} of ${Math.min(model.k, model.tree.n)} best points are known.`,
      zh: `${kind.zh}中有 ${waiting.length} 个等待；已知 ${Math.min(model.k, model.tree.n)} 个最优点中的 ${best.length} 个。`,
    }[locale],
    x: { label: { en: "distance from q", zh: "到 q 的距离" }[locale], domain: [0, far * 1.18] },
    ...(isEmpty
      ? {
          empty: { en: "Nothing waits and nothing is found yet: step on.", zh: "尚无等待者，也尚无所得：请前进一步。" }[
            locale
          ],
        }
      : {}),
    y: {
      label: { en: "opened next ↑", zh: "越上越先打开" }[locale],
      domain: [-0.6, rows - 0.4],
      ticks: [
        ...texts.map((text, row) => ({ at: y(row), text })),
        { at: 0, text: { en: "found", zh: "已找到" }[locale] },
      ],
    },
    marks,
    table: {
      columns: [
        { en: "place", zh: "位置" }[locale],
        { en: "what", zh: "对象" }[locale],
        { en: "distance", zh: "距离" }[locale],
      ],
      rows: [
        ...(model.isQueue ? waiting : [...waiting].reverse())
          .slice(0, 200)
          .map(({ node, least }, at) => [at + 1, nodeName(model, node, locale), least]),
        ...best.map(({ id, distance }, at) => [
          `${{ en: "best", zh: "最优" }[locale]} ${at + 1}`,
          pointName(model, id),
          distance,
        ]),
      ],
      total: waiting.length + best.length,
    },
    span: 1,
  };
}

/** Where all n points have gone: compared, taken whole, pruned unseen, still waiting. */
export function ledgerOf(
  model: SearchModel,
  { statuses, tested }: Moment,
): { compared: number; whole: number; pruned: number } {
  let whole = 0;
  let pruned = 0;
  for (const [node, status] of statuses) {
    if (status === "swallowed") whole += sizeOf(model, node);
    if (status === "pruned") pruned += sizeOf(model, node);
  }
  return { compared: tested.length, whole, pruned };
}

function ledgerScene(model: SearchModel, moment: Moment, locale: Locale): Scene {
  const { compared, whole, pruned } = ledgerOf(model, moment);
  const n = model.tree.n;
  const rest = Math.max(0, n - compared - whole - pruned);
  const rows = [
    { text: { en: "compared", zh: "已比较" }[locale], count: compared, fill: "series0" as const },
    { text: { en: "taken whole", zh: "整体取走" }[locale], count: whole, fill: "good" as const },
    { text: { en: "pruned unseen", zh: "未看即剪去" }[locale], count: pruned, fill: "faint" as const },
    { text: { en: "not yet decided", zh: "尚未决定" }[locale], count: rest, fill: "series1" as const },
  ];
  return {
    id: "queue",
    title: { en: "Where the points went", zh: "各点的去向" }[locale],
    description: {
      en: `Of ${n} points ${compared} were compared, ${whole} taken without a test, ${pruned} pruned unseen.`,
      zh: `${n} 个点中，比较了 ${compared} 个，未经测试整体取走 ${whole} 个，未看即剪去 ${pruned} 个。`,
    }[locale],
    x: { label: { en: "points", zh: "点数" }[locale], domain: [0, Math.max(1, n) * 1.12] },
    y: {
      label: { en: "fate", zh: "去向" }[locale],
      domain: [-0.6, 3.6],
      ticks: rows.map(({ text }, row) => ({ at: 3 - row, text })),
    },
    marks: rows.flatMap(({ text, count, fill }, row): Mark[] => [
      {
        kind: "bars",
        id: `ledger${row}`,
        rects: [0, 3 - row - 0.32, count, 3 - row + 0.32],
        fill,
        opacity: 0.75,
        name: text,
      },
      { kind: "text", id: `count${row}`, at: [count, 3 - row], text: show(count, 6), dxPx: 5, sizePx: 11 },
    ]),
    table: {
      columns: [{ en: "fate", zh: "去向" }[locale], { en: "points", zh: "点数" }[locale]],
      rows: rows.map(({ text, count }) => [text, count]),
    },
    span: 1,
  };
}

/** Points on either side of each cut so far. */
function sizesScene(model: SearchModel, step: number, locale: Locale): Scene {
  const order = buildOrder(model).slice(0, step).slice(-ROWS);
  const rows = order.map((node) => {
    const right = model.tree.nodes[4 * node + 1];
    const onRight = right > 0 ? sizeOf(model, right) : 0;
    const own = model.tree.store === "nodes" ? 1 : 0;
    return { node, left: sizeOf(model, node) - onRight - own, right: onRight };
  });
  const most = Math.max(1, ...rows.flatMap(({ left, right }) => [left, right]));
  const y = (row: number) => rows.length - 1 - row;
  return {
    id: "queue",
    title: { en: "Points left and right of the latest cuts", zh: "最近几次切分两侧的点数" }[locale],
    description: {
      en: `${rows.length} cuts are listed; the latest leaves ${rows.at(-1)?.left ?? 0} points on one side and ${rows.at(-1)?.right ?? 0} on the other.`,
      zh: `列出 ${rows.length} 次切分；最近一次两侧各有 ${rows.at(-1)?.left ?? 0} 与 ${rows.at(-1)?.right ?? 0} 个点。`,
    }[locale],
    x: {
      label: { en: "points below | above the cut", zh: "切分以下 | 以上的点数" }[locale],
      domain: [-most * 1.15, most * 1.15],
    },
    y: {
      label: { en: "node", zh: "节点" }[locale],
      domain: [-0.6, Math.max(1, rows.length) - 0.4],
      ticks: rows.map(({ node }, row) => ({ at: y(row), text: nodeName(model, node, locale) })),
    },
    marks: [
      {
        kind: "bars",
        id: "left",
        rects: rows.flatMap(({ left }, row) => [-left, y(row) - 0.32, 0, y(row) + 0.32]),
        fill: "series0",
        opacity: 0.75,
        name: { en: "below", zh: "以下" }[locale],
      },
      {
        kind: "bars",
        id: "right",
        rects: rows.flatMap(({ right }, row) => [0, y(row) - 0.32, right, y(row) + 0.32]),
        fill: "series1",
        opacity: 0.75,
        name: { en: "above", zh: "以上" }[locale],
      },
    ],
    table: {
      columns: [
        { en: "node", zh: "节点" }[locale],
        { en: "below", zh: "以下" }[locale],
        { en: "above", zh: "以上" }[locale],
      ],
      rows: rows.map(({ node, left, right }) => [nodeName(model, node, locale), left, right]),
    },
    span: 1,
  };
}
