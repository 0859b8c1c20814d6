import { type Hit, nearestMark } from "../../src/plot/hit";
import { heightFor, layoutScene } from "../../src/plot/layout";
import type { Plot } from "../../src/plot/picture";
import type { Scene } from "../../src/plot/scene";
import { coarse } from "../../src/plot/surface";
import type { Theme } from "../runtime/theme";
import { type Say, words } from "../ui/words";
import { paint } from "./canvas";
import type { PlotEvents } from "./events";
import { attachGestures } from "./gestures";
import { showHandles } from "./handles";
import { createReadout } from "./readout";
import { createStills } from "./still";

/** A picture that has not changed for this long rests. */
const restMs = 160;

/** One scene on the page: a canvas, its handles, its read-out. */
export interface PlotView {
  readonly element: HTMLElement;
  readonly show: (scene: Scene, theme: Theme, say: Say) => void;
  readonly light: (link: string | undefined) => void;
  readonly scene: () => Scene | undefined;
  readonly dispose: () => void;
}

export function createPlotView(events: PlotEvents): PlotView {
  const element = document.createElement("div");
  element.className = "plot";
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  const readout = createReadout();
  element.append(canvas, readout.element);
  const context = canvas.getContext("2d", { alpha: false });
  const stills = createStills();

  let scene: Scene | undefined;
  let theme: Theme | undefined;
  let say: Say | undefined;
  let plot: Plot | undefined;
  let link: string | undefined;
  let width = 0;
  let frame = 0;
  let isVisible = true;
  // A surface that changes from frame to frame is drawn coarse, and fine once it rests.
  let shownAt = Number.NEGATIVE_INFINITY;
  let pace = Number.POSITIVE_INFINITY;
  let refining = 0;

  /** While a person drags, a legend may need a row more or less: the picture grows with it, and does not jump back. */
  let tallest = { of: "", px: 0 };
  const calmHeight = (id: string, px: number): number => {
    const of = `${id} ${width}`;
    const isSame = tallest.of === of && px <= tallest.px && px > tallest.px - 60;
    if (!isSame) tallest = { of, px };
    return tallest.px;
  };
  const schedule = (): void => {
    if (frame === 0 && isVisible) frame = requestAnimationFrame(draw);
  };
  const draw = (): void => {
    frame = 0;
    if (scene === undefined || theme === undefined || context === null || width < 40) return;
    const fontPx = theme.fontPx * 0.92;
    const height = calmHeight(scene.id, heightFor(scene, width, fontPx));
    const isMoving = performance.now() - shownAt < restMs && pace < restMs;
    const isCoarse = isMoving && scene.camera !== undefined;
    clearTimeout(refining);
    plot = layoutScene(isCoarse ? coarse(scene) : scene, { widthPx: width, heightPx: height, fontPx });
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
      canvas.width = pixelWidth;
      canvas.height = pixelHeight;
      canvas.style.height = `${height}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { palette, fontFamily } = theme;
    const lit = litMarks(scene, link);
    const isWhole = paint(context, plot, { palette, fontFamily, lit, ratio, stills, isMoving });
    if (isCoarse || !isWhole) refining = window.setTimeout(schedule, restMs);
    if (say !== undefined) {
      const help =
        events.onRemove === undefined ? say(words.handleHelp) : `${say(words.handleHelp)} ${say(words.deleteHelp)}`;
      showHandles(element, plot, help, events);
    }
  };
  const sizes = new ResizeObserver((entries) => {
    width = Math.floor(entries[entries.length - 1].contentRect.width);
    schedule();
  });
  sizes.observe(element);
  const sight = new IntersectionObserver((entries) => {
    isVisible = isSeen(entries);
    if (isVisible) schedule();
  });
  sight.observe(element);

  let probe = 0;
  const hover = (px: number, py: number): Hit | undefined => {
    if (plot === undefined) return undefined;
    const hit = nearestMark(plot, px, py);
    const at = (plot.invert ?? plot.touch)?.(px, py);
    const { x, y, width: w, height: h } = plot.frame;
    const isInside = px >= x && px <= x + w && py >= y && py <= y + h;
    setLink(hit?.link);
    readout.show(hit, px, py, width);
    const mine = ++probe;
    if (at !== undefined && isInside && scene !== undefined)
      events.onProbe(scene.id, at[0], at[1], (text) => {
        if (mine === probe) readout.add(text, px, py, width);
      });
    return hit;
  };
  const setLink = (next: string | undefined): void => {
    if (next !== link) events.onLink(next);
  };
  const leave = (): void => {
    probe++;
    readout.hide();
    setLink(undefined);
  };
  const detach = attachGestures(canvas, { plot: () => plot, events, hover, leave });
  canvas.addEventListener("focus", () => scene !== undefined && events.onFocus(scene.id));

  return {
    element,
    show: (next, nextTheme, nextSay) => {
      if (next !== scene) {
        const now = performance.now();
        pace = now - shownAt;
        shownAt = now;
      }
      scene = next;
      theme = nextTheme;
      say = nextSay;
      canvas.setAttribute("aria-label", `${next.title}. ${next.description}`);
      canvas.classList.toggle("can-turn", next.camera !== undefined);
      canvas.classList.toggle("can-pan", next.zoomable === true);
      schedule();
    },
    light: (next) => {
      if (next === link) return;
      link = next;
      schedule();
    },
    scene: () => scene,
    dispose: () => {
      cancelAnimationFrame(frame);
      clearTimeout(refining);
      sizes.disconnect();
      sight.disconnect();
      stills.clear();
      detach();
    },
  };
}

/** A busy page is told of several changes at once, such as out of sight and back: the last one holds. */
export const isSeen = (entries: readonly { readonly isIntersecting: boolean }[]): boolean =>
  entries[entries.length - 1]?.isIntersecting ?? true;

function litMarks(scene: Scene, link: string | undefined): ReadonlySet<number> {
  const lit = new Set<number>();
  if (link === undefined) return lit;
  scene.marks.forEach((mark, index) => {
    if (mark.link === link) lit.add(index);
  });
  // Handles stay lit: they are controls.
  if (lit.size > 0)
    scene.marks.forEach((mark, index) => {
      if (mark.kind === "handle") lit.add(index);
    });
  return lit;
}
