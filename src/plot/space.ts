import { isField } from "./field";
import { fieldPiece, lift } from "./field-piece";
import { makePlacer } from "./labels";
import { layLegend } from "./legend";
import { textWidth } from "./metrics";
import type { Box, Item, LayoutOptions, Plot, TextItem } from "./picture";
import type { Piece, Projector } from "./piece";
import { axisScale, type Scale } from "./scale";
import type { Axis, Camera, Mark, Scene } from "./scene";
import { surfaceFaces } from "./surface";
import { touchSurface } from "./touch";

/**
 * Scenes in space, drawn by the painter's algorithm: every piece is cut small and drawn from the far to the near, so the
 * same list makes canvas, SVG and PDF. Good for surfaces over a plane with paths and points on them; long pieces that
 * cross each other would need splitting.
 */

const eyeDistance = 5.5;

/** A mild perspective from the camera's direction onto a plane of the given centre and unit, in px. */
export function projector(camera: Camera, centreX: number, centreY: number, unitPx: number): Projector {
  const [ca, sa] = [Math.cos(camera.azimuthRad), Math.sin(camera.azimuthRad)];
  const [ce, se] = [Math.cos(camera.elevationRad), Math.sin(camera.elevationRad)];
  return (x, y, z) => {
    const right = -sa * x + ca * y;
    const up = -se * (ca * x + sa * y) + ce * z;
    const near = ce * (ca * x + sa * y) + se * z;
    const scale = (unitPx * eyeDistance) / (eyeDistance - near);
    return [centreX + right * scale, centreY - up * scale, near];
  };
}

interface Cube {
  readonly x: Scale;
  readonly y: Scale;
  readonly z: Scale;
  readonly half: readonly [number, number, number];
}

function cubeOf(scene: Scene): Cube {
  const dx = Math.abs(scene.x.domain[1] - scene.x.domain[0]) || 1;
  const dy = Math.abs(scene.y.domain[1] - scene.y.domain[0]) || 1;
  const most = Math.max(dx, dy);
  const half = scene.equal === true ? ([dx / most, dy / most, 0.62] as const) : ([1, 1, 0.62] as const);
  const z = scene.z ?? { label: "", domain: [0, 1] };
  return {
    x: axisScale(scene.x, -half[0], half[0], 0.42),
    y: axisScale(scene.y, -half[1], half[1], 0.42),
    z: axisScale(z, -half[2], half[2], 0.32),
    half,
  };
}

/**
 * The largest unit that shows the whole box from every azimuth, so that turning it doesn't make it breathe; and how far
 * the middle of the box stands above the middle of the picture, since its near corner reaches down farther than the far
 * one reaches up.
 */
function placed(
  { half: [hx, hy, hz] }: Cube,
  camera: Camera,
  widthPx: number,
  heightPx: number,
): { readonly unitPx: number; readonly risePx: number } {
  const round = Math.hypot(hx, hy);
  const [se, ce] = [Math.sin(camera.elevationRad), Math.cos(camera.elevationRad)];
  const reach = round * Math.abs(se) + hz * ce;
  const near = ce * round - Math.abs(se) * hz;
  const down = (reach * eyeDistance) / (eyeDistance - near);
  const up = (reach * eyeDistance) / (eyeDistance + near);
  const fit = Math.min(widthPx / (2 * round * 1.06), heightPx / (down + up));
  const unitPx = Math.max(20, fit) * Math.min(8, Math.max(0.2, camera.zoom));
  return { unitPx, risePx: (se < 0 ? -1 : 1) * 0.5 * (down - up) * unitPx };
}

/** Lays a scene with a camera out. */
export function layoutSpace(
  scene: Scene,
  options: LayoutOptions,
  fontPx: number,
  head: readonly Item[],
  headPx: number,
  emptyWords: (scene: Scene, frame: Box, fontPx: number) => readonly TextItem[],
): Plot {
  const camera = scene.camera ?? { azimuthRad: -1, elevationRad: 0.5, zoom: 1 };
  const legend = layLegend(scene, options.widthPx, headPx, fontPx);
  const top = headPx + legend.heightPx;
  const frame = { x: 0, y: top, width: options.widthPx, height: options.heightPx - top };
  const cube = cubeOf(scene);
  const { unitPx, risePx } = placed(cube, camera, frame.width - 24, frame.height - 40);
  const view = projector(camera, frame.x + frame.width / 2, frame.y + frame.height / 2 - 6 - risePx, unitPx);
  const project = (x: number, y: number, z = scene.z?.domain[0] ?? 0): readonly [number, number, number] =>
    view(cube.x.map(x), cube.y.map(y), cube.z.map(z));
  const pieces: Piece[] = [];
  const labels: TextItem[] = [];
  scene.marks.forEach((mark, index) => {
    if (mark.kind === "surface") for (const piece of surfaceFaces(mark, index, scene, cube, view)) pieces.push(piece);
    else addPieces(mark, index, project, fontPx, pieces, labels);
  });
  pieces.sort((a, b) => a.near - b.near);
  return {
    scene,
    widthPx: options.widthPx,
    heightPx: options.heightPx,
    frame,
    items: [
      ...head,
      ...legend.items,
      ...boxItems(scene, cube, camera, view, fontPx),
      ...merged(pieces, scene),
      ...labels,
      ...emptyWords(scene, frame, fontPx),
    ],
    x: cube.x,
    y: cube.y,
    project: (x, y, z) => {
      const [px, py] = project(x, y, z);
      return [px, py];
    },
    touch: (px, py) => touchSurface(scene, project, px, py),
  };
}

function addPieces(
  mark: Mark,
  index: number,
  project: (x: number, y: number, z?: number) => readonly [number, number, number],
  fontPx: number,
  pieces: Piece[],
  labels: TextItem[],
): void {
  const base = { mark: index, ...(mark.opacity === undefined ? {} : { opacity: mark.opacity }) };
  const segment = (
    ax: number[],
    bx: number[],
    stroke: NonNullable<Extract<Mark, { kind: "line" }>["ink"]>,
    widthPx: number,
  ): void => {
    const a = project(ax[0], ax[1], ax[2]);
    const b = project(bx[0], bx[1], bx[2]);
    if (![...a, ...b].every(Number.isFinite)) return;
    pieces.push({
      near: (a[2] + b[2]) / 2 + lift,
      mark: index,
      item: { kind: "path", ...base, lines: [[a[0], a[1], b[0], b[1]]], stroke, widthPx },
    });
  };
  switch (mark.kind) {
    case "line":
      for (let k = 3; k + 2 < mark.points.length; k += 3)
        segment([...mark.points.slice(k - 3, k)], [...mark.points.slice(k, k + 3)], mark.ink, mark.widthPx ?? 2);
      if (mark.vertices !== true) return;
      for (let k = 0; k + 2 < mark.points.length; k += 3)
        addDot([...mark.points.slice(k, k + 3)], 2.6, mark.ink, "circle");
      return;
    case "rings":
      for (const ring of mark.rings)
        for (let k = 3; k + 2 < ring.length; k += 3)
          segment(
            [...ring.slice(k - 3, k)],
            [...ring.slice(k, k + 3)],
            mark.ink ?? mark.fill ?? "faint",
            mark.widthPx ?? 1,
          );
      return;
    case "dots":
      if (isField(mark, 3)) {
        pieces.push(fieldPiece(mark, base, project));
        return;
      }
      for (let k = 0; k + 2 < mark.points.length; k += 3) {
        addDot([...mark.points.slice(k, k + 3)], mark.radiusPx ?? 4, mark.ink, mark.shape ?? "circle");
        const text = mark.labels?.[k / 3];
        const [px, py] = project(mark.points[k], mark.points[k + 1], mark.points[k + 2]);
        if (text !== undefined && text !== "" && Number.isFinite(px + py))
          labels.push({
            kind: "text",
            x: px + 8,
            y: py - 4,
            text,
            ink: "text",
            sizePx: fontPx,
            anchor: "start",
            halo: true,
            mark: index,
          });
      }
      return;
    case "arrows":
      for (let k = 0; k + 5 < mark.segments.length; k += 6) {
        const [from, to] = [[...mark.segments.slice(k, k + 3)], [...mark.segments.slice(k + 3, k + 6)]];
        segment(from, to, mark.ink, mark.widthPx ?? 2);
        const a = project(from[0], from[1], from[2]);
        const b = project(to[0], to[1], to[2]);
        const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
        if (!(length > 3)) continue;
        const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
        const size = Math.min(mark.headPx ?? 9, length * 0.6);
        const lines = [
          [
            b[0],
            b[1],
            b[0] - ux * size - uy * size * 0.4,
            b[1] - uy * size + ux * size * 0.4,
            b[0] - ux * size + uy * size * 0.4,
            b[1] - uy * size - ux * size * 0.4,
          ],
        ];
        pieces.push({
          near: b[2] + lift * 1.1,
          mark: index,
          item: { kind: "path", ...base, lines, closed: true, fill: mark.ink },
        });
      }
      return;
    case "handle": {
      const at = [...mark.at, mark.height ?? Number.NaN];
      addDot(at, 6.5, mark.ink, "ring");
      addDot(at, 2.4, mark.ink, "circle");
      return;
    }
    case "text": {
      const [px, py] = project(mark.at[0], mark.at[1], mark.at[2]);
      if (Number.isFinite(px + py))
        labels.push({
          kind: "text",
          x: px + (mark.dxPx ?? 0),
          y: py + (mark.dyPx ?? 0),
          text: mark.text,
          ink: mark.ink ?? "text",
          sizePx: mark.sizePx ?? fontPx,
          anchor: mark.anchor ?? "start",
          halo: true,
          mark: index,
        });
      return;
    }
    default:
      return;
  }

  function addDot(
    at: number[],
    radiusPx: number,
    ink: Extract<Mark, { kind: "dots" }>["ink"],
    shape: NonNullable<Extract<Mark, { kind: "dots" }>["shape"]>,
  ): void {
    const [px, py, near] = project(at[0], at[1], at[2]);
    if (Number.isFinite(px + py))
      pieces.push({
        near: near + lift * 1.2,
        mark: index,
        item: { kind: "dots", ...base, points: [px, py], radiusPx, shape, ink },
      });
  }
}

/** Neighbours of one kind and mark become one item. */
function merged(pieces: readonly Piece[], scene: Scene): Item[] {
  const out: Item[] = [];
  for (let from = 0; from < pieces.length; ) {
    const first = pieces[from];
    let to = from + 1;
    while (
      to < pieces.length &&
      pieces[to].mark === first.mark &&
      pieces[to].item.kind === first.item.kind &&
      (first.item.kind === "face" || first.item.kind === "path")
    )
      to++;
    const run = pieces.slice(from, to).map((piece) => piece.item);
    from = to;
    if (first.item.kind === "face") {
      const mark = scene.marks[first.mark];
      const points = new Float64Array(8 * run.length);
      const shades = new Float64Array(2 * run.length);
      const edges = new Uint8Array(run.length);
      run.forEach((face, k) => {
        if (face.kind !== "face") return;
        points.set(face.points, 8 * k);
        shades[2 * k] = face.t;
        shades[2 * k + 1] = face.light;
        edges[k] = face.edges;
      });
      out.push({
        kind: "faces",
        mark: first.mark,
        points,
        shades,
        edges,
        ramp: mark.kind === "surface" ? mark.ramp : "sequential",
        ...(mark.opacity === undefined ? {} : { opacity: mark.opacity }),
      });
    } else if (first.item.kind === "path" && first.item.fill === undefined) {
      const lines = run.flatMap((item) => (item.kind === "path" && item.fill === undefined ? item.lines : []));
      out.push({ ...first.item, lines });
      out.push(...run.filter((item): item is Item => item.kind === "path" && item.fill !== undefined));
    } else out.push(...run.filter((item): item is Item => item.kind !== "face"));
  }
  return out;
}

/** The floor, the two far walls with their grids, and numbers along the near edges. */
function boxItems(scene: Scene, cube: Cube, camera: Camera, view: Projector, fontPx: number): Item[] {
  const [hx, hy, hz] = cube.half;
  const backX = Math.cos(camera.azimuthRad) > 0 ? -hx : hx;
  const backY = Math.sin(camera.azimuthRad) > 0 ? -hy : hy;
  const floor = camera.elevationRad >= 0 ? -hz : hz;
  const at = (x: number, y: number, z: number): number[] => [...view(x, y, z).slice(0, 2)];
  const lines: number[][] = [];
  for (const { px: x } of cube.x.ticks)
    lines.push([...at(x, -hy, floor), ...at(x, hy, floor)], [...at(x, backY, -hz), ...at(x, backY, hz)]);
  for (const { px: y } of cube.y.ticks)
    lines.push([...at(-hx, y, floor), ...at(hx, y, floor)], [...at(backX, y, -hz), ...at(backX, y, hz)]);
  for (const { px: z } of cube.z.ticks)
    lines.push([...at(-hx, backY, z), ...at(hx, backY, z)], [...at(backX, -hy, z), ...at(backX, hy, z)]);
  const rims = [
    [
      ...at(-hx, -hy, floor),
      ...at(hx, -hy, floor),
      ...at(hx, hy, floor),
      ...at(-hx, hy, floor),
      ...at(-hx, -hy, floor),
    ],
    [...at(backX, backY, -hz), ...at(backX, backY, hz)],
    [
      ...at(-backX, backY, -hz),
      ...at(-backX, backY, hz),
      ...at(backX, backY, hz),
      ...at(backX, -backY, hz),
      ...at(backX, -backY, -hz),
    ],
  ];
  const items: Item[] = [
    { kind: "path", lines, stroke: "grid", widthPx: 1 },
    { kind: "path", lines: rims, stroke: "axis", widthPx: 1, opacity: 0.55 },
  ];
  const placer = makePlacer();
  const centre = view(0, 0, 0);
  const small = fontPx - 1;
  const write = (axis: Axis, scale: Scale, edge: (t: number) => number[], isUpright: boolean): void => {
    if (axis.hidden === true) return;
    const middle = edge(0);
    for (const tick of [...scale.ticks].sort((a, b) => Math.abs(a.px) - Math.abs(b.px))) {
      const [px, py] = edge(tick.px);
      const item = outward(px, py, centre, tick.text, small, 9, isUpright);
      if (placer.place([item]) !== undefined) items.push(item);
    }
    const label = outward(middle[0], middle[1], centre, axis.label, small + 0.5, isUpright ? 40 : 27, isUpright);
    const name: TextItem = { ...label, ink: "text" };
    if (axis.label !== "")
      items.push(
        isUpright ? { ...name, x: edge(cube.half[2])[0], y: edge(cube.half[2])[1] - 14, anchor: "middle" } : name,
      );
  };
  write(scene.x, cube.x, (x) => at(x, -backY, floor), false);
  write(scene.y, cube.y, (y) => at(-backX, y, floor), false);
  const leftEdge = view(-backX, backY, 0)[0] < view(backX, -backY, 0)[0] ? [-backX, backY] : [backX, -backY];
  write(scene.z ?? scene.y, cube.z, (z) => at(leftEdge[0], leftEdge[1], z), true);
  return items;
}

function outward(
  px: number,
  py: number,
  centre: readonly number[],
  text: string,
  sizePx: number,
  distance: number,
  isUpright: boolean,
): TextItem {
  const [dx, dy] = [px - centre[0], isUpright ? 0 : py - centre[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const half = textWidth(text, sizePx) / 2;
  const reach = distance + Math.abs(ux) * half;
  return {
    kind: "text",
    x: px + ux * reach,
    y: py + uy * (distance + Math.abs(uy) * sizePx * 0.4),
    text,
    ink: "faint",
    sizePx,
    anchor: "middle",
    halo: true,
  };
}
