import type { Plot } from "../../src/plot/picture";
import { numberText } from "../../src/plot/scale";
import type { Axis, HandleMark } from "../../src/plot/scene";
import type { PlotEvents } from "./events";

type HandleEvents = Pick<PlotEvents, "onDrag" | "onRemove">;

interface Held {
  plot: Plot;
  mark: HandleMark;
  events: HandleEvents;
}

const held = new WeakMap<HTMLButtonElement, Held>();

/** Puts a focusable button over each handle of a plot, and takes away those that are gone. */
export function showHandles(parent: HTMLElement, plot: Plot, help: string, events: HandleEvents): void {
  const marks = plot.scene.marks.filter((mark) => mark.kind === "handle");
  const buttons = new Map(
    [...parent.querySelectorAll<HTMLButtonElement>("button.handle")].map((button) => [
      button.dataset["handle"],
      button,
    ]),
  );
  const spots = spreadApart(marks.map((mark) => plot.project(mark.at[0], mark.at[1], mark.height)));
  for (const [k, mark] of marks.entries()) {
    const button = buttons.get(mark.id) ?? createHandle(parent, mark.id);
    buttons.delete(mark.id);
    held.set(button, { plot, mark, events });
    const [px, py] = spots[k];
    const { frame } = plot;
    button.hidden =
      px < frame.x - 8 || px > frame.x + frame.width + 8 || py < frame.y - 8 || py > frame.y + frame.height + 8;
    button.style.transform = `translate(${px.toFixed(1)}px, ${py.toFixed(1)}px)`;
    describeHandle(button, mark, help);
  }
  for (const gone of buttons.values()) {
    const hadFocus = document.activeElement === gone;
    gone.remove();
    // Whoever deletes points by key goes on with the one before, or with the picture.
    if (hadFocus)
      (
        [...parent.querySelectorAll<HTMLElement>("button.handle:not([hidden])")].at(-1) ??
        parent.querySelector("canvas")
      )?.focus();
  }
}

/** Buttons may not lie on each other: each keeps a target of 24 px, a little beside its point where points are close. */
function spreadApart(spots: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const leastPx = 25;
  const moved = spots.map(([x, y]) => [x, y] as [number, number]);
  for (let round = 0; round < 4; round++)
    moved.forEach((a, i) => {
      for (const b of moved.slice(i + 1)) {
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        // Targets are squares, so they part along the axis on which they are further apart already.
        const k = Math.abs(dx) >= Math.abs(dy) ? 0 : 1;
        const gap = k === 0 ? dx : dy;
        if (Math.abs(gap) >= leastPx) continue;
        const push = (leastPx - Math.abs(gap)) / 2;
        const way = gap < 0 ? -1 : 1;
        a[k] -= way * push;
        b[k] += way * push;
      }
    });
  return moved;
}

/** To a screen reader a handle is a slider whose value is a point. */
function describeHandle(button: HTMLButtonElement, { label, at }: HandleMark, help: string): void {
  const facts = {
    "aria-label": `${label}. ${help}`,
    "aria-valuenow": String(at[0]),
    "aria-valuetext": `${numberText(at[0])}, ${numberText(at[1])}`,
  };
  for (const [name, value] of Object.entries(facts))
    if (button.getAttribute(name) !== value) button.setAttribute(name, value);
}

function createHandle(parent: HTMLElement, id: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.className = "handle";
  button.type = "button";
  button.dataset["handle"] = id;
  button.setAttribute("role", "slider");
  button.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    button.focus();
    button.setPointerCapture(event.pointerId);
    button.classList.add("is-held");
  });
  button.addEventListener("pointermove", (event) => {
    const now = held.get(button);
    if (now === undefined || !button.hasPointerCapture(event.pointerId)) return;
    const box = parent.getBoundingClientRect();
    const { frame } = now.plot;
    const px = Math.min(frame.x + frame.width, Math.max(frame.x, event.clientX - box.left));
    const py = Math.min(frame.y + frame.height, Math.max(frame.y, event.clientY - box.top));
    const at = pointUnder(now.plot, px, py);
    if (at !== undefined) now.events.onDrag(id, at[0], at[1]);
  });
  const release = (): void => button.classList.remove("is-held");
  button.addEventListener("pointerup", release);
  button.addEventListener("pointercancel", release);
  button.addEventListener("keydown", (event) => {
    const now = held.get(button);
    if (now === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === "Delete" || event.key === "Backspace") && now.events.onRemove !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      now.events.onRemove(id);
      return;
    }
    const { domain } = now.plot.scene.x;
    const step = roundStep(now.mark.step ?? (domain[1] - domain[0]) / 60) * (event.shiftKey ? 10 : 1);
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    now.events.onDrag(id, moved(now.mark.at[0], move[0] * step), moved(now.mark.at[1], move[1] * step));
  });
  parent.append(button);
  return button;
}

/** The point of a picture under a pixel, in numbers a person would write; `undefined` outside the frame. */
export function pointUnder(
  { scene, frame, invert, touch, x, y }: Plot,
  px: number,
  py: number,
): readonly [number, number] | undefined {
  const isInside = px >= frame.x && px <= frame.x + frame.width && py >= frame.y && py <= frame.y + frame.height;
  const at = isInside ? (invert ?? touch)?.(px, py) : undefined;
  if (at === undefined || invert !== undefined) return at && [tidy(at[0], x), tidy(at[1], y)];
  // A box in space is some three hundred pixels wide.
  const perPx = ({ domain }: Axis): number => Math.abs(domain[1] - domain[0]) / 300;
  return [rounded(at[0], perPx(scene.x)), rounded(at[1], perPx(scene.y))];
}

/** A dragged number is rounded to what half a pixel can tell. */
function tidy(value: number, scale: Plot["x"]): number {
  return rounded(value, Math.abs(scale.invert(1) - scale.invert(0)));
}

function rounded(value: number, perPx: number): number {
  const unit = 10 ** Math.floor(Math.log10(perPx || 1));
  return round(Math.round(value / unit) * unit);
}

/** The step nearest below that a person would choose: 1, 2 or 5 · 10ⁿ. */
function roundStep(step: number): number {
  const unit = 10 ** Math.floor(Math.log10(step));
  return unit * (step >= 5 * unit ? 5 : step >= 2 * unit ? 2 : 1);
}

/** A coordinate moved by a step, onto a multiple of it; one that doesn't move stays as it is. */
const moved = (value: number, by: number): number =>
  by === 0 ? value : round(Math.round((value + by) / Math.abs(by)) * Math.abs(by));

const round = (value: number): number => Number(value.toPrecision(12));
