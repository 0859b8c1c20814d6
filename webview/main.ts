import text from "worker-text";
import { type Channel, openChannel } from "../src/protocol/channel";
import { type HostCalls, type PageCalls, pageShapes, type Settings, type Show } from "../src/protocol/page";
import { readBoot, standaloneIds } from "../src/protocol/standalone";
import { localeOf } from "../src/words/text";
import { openDemoPage } from "./demo-page";
import { type LensPage, openLensPage } from "./lens-page";
import type { Page, PageContext } from "./runtime/context";
import { editorPort } from "./runtime/port";
import { signal } from "./runtime/signal";
import { fitState, type PageState, readPageState } from "./runtime/storage";
import { watchTheme } from "./runtime/theme";
import { type Progress, startWork } from "./runtime/worker";
import { standaloneHost } from "./standalone";
import { registerComponents } from "./ui/toolkit";
import { sayIn, words } from "./ui/words";
import "./style.css";

/** Finds out where the page is and what it is to show, and shows it. */
async function start(): Promise<void> {
  const root = document.querySelector("main") ?? document.body.appendChild(document.createElement("main"));
  registerComponents();
  const settings = signal<Settings>({
    locale: localeOf(document.documentElement.lang || navigator.language),
    reducedMotion: "auto",
  });
  const progress = signal<Progress | undefined>(undefined);
  const hung = signal(0);
  let page: Page | undefined;
  let lens: LensPage | undefined;
  let serial = 0;

  const show = async (what: Show): Promise<void> => {
    const mine = ++serial;
    if (what.kind !== "demo") {
      if (lens !== undefined) return lens.show(what);
      page?.dispose();
      lens = openLensPage(context, what);
      page = lens;
      return;
    }
    page?.dispose();
    page = undefined;
    lens = undefined;
    try {
      const opened = await openDemoPage(context, what.demo, what.state);
      if (mine === serial) page = opened;
      else opened.dispose();
    } catch {
      root.replaceChildren(sentence(sayIn(settings.get().locale)(words.noDemo)));
    }
  };

  const applySettings = (next: Settings): undefined => {
    settings.set(next);
    document.documentElement.lang = next.locale === "zh" ? "zh-CN" : "en";
    page?.refresh();
    return undefined;
  };

  const boot = readBoot(document.getElementById(standaloneIds.boot)?.textContent ?? "");
  const editor = boot === undefined ? globalThis.acquireVsCodeApi?.() : undefined;
  const host: Channel<HostCalls> | undefined =
    boot !== undefined
      ? standaloneHost(boot)
      : editor === undefined
        ? undefined
        : openChannel<PageCalls, HostCalls>(
            editorPort(editor),
            {
              show: (what) => {
                void show(what);
                return undefined;
              },
              settings: applySettings,
              act: ({ action }) => {
                page?.act(action);
                return undefined;
              },
              loadedChanged: (file) => {
                page?.loadedChanged?.(file);
                return undefined;
              },
              dataChanged: ({ path }) => {
                page?.dataChanged?.(path);
                return undefined;
              },
            },
            { shapes: pageShapes },
          );
  if (host === undefined) return;

  const work = startWork({ text, onProgress: progress.set, onHang: () => hung.update((times) => times + 1) });
  let stored: PageState | undefined = readPageState(editor?.getState());
  const context: PageContext = {
    root,
    host,
    work,
    settings,
    progress,
    hung,
    isAlone: boot !== undefined,
    read: () => stored,
    write: (state) => {
      stored = fitState(state);
      editor?.setState(stored);
    },
  };
  watchTheme(() => page?.refresh());

  const first = await host.ask("ready", undefined);
  applySettings(first.settings);
  await show(first.show);
}

function sentence(text: string): HTMLElement {
  const element = document.createElement("p");
  element.className = "empty";
  element.textContent = text;
  return element;
}

void start();
