import { render } from "lit";
import type { View } from "../src/plot/scene";
import type { Show } from "../src/protocol/page";
import { placeInFile, stretchInFile } from "../src/protocol/pieces";
import type { LensAsk, LensFrame, Overrides, Picture } from "../src/protocol/work";
import { playLine } from "./render/sound";
import { createAnnouncer } from "./runtime/announce";
import type { Page, PageContext } from "./runtime/context";
import { latestWins } from "./runtime/latest";
import { createPlots, withCamera, withDomain, zoomed } from "./runtime/plots";
import { signal } from "./runtime/signal";
import { readTheme } from "./runtime/theme";
import { emptyTrail, move, type Trail, visit } from "./runtime/trail";
import { isQuiet } from "./runtime/worker";
import { createFormulas } from "./ui/formula";
import { type LensActions, lensFrame } from "./ui/lens";
import { sayIn, words } from "./ui/words";

interface Held {
  readonly show: Show;
  readonly isLive: boolean;
  readonly trail: Trail;
  readonly picture: Picture | undefined;
  readonly plane: readonly [number, number] | undefined;
  readonly overrides: Overrides;
  readonly step: number;
  readonly view: View;
  readonly frame: LensFrame | undefined;
  readonly openTables: ReadonlySet<string>;
  readonly problem: string | undefined;
  readonly message: string | undefined;
}

/** A side panel that can be told what to show next. */
export interface LensPage extends Page {
  readonly show: (what: Show) => void;
}

const fresh = { overrides: {}, plane: undefined, view: { domains: {}, cameras: {} }, problem: undefined };
/** A run is shown to its end until the person goes back in it. */
const lastStep = 1_000_000_000;

/** Shows what is at the cursor, and follows it. */
export function openLensPage(context: PageContext, first: Show): LensPage {
  const { root, host, work, settings } = context;
  const stored = context.read()?.lens;
  const held = signal<Held>(
    {
      ...fresh,
      show: first,
      isLive: true,
      trail: emptyTrail,
      picture: stored?.picture,
      step: lastStep,
      frame: undefined,
      openTables: new Set(),
      message: undefined,
    },
    (run) => requestAnimationFrame(run),
  );
  const set = (change: Partial<Held>): void => held.update((now) => ({ ...now, ...change }));
  const say = (): ReturnType<typeof sayIn> => sayIn(settings.get().locale);
  let look = readTheme(settings.get().reducedMotion);
  root.replaceChildren();
  const announce = createAnnouncer(document.body);
  const formulas = createFormulas(host, () => look.fontPx * (held.get().show.kind === "formula" ? 1.8 : 1.15));

  const askNow = (): LensAsk | undefined => {
    const { show, picture, plane, overrides, step, view } = held.get();
    if (show.kind !== "nabla") return undefined;
    return {
      document: show.place.document,
      text: show.text,
      offset: show.offset,
      overrides,
      step,
      view,
      locale: settings.get().locale,
      ...(picture === undefined ? {} : { picture }),
      ...(plane === undefined ? {} : { plane }),
    };
  };
  const frames = latestWins<LensAsk, LensFrame>({
    run: (ask) => work.ask("lens", ask),
    deliver: (frame) => {
      set({ frame, problem: undefined });
      for (const path of frame.wants) void fetch(path);
      announce(frame.scenes[0]?.description ?? frame.answer?.text ?? "");
    },
    fail: (error) => {
      if (!isQuiet(error))
        set({ problem: `${say()(words.failed)}${error instanceof Error ? error.message : String(error)}` });
    },
    overtaken: work.hurry,
  });
  /** Brings a data file that the program loads to the worker, once; a worker that was ended asks for it again. */
  const coming = new Set<string>();
  const fetch = async (path: string): Promise<void> => {
    const { show } = held.get();
    if (show.kind !== "nabla") return;
    const { document } = show.place;
    const key = `${document} ${path}`;
    if (coming.has(key)) return;
    coming.add(key);
    try {
      const data = await host.ask("loadData", { document, path });
      await work.ask("lensFile", { document, path, data });
    } catch {
      return; // the host or the worker is gone: whoever comes next asks again
    } finally {
      coming.delete(key);
    }
    refreshFrame();
  };
  const refreshFrame = (): void => {
    const ask = askNow();
    if (ask !== undefined) frames.ask(ask);
    else frames.drop();
  };
  const change = (part: Partial<Held>): void => {
    set(part);
    refreshFrame();
  };
  const remember = (): void => {
    const { isLive, show, picture } = held.get();
    const pinned = !isLive && "place" in show ? { pinned: show.place } : {};
    context.write({ version: 1, kind: "lens", lens: { ...pinned, ...(picture === undefined ? {} : { picture }) } });
  };

  /** A new place starts with a clean view; a new version of the same statement keeps what the person has done. */
  const take = (show: Show, trail: Trail): void => {
    const before = held.get().show;
    const isSame =
      "place" in show &&
      "place" in before &&
      show.place.document === before.place.document &&
      show.place.offset === before.place.offset;
    const isOther = !isSame && held.get().frame?.statement !== undefined && !isWithin(show, held.get());
    change({
      show,
      trail,
      ...(isSame ? { overrides: {} } : isOther ? { ...fresh, step: lastStep } : { overrides: {} }),
      problem: undefined,
    });
  };
  const goTo = (by: -1 | 1): void => {
    const trail = move(held.get().trail, by);
    if (trail === undefined) return;
    host.ask("recall", trail.places[trail.at]).then(
      (show) => {
        follow(false, show);
        take(show, trail);
      },
      () => undefined,
    );
  };
  const follow = (isLive: boolean, show: Show = held.get().show): void => {
    set({ isLive });
    void host
      .ask("follow", { live: isLive, ...(!isLive && "place" in show ? { pinned: show.place } : {}) })
      .catch(() => undefined);
    remember();
  };

  let messageTimer: number | undefined;
  const tell = (message: string): void => {
    set({ message });
    clearTimeout(messageTimer);
    messageTimer = window.setTimeout(() => set({ message: undefined }), 4_000);
  };
  const plots = createPlots({
    onDomain: (scene, domain) => change({ view: withDomain(held.get().view, scene, domain) }),
    onCamera: (scene, camera) => change({ view: withCamera(held.get().view, scene, camera) }),
    onDrag: (handle, x, y) => {
      const ask = askNow();
      if (ask !== undefined) drags.ask({ ...ask, handle, x, y });
    },
    onProbe: () => undefined,
    onFocus: () => undefined,
  });
  const drags = latestWins<LensAsk & { handle: string; x: number; y: number }, Overrides>({
    run: (ask) => work.ask("lensDrag", ask),
    deliver: (overrides) => change({ overrides }),
    fail: () => undefined,
  });
  const sceneOf = (id: string): LensFrame["scenes"][number] | undefined =>
    held.get().frame?.scenes.find((scene) => scene.id === id);

  const actions: LensActions = {
    begin: (what) => void host.ask("begin", { what }).catch(() => undefined),
    back: () => goTo(-1),
    forward: () => goTo(1),
    pin: () => follow(!held.get().isLive),
    picture: (picture) => {
      change({ picture });
      remember();
    },
    plane: (plane) => change({ plane, view: { domains: {}, cameras: {} } }),
    knob: (knob, value) => change({ overrides: { ...held.get().overrides, [knob.id]: [value] } }),
    goTo: (step) => change({ step: Math.max(0, Math.min(held.get().frame?.steps ?? 0, step)) }),
    write: () => {
      const { show, frame } = held.get();
      if (show.kind !== "nabla" || frame === undefined) return;
      const edits = frame.edits.map((edit) => stretchInFile(show.pieces, edit));
      host.ask("writeBack", { document: show.place.document, version: show.version, edits }).then(
        ({ written }) => {
          tell(say()(written ? words.written : words.notWritten));
          if (written) set({ overrides: {} });
        },
        () => tell(say()(words.notWritten)),
      );
    },
    discard: () => change({ overrides: {} }),
    openSource: () => {
      const { show, frame } = held.get();
      if (!("place" in show)) return;
      const offset =
        show.kind === "nabla" && frame?.statement !== undefined
          ? placeInFile(show.pieces, frame.statement.from)
          : show.place.offset;
      void host.ask("openSource", { document: show.place.document, offset }).catch(() => undefined);
    },
    copyTex: () => {
      const { show } = held.get();
      if (show.kind !== "formula") return;
      host.ask("copy", { text: show.tex }).then(
        () => tell(say()(words.copied)),
        () => undefined,
      );
    },
    zoom: (id, factor) => {
      const scene = sceneOf(id);
      if (scene !== undefined) change({ view: zoomed(held.get().view, scene, factor) });
    },
    listen: (id) => {
      const scene = sceneOf(id);
      if (scene !== undefined) playLine(scene);
    },
    toggleTable: (scene, isOpen) => {
      const openTables = new Set(held.get().openTables);
      if (openTables.has(scene) === isOpen) return;
      if (isOpen) openTables.add(scene);
      else openTables.delete(scene);
      set({ openTables });
    },
  };
  const draw = (): void => {
    const now = held.get();
    const isNabla = now.show.kind === "nabla";
    const scenes = isNabla ? (now.frame?.scenes ?? []) : [];
    const ui = {
      ...now,
      scenes,
      frame: isNabla ? now.frame : undefined,
      canGoBack: move(now.trail, -1) !== undefined,
      canGoForward: move(now.trail, 1) !== undefined,
    };
    render(lensFrame(ui, actions, { say: say(), plotOf: plots.elementOf, formulas }), root);
    plots.show(scenes, look, say());
  };
  const stops = [held.listen(draw), context.hung.listen(() => set({ problem: say()(words.hung) }))];
  set({ trail: "place" in first ? visit(emptyTrail, first.place) : emptyTrail });
  draw();
  refreshFrame();
  return {
    show: (show) => take(show, "place" in show ? visit(held.get().trail, show.place) : held.get().trail),
    act: (action) => {
      if (action === "back") actions.back();
      else if (action === "forward") actions.forward();
      else if (action === "pin") actions.pin();
    },
    refresh: () => {
      look = readTheme(settings.get().reducedMotion);
      draw();
      refreshFrame();
    },
    loadedChanged: ({ document, path }) => {
      const { show } = held.get();
      if (show.kind === "nabla" && show.place.document === document) void fetch(path);
    },
    dispose: () => {
      for (const stop of stops) stop();
      plots.dispose();
    },
  };
}

/** Whether the cursor has only moved within the statement that is shown. */
function isWithin(show: Show, { show: before, frame }: Held): boolean {
  if (show.kind !== "nabla" || before.kind !== "nabla" || frame?.statement === undefined) return false;
  const { offset } = show;
  return (
    show.place.document === before.place.document && offset >= frame.statement.from && offset <= frame.statement.to
  );
}
