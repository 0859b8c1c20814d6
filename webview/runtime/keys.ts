import type { DemoDescription } from "../../src/protocol/work";
import type { DemoActions } from "../ui/frame";
import { speeds } from "./player";

/** Keys that work anywhere on a demo's page but in a field. Returns how to stop listening. */
export function demoKeys(
  description: DemoDescription,
  actions: DemoActions,
  now: () => {
    readonly step: number;
    readonly speed: number;
    readonly isComputing: boolean;
    readonly frame: { readonly steps: number } | undefined;
  },
): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    const { step, speed, frame } = now();
    const at = speeds.indexOf(speed as (typeof speeds)[number]);
    const acts: Readonly<Record<string, () => void>> = {
      " ": actions.play,
      ArrowLeft: () => actions.goTo(step - 1),
      ArrowRight: () => actions.goTo(step + 1),
      Home: () => actions.goTo(0),
      End: () => actions.goTo(frame?.steps ?? 0),
      "[": () => actions.setSpeed(speeds[Math.max(0, at - 1)]),
      "]": () => actions.setSpeed(speeds[Math.min(speeds.length - 1, at + 1)]),
      ...(description.canSound ? { h: actions.hear } : {}),
      k: actions.keep,
      r: actions.reset,
      "?": actions.showKeys,
      ...(now().isComputing ? { Escape: actions.cancel } : {}),
    };
    const preset = /^[1-9]$/.test(event.key) ? description.presets[Number(event.key) - 1] : undefined;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (preset !== undefined) actions.preset(preset);
    else if (Object.hasOwn(acts, key)) acts[key]();
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}

/** Whether the focused element has a use of its own for the key. */
function isTaken(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog[open]") !== null || target.isContentEditable) return true;
  const name = target.localName;
  if (name === "input" || name === "textarea" || name === "select" || name.startsWith("vscode-dropdown")) return true;
  if (target.getAttribute("role") === "slider" || target.getAttribute("role") === "listbox") return true;
  const isPressed = event.key === " " || event.key === "Enter";
  if (isPressed)
    return (
      target.closest("button, summary, a, [role=tab], vscode-button, vscode-checkbox") !== null ||
      event.composedPath().some((node) => node instanceof HTMLElement && /^vscode-/.test(node.localName))
    );
  return (
    event.key.startsWith("Arrow") &&
    event
      .composedPath()
      .some((node) => node instanceof HTMLElement && /^vscode-(dropdown|checkbox|text-field)$/.test(node.localName))
  );
}
