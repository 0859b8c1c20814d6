import { leftOf, RIGHT } from "../../core/kdtree/tree";
import type { Mark } from "../../plot/scene";
import type { Box } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { ballOutline, cutLine } from "./cells";
import type { SearchModel } from "./model";
import type { Moment } from "./moment";

/** Of many points the few near the query are a speck: a window in a corner of the picture shows them enlarged. */

interface Inset {
  /** Where it stands in the picture, and what of the plane it shows. */
  readonly at: Box;
  readonly window: Box;
  readonly scale: number;
}

/** Room around the answer, in radii. */
const REACH = 2.4;
/** An inset that enlarges less is none. */
const LEAST = 5;

/** The window around the answer and its place in the corner farthest from the query; nothing where all can be seen anyway. */
export function insetOf(model: SearchModel, [x0, y0, x1, y1]: Box): Inset | undefined {
  const { query, type, distances, radius } = model;
  const reach = type === "nearest" ? distances.at(-1) : type === "radius" ? radius : undefined;
  if (reach === undefined || !(reach > 0)) return undefined;
  const [width, height] = [x1 - x0, y1 - y0];
  const side = 0.4 * Math.min(width, height);
  const half = REACH * reach;
  const scale = side / (2 * half);
  const isInside = query[0] > x0 && query[0] < x1 && query[1] > y0 && query[1] < y1;
  if (!isInside || scale < LEAST || width / height > 3 || height / width > 3) return undefined;
  const room = 0.02 * width;
  const left = query[0] > (x0 + x1) / 2 ? x0 + room : x1 - room - side;
  const low = query[1] > (y0 + y1) / 2 ? y0 + room : y1 - room - side;
  return {
    at: [left, low, left + side, low + side],
    window: [query[0] - half, query[1] - half, query[0] + half, query[1] + half],
    scale,
  };
}

/** The enlarged neighbourhood: its cells, points, those compared and found, and the ball to beat. */
export function insetMarks(model: SearchModel, moment: Moment, frame: Box): Mark[] {
  const inset = memo(model, `inset ${frame}`, () => insetOf(model, frame));
  if (!inset) return [];
  const { at, window, scale } = inset;
  const { query, metric, type } = model;
  const { points } = model.source.cloud;
  const place = (x: number, y: number): readonly [number, number] => [
    at[0] + (x - window[0]) * scale,
    at[1] + (y - window[1]) * scale,
  ];
  const placed = (list: ArrayLike<number>): number[] => {
    const out: number[] = [];
    for (let k = 0; k < list.length; k += 2) out.push(...place(list[k], list[k + 1]));
    return out;
  };
  const isSeen = (id: number): boolean =>
    points[2 * id] > window[0] &&
    points[2 * id] < window[2] &&
    points[2 * id + 1] > window[1] &&
    points[2 * id + 1] < window[3];
  const atOf = (ids: Iterable<number>): number[] =>
    placed([...ids].filter(isSeen).flatMap((id) => [points[2 * id], points[2 * id + 1]]));
  const near = memo(model, `inset points ${frame}`, () => {
    const ids: number[] = [];
    for (let id = 0; id < points.length / 2; id++) if (isSeen(id)) ids.push(id);
    return atOf(ids.slice(0, 4_000));
  });
  const { cuts, cells } = memo(model, `inset cells ${frame}`, () => cellsIn(model, window));
  const scanned = [...cells].filter(([node]) => moment.statuses.get(node) === "scanned");
  const radius = type === "radius" ? model.radius : moment.worst;
  const found = type === "nearest" ? moment.best.map(({ id }) => id) : moment.kept;
  const outline = ([x0, y0, x1, y1]: Box): number[] => [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0];
  const [cornerX, cornerY] = [at[0] < window[0] ? at[2] : at[0], at[1] < window[1] ? at[3] : at[1]];
  const marks: Mark[] = [
    { kind: "line", id: "inset-window", points: outline(window), ink: "text", widthPx: 1.4 },
    {
      kind: "line",
      id: "inset-lead",
      points: [query[0], query[1], cornerX, cornerY],
      ink: "text",
      widthPx: 1.2,
    },
    { kind: "bars", id: "inset-ground", rects: [...at], fill: "ground" },
    {
      kind: "bars",
      id: "inset-scanned",
      rects: scanned.flatMap(([, cell]) => placed(cell)),
      fill: "series0",
      opacity: 0.22,
    },
    { kind: "rings", id: "inset-cuts", rings: cuts.map(placed), ink: "axis", widthPx: 0.9, opacity: 0.8 },
    { kind: "dots", id: "inset-points", points: near, ink: "text", radiusPx: 2, opacity: 0.75 },
    {
      kind: "dots",
      id: "inset-tested",
      points: atOf(moment.tested.slice(-2_000)),
      ink: "series0",
      shape: "square",
      radiusPx: 3,
    },
    { kind: "dots", id: "inset-found", points: atOf(found), ink: "good", shape: "diamond", radiusPx: 5 },
  ];
  // Until something near is found the ball is larger than the window.
  if (radius * REACH <= (window[2] - window[0]) * (0.5 + 1e-9))
    marks.push({
      kind: "line",
      id: "inset-ball",
      points: placed(ballOutline(metric, query, radius)),
      ink: "focus",
      widthPx: 2,
    });
  marks.push(
    { kind: "dots", id: "inset-query", points: [...place(...query)], ink: "focus", shape: "ring", radiusPx: 5 },
    { kind: "line", id: "inset-frame", points: outline(at), ink: "text", widthPx: 1.4 },
    {
      kind: "text",
      id: "inset-scale",
      at: [at[0], at[3]],
      text: `×${show(scale, 2)}`,
      ink: "text",
      anchor: "start",
      dxPx: 6,
      dyPx: 11,
      sizePx: 11,
    },
  );
  return marks;
}

/** The leaves that reach into a window, cut off at it, and the cuts across it. */
function cellsIn(
  model: SearchModel,
  window: Box,
): { readonly cells: ReadonlyMap<number, Box>; readonly cuts: number[][] } {
  const { nodes, cuts: places } = model.tree;
  const cells = new Map<number, Box>();
  const cuts: number[][] = [];
  const open: { readonly node: number; readonly cell: Box }[] = [{ node: 0, cell: window }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, cell } = next;
    const axis = nodes[4 * node];
    if (axis < 0) {
      cells.set(node, cell);
      continue;
    }
    const cut = places[node];
    const [low, high] = [cell[axis], cell[axis + 2]];
    if (cut > low && cut < high) cuts.push([...cutLine(model, node, cell)]);
    const [left, right] = [leftOf(model.tree, node), nodes[4 * node + RIGHT]];
    const side = (from: number, to: number): Box =>
      axis === 0 ? [from, cell[1], to, cell[3]] : [cell[0], from, cell[2], to];
    if (left > 0 && cut > low) open.push({ node: left, cell: side(low, Math.min(high, cut)) });
    if (right > 0 && cut < high) open.push({ node: right, cell: side(Math.max(low, cut), high) });
  }
  return { cells, cuts };
}
