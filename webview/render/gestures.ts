import type { Hit } from "../../src/plot/hit";
import type { Plot } from "../../src/plot/picture";
import type { PlotEvents } from "./events";
import { pointUnder } from "./handles";
import { playLine } from "./sound";

interface Gestured {
  readonly plot: () => Plot | undefined;
  readonly events: PlotEvents;
  readonly hover: (px: number, py: number) => Hit | undefined;
  readonly leave: () => void;
}

/**
 * Pointer and keyboard on a canvas: hover, pan, turn, zoom. The wheel zooms only with Ctrl (which is also what a pinch on
 * a touchpad sends) or while the canvas has focus, so that a page can still be scrolled over its pictures.
 */
export function attachGestures(canvas: HTMLCanvasElement, { plot, events, hover, leave }: Gestured): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal };
  let last: { x: number; y: number } | undefined;
  let moved = 0;
  let waiting: PointerEvent | undefined;
  let frame = 0;
  let clicked: number | undefined;

  const at = (event: PointerEvent | WheelEvent | MouseEvent): { x: number; y: number } => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const settle = (): void => {
    frame = 0;
    const event = waiting;
    waiting = undefined;
    if (event === undefined) return;
    const point = at(event);
    if (last === undefined) hover(point.x, point.y);
    else {
      const [dx, dy] = [point.x - last.x, point.y - last.y];
      last = point;
      moved += Math.abs(dx) + Math.abs(dy);
      drag(plot(), events, dx, dy);
    }
  };
  canvas.addEventListener(
    "pointermove",
    (event) => {
      waiting = event;
      if (frame === 0) frame = requestAnimationFrame(settle);
    },
    options,
  );
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      const scene = plot()?.scene;
      moved = 0;
      if (event.button !== 0 || scene === undefined || (scene.camera === undefined && scene.zoomable !== true)) return;
      canvas.setPointerCapture(event.pointerId);
      last = at(event);
      canvas.classList.add("is-held");
    },
    options,
  );
  const release = (): void => {
    last = undefined;
    canvas.classList.remove("is-held");
  };
  canvas.addEventListener("pointerup", release, options);
  canvas.addEventListener("pointercancel", release, options);
  canvas.addEventListener(
    "pointerleave",
    () => {
      waiting = undefined;
      leave();
    },
    options,
  );
  canvas.addEventListener(
    "dblclick",
    () => {
      window.clearTimeout(clicked);
      if (moved < 6) reset(plot(), events);
    },
    options,
  );
  canvas.addEventListener(
    "click",
    (event) => {
      const now = plot();
      if (now === undefined || moved >= 6 || event.detail > 1) return;
      const { id, clickHandle: handle, zoomable, camera } = now.scene;
      if (handle === undefined && events.onClick === undefined) return;
      const { x, y } = at(event);
      const point = pointUnder(now, x, y);
      if (point === undefined) return;
      // Where a double click means something, a single one waits for it.
      const waitMs = zoomable === true || camera !== undefined ? 240 : 0;
      clicked = window.setTimeout(() => {
        if (handle === undefined) events.onClick?.(id, point[0], point[1]);
        else events.onDrag(handle, point[0], point[1]);
      }, waitMs);
    },
    options,
  );
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas) return;
      const now = plot();
      if (now === undefined || (now.scene.camera === undefined && now.scene.zoomable !== true)) return;
      event.preventDefault();
      const point = at(event);
      zoom(now, events, Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.0035), point.x, point.y);
    },
    { ...options, passive: false },
  );
  canvas.addEventListener("keydown", (event) => keyed(event, plot(), events), options);
  return () => {
    cancelAnimationFrame(frame);
    window.clearTimeout(clicked);
    listening.abort();
  };
}

const turnPerPx = 0.008;

function drag(plot: Plot | undefined, events: PlotEvents, dx: number, dy: number): void {
  if (plot === undefined) return;
  const { scene } = plot;
  if (scene.camera !== undefined) {
    const { azimuthRad, elevationRad, zoom: scale } = scene.camera;
    const elevation = Math.min(1.5, Math.max(-0.2, elevationRad + dy * turnPerPx));
    events.onCamera(scene.id, { azimuthRad: azimuthRad - dx * turnPerPx, elevationRad: elevation, zoom: scale });
  } else pan(plot, events, dx, dy);
}

function pan(plot: Plot, events: PlotEvents, dx: number, dy: number): void {
  const { frame } = plot;
  setDomain(plot, events, frame.x - dx, frame.x + frame.width - dx, frame.y + frame.height - dy, frame.y - dy);
}

function setDomain(plot: Plot, events: PlotEvents, left: number, right: number, bottom: number, top: number): void {
  const low = plot.invert?.(left, bottom);
  const high = plot.invert?.(right, top);
  if (low === undefined || high === undefined || ![...low, ...high].every(Number.isFinite)) return;
  if (!(high[0] - low[0] > Math.abs(high[0]) * 1e-9) || !(high[1] - low[1] > Math.abs(high[1]) * 1e-9)) return;
  events.onDomain(plot.scene.id, { x: [low[0], high[0]], y: [low[1], high[1]] });
}

/** Zooms about a pixel; a factor below 1 comes nearer. */
export function zoom(plot: Plot, events: PlotEvents, factor: number, px: number, py: number): void {
  const { scene, frame } = plot;
  if (scene.camera !== undefined) {
    const scale = Math.min(6, Math.max(0.4, scene.camera.zoom / factor));
    events.onCamera(scene.id, { ...scene.camera, zoom: scale });
    return;
  }
  if (scene.zoomable !== true) return;
  const around = (edge: number, centre: number): number => centre + (edge - centre) * factor;
  setDomain(
    plot,
    events,
    around(frame.x, px),
    around(frame.x + frame.width, px),
    around(frame.y + frame.height, py),
    around(frame.y, py),
  );
}

function reset(plot: Plot | undefined, events: PlotEvents): void {
  if (plot === undefined) return;
  if (plot.scene.camera !== undefined) events.onCamera(plot.scene.id, undefined);
  else events.onDomain(plot.scene.id, undefined);
}

function keyed(event: KeyboardEvent, plot: Plot | undefined, events: PlotEvents): void {
  if (plot === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const { frame, scene } = plot;
  const isMovable = scene.camera !== undefined || scene.zoomable === true;
  const [cx, cy] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  const stride = event.shiftKey ? 80 : 20;
  const moves: Readonly<Record<string, () => void>> = {
    "+": () => zoom(plot, events, 1 / 1.25, cx, cy),
    "=": () => zoom(plot, events, 1 / 1.25, cx, cy),
    "-": () => zoom(plot, events, 1.25, cx, cy),
    "0": () => reset(plot, events),
    ArrowLeft: () => drag(plot, events, stride, 0),
    ArrowRight: () => drag(plot, events, -stride, 0),
    ArrowUp: () => drag(plot, events, 0, stride),
    ArrowDown: () => drag(plot, events, 0, -stride),
  };
  if (event.key === "s" || event.key === "S") playLine(scene);
  else if (isMovable && Object.hasOwn(moves, event.key)) moves[event.key]();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
