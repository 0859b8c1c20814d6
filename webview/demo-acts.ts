import type { Link } from "../src/demos/demo";
import type { Page, PageContext } from "./runtime/context";
import type { DemoActions } from "./ui/frame";

type Action = Parameters<Page["act"]>[0];

/** Opens the demo that a link leads to, beside this one. */
export function followLink(host: PageContext["host"], { demo, values }: Link, seed: number): void {
  void host.ask("openDemo", { state: { demo, values, seed, step: 0 } }).catch(() => undefined);
}

/** Does what a person has chosen from the editor's own menus and keys. */
export function actOn(action: Action, actions: DemoActions, step: number): void {
  const acts: { readonly [A in Action]?: () => void } = {
    play: actions.play,
    stepForward: () => actions.goTo(step + 1),
    stepBack: () => actions.goTo(step - 1),
    reset: actions.reset,
    keepRun: actions.keep,
    exportSvg: () => actions.exportAs("svg"),
    exportPdf: () => actions.exportAs("pdf"),
    exportPng: () => actions.exportAs("png"),
    exportCsv: () => actions.exportAs("csv"),
    exportJson: () => actions.exportAs("json"),
    exportHtml: () => actions.exportAs("html"),
    copyLink: actions.copyLink,
    showKeys: actions.showKeys,
  };
  acts[action]?.();
}
