import { render } from "lit";
import type { DemoState, Value, Values } from "../src/demos/demo";
import { besideScenes, runOf } from "../src/plot/beside";
import { overlayScenes } from "../src/plot/overlay";
import type { Scene } from "../src/plot/scene";
import type { Frame, FrameAsk } from "../src/protocol/work";
import { actOn, followLink } from "./demo-acts";
import { dataActions } from "./demo-data";
import { type Held, startHeld, stepOf, tabFor } from "./demo-held";
import { createTones, playLine } from "./render/sound";
import { createAnnouncer } from "./runtime/announce";
import type { Page, PageContext } from "./runtime/context";
import { deleteRun, keepRun, type Run } from "./runtime/history";
import { createInView } from "./runtime/in-view";
import { demoKeys } from "./runtime/keys";
import { latestWins } from "./runtime/latest";
import { createOwnFiles } from "./runtime/own-files";
import { advance } from "./runtime/player";
import { createPlots, withCamera, withDomain, zoomed } from "./runtime/plots";
import { signal } from "./runtime/signal";
import { readTheme } from "./runtime/theme";
import { isQuiet } from "./runtime/worker";
import { createHolder } from "./ship";
import { takeAlong } from "./take-along";
import { createFormulas } from "./ui/formula";
import { type DemoActions, type DemoUi, demoFrame } from "./ui/frame";
import { sayIn, words } from "./ui/words";

/** Shows a demo until it is disposed of. */
export async function openDemoPage(context: PageContext, demo: string, given?: DemoState): Promise<Page> {
  const { root, host, work, settings } = context;
  const description = await work.ask("describe", { demo });
  const stored = context.read();
  const mine = stored?.state?.demo === demo ? stored : undefined;
  const held = signal<Held>(startHeld(description, given ?? mine?.state, mine), (run) => requestAnimationFrame(run));
  const set = (change: Partial<Held>): void =>
    held.update((now) => {
      const next = { ...now, ...change };
      return change.values === undefined ? next : { ...next, tab: tabFor(description, next.values, next.tab) };
    });
  const say = (): ReturnType<typeof sayIn> => sayIn(settings.get().locale);
  const theme = (): ReturnType<typeof readTheme> => readTheme(settings.get().reducedMotion);
  let look = theme();
  root.replaceChildren();
  const announce = createAnnouncer(document.body);
  const tones = createTones();
  const formulas = createFormulas(host, () => look.fontPx * 1.1);

  const stateNow = (): DemoState => {
    const { values, seed, step } = held.get();
    return { demo, values, seed, step };
  };
  const scenesOf = (tab: string): readonly string[] => description.tabs.find((each) => each.id === tab)?.scenes ?? [];
  const askNow = (): FrameAsk => {
    const { tab, view } = held.get();
    return { ...stateNow(), view, scenes: scenesOf(tab), locale: settings.get().locale };
  };

  const files = createOwnFiles(host, work);
  const holder = createHolder();
  const drawn = async (ask: FrameAsk): Promise<Frame> => {
    await files.ready(ask.values);
    const frame = await work.ask("frame", { ...ask, held: holder.keys() });
    const scenes = holder.restore(frame.scenes);
    return scenes === undefined ? work.ask("frame", ask) : { ...frame, scenes };
  };
  const frames = latestWins<FrameAsk, Frame>({
    run: drawn,
    deliver: (frame, ask) => {
      const now = held.get();
      // What was changed while this frame was under way stays changed.
      const isCurrent = ask.values === now.values && ask.seed === now.seed;
      set({
        frame,
        problem: undefined,
        ...(isCurrent ? { values: frame.values } : {}),
        ...(ask.step === now.step ? { step: frame.step } : {}),
      });
      announce(frame.narration);
      if (now.isHeard && frame.tone !== undefined && frame.step !== now.frame?.step) tones.play(frame.tone);
      remember();
      if (isOtherStale) askOther();
    },
    fail: (error) => {
      if (!isQuiet(error))
        set({
          problem: `${say()(words.failed)}${error instanceof Error ? error.message : String(error)}`,
          isPlaying: false,
        });
    },
    overtaken: work.hurry,
  });
  const others = latestWins<FrameAsk, Frame>({
    run: drawn,
    deliver: (otherFrame) => set({ otherFrame }),
    fail: (error) => {
      // Its worker may have been ended to make room for a newer picture of this run: it is asked for again behind that.
      if (isQuiet(error)) isOtherStale = true;
      else set({ compared: undefined, otherFrame: undefined });
    },
  });
  let isOtherStale = false;
  const comparedRun = (): Run | undefined => held.get().runs.find((run) => run.id === held.get().compared?.run);
  const askOther = (): void => {
    isOtherStale = false;
    const run = comparedRun();
    if (run !== undefined) others.ask({ ...askNow(), values: run.state.values, seed: run.state.seed });
  };
  const refreshFrame = (): void => {
    frames.ask(askNow());
    askOther();
  };
  const change = (part: Partial<Held>): void => {
    set(part);
    refreshFrame();
  };

  let rememberTimer: number | undefined;
  const remember = (): void => {
    if (rememberTimer !== undefined) return;
    rememberTimer = window.setTimeout(() => {
      rememberTimer = undefined;
      const { tab, view, speed, runs, picks } = held.get();
      context.write({ version: 1, kind: "demo", state: stateNow(), tab, view, speed, runs, picks });
    }, 300);
  };

  let playTimer: number | undefined;
  let restMs = 0;
  const tick = (since: number): void => {
    const { isPlaying, step, speed, frame } = held.get();
    if (!isPlaying || frame === undefined) return;
    const now = performance.now();
    const next = advance({ step, restMs }, now - since, speed, frame.steps, look.reducedMotion);
    restMs = next.restMs;
    if (next.step !== step) change({ step: next.step });
    if (next.isOver) set({ isPlaying: false });
    else playTimer = window.setTimeout(() => tick(now), Math.max(16, 1000 / speed));
  };
  const play = (isPlaying: boolean): void => {
    clearTimeout(playTimer);
    const { step, frame } = held.get();
    if (isPlaying && frame !== undefined && frame.steps > 0) {
      restMs = 0;
      if (step >= frame.steps) change({ step: 0, isPlaying: true });
      else set({ isPlaying: true });
      const now = performance.now();
      playTimer = window.setTimeout(() => tick(now), 16);
    } else set({ isPlaying: false });
  };
  const pauseHidden = (): void => {
    if (document.visibilityState === "hidden") play(false);
  };
  document.addEventListener("visibilitychange", pauseHidden);

  let messageTimer: number | undefined;
  const tell = (message: string): void => {
    set({ message });
    clearTimeout(messageTimer);
    messageTimer = window.setTimeout(() => set({ message: undefined }), 4_000);
  };

  const plots = createPlots({
    onDomain: (id, domain) => change({ view: withDomain(held.get().view, runOf(id).scene, domain) }),
    onCamera: (id, camera) => change({ view: withCamera(held.get().view, runOf(id).scene, camera) }),
    onDrag: (handle, x, y) => drags.ask({ ...askNow(), handle, x, y }),
    onProbe: (id, x, y, show) => {
      if (!description.canProbe) return;
      const { scene, isOther } = runOf(id);
      const run = isOther ? comparedRun()?.state : undefined;
      const state = run === undefined ? {} : { values: run.values, seed: run.seed };
      probes.ask({ ...askNow(), ...state, scene, x, y, show });
    },
    onFocus: (scene) => set({ exported: scene }),
    ...(description.canClick
      ? {
          onClick: (id: string, x: number, y: number) => {
            const { scene, isOther } = runOf(id);
            if (!isOther) edit(() => work.ask("click", { ...askNow(), scene, x, y }));
          },
        }
      : {}),
    ...(description.canRemove ? { onRemove: (handle) => edit(() => work.ask("remove", { ...askNow(), handle })) } : {}),
  });
  let edits = Promise.resolve();
  /** Edits wait for each other: each one starts from what the last has made. */
  const edit = (run: () => Promise<Values | undefined>): void => {
    edits = edits.then(run).then(
      (values) => {
        if (values === undefined) return;
        const { tab } = held.get();
        const next = description.tabs.find(({ id }) => id === tabFor(description, values, tab));
        // What opens another subject opens it where that begins.
        const begins = next === undefined || next.id === tab ? {} : { step: stepOf(next.opens ?? description.opens) };
        change({ values, ...begins });
      },
      () => undefined,
    );
  };
  const drags = latestWins<FrameAsk & { handle: string; x: number; y: number }, Values>({
    run: (ask) => work.ask("drag", ask),
    deliver: (values) => change({ values }),
    fail: () => undefined,
  });
  const probes = latestWins<
    FrameAsk & { scene: string; x: number; y: number; show: (text: string) => void },
    string | undefined
  >({
    run: ({ show: _, ...ask }) => work.ask("probe", ask),
    deliver: (text, { show }) => show(text ?? ""),
    fail: () => undefined,
  });

  const along = takeAlong({
    context,
    tell: (text) => tell(say()(text)),
    state: stateNow,
    ask: askNow,
    title: () => say()(description.title),
    scene: async () => {
      const { exported } = held.get();
      const scenes = shownScenes();
      const chosen = scenes.find((scene) => scene.id === exported) ?? scenes[0];
      return chosen && wholeScene(chosen);
    },
    templates: formulas.templates,
    files: () => files.of(held.get().values),
  });

  const initial = description.initial;
  const setValue = (param: string, value: Value): void => change({ values: { ...held.get().values, [param]: value } });
  const actions: DemoActions = {
    setValue,
    setSeed: (seed) => change({ seed }),
    preset: (preset) => {
      play(false);
      change({
        values: { ...initial, ...preset.values },
        ...(preset.tab === undefined ? {} : { tab: preset.tab }),
        step: stepOf(preset.opens ?? description.opens),
        view: { domains: {}, cameras: held.get().view.cameras },
        ...(preset.seed === undefined ? {} : { seed: preset.seed }),
      });
    },
    challenge: ({ values, opens }) =>
      change({ values: { ...initial, ...values }, step: stepOf(opens ?? description.opens) }),
    pick: (challenge, choice) => {
      const { [challenge]: _, ...others } = held.get().picks;
      set({ picks: choice === undefined ? others : { ...others, [challenge]: choice } });
      remember();
    },
    tab: (tab) => {
      const { values: own, opens = description.opens } = description.tabs.find((each) => each.id === tab) ?? {};
      const { values } = held.get();
      if (own === undefined || tabFor(description, values, tab) === tab) return change({ tab });
      play(false);
      change({ tab, values: { ...values, ...own }, step: stepOf(opens) });
    },
    play: () => play(!held.get().isPlaying),
    goTo: (step) => {
      play(false);
      change({ step: Math.min(held.get().frame?.steps ?? 0, Math.max(0, step)) });
    },
    setSpeed: (speed) => set({ speed }),
    hear: () => set({ isHeard: !held.get().isHeard }),
    reset: () => {
      play(false);
      change({
        values: initial,
        seed: 1,
        step: stepOf(description.opens),
        view: { domains: {}, cameras: {} },
        compared: undefined,
        otherFrame: undefined,
      });
    },
    toggleTable: (scene, isOpen) => {
      const openTables = new Set(held.get().openTables);
      if (openTables.has(scene) === isOpen) return;
      if (isOpen) openTables.add(scene);
      else openTables.delete(scene);
      set({ openTables });
    },
    zoom: (id, factor) => {
      const scene = shownScenes().find((each) => each.id === id);
      if (scene !== undefined) change({ view: zoomed(held.get().view, { ...scene, id: runOf(id).scene }, factor) });
    },
    listen: (id) => {
      const scene = shownScenes().find((each) => each.id === id);
      if (scene !== undefined) playLine(scene);
    },
    keep: () => {
      set({ runs: keepRun(held.get().runs, stateNow(), (number) => `${say()(words.run)} ${number}`) });
      remember();
    },
    open: (run) => {
      play(false);
      change({ values: { ...initial, ...run.state.values }, seed: run.state.seed, step: run.state.step });
    },
    compare: (run, way) => {
      const isSame = held.get().compared?.run === run.id;
      const compared = way === undefined ? undefined : { run: run.id, way };
      change({ compared, ...(isSame && way !== undefined ? {} : { otherFrame: undefined }) });
    },
    follow: (link) => followLink(host, link, held.get().seed),
    cancel: () => {
      frames.drop();
      work.cancel();
      const { frame } = held.get();
      if (frame === undefined) set({ problem: say()(words.cancelledFirst) });
      else {
        const { values, seed, step } = frame;
        set({ values, seed, step, isPlaying: false });
        tell(say()(words.cancelled));
      }
    },
    remove: (run) => {
      const { runs, compared } = held.get();
      set({
        runs: deleteRun(runs, run.id),
        ...(compared?.run === run.id ? { compared: undefined, otherFrame: undefined } : {}),
      });
      remember();
    },
    pickExport: (exported) => set({ exported }),
    showKeys: () => root.querySelector<HTMLDialogElement>("dialog.keys")?.showModal(),
    ...along,
    ...dataActions({ host, tell: (text) => tell(say()(text)), value: (param) => held.get().values[param], setValue }),
  };

  /** The scenes on the tab, as this run and the one that it is compared with are shown. */
  const shownScenes = (mine = held.get().frame, theirs = held.get().otherFrame): readonly Scene[] => {
    const { compared, view, tab } = held.get();
    const wanted = scenesOf(tab);
    const scenes = (mine?.scenes ?? []).filter((scene) => wanted.includes(scene.id));
    const run = comparedRun();
    if (run === undefined || theirs === undefined) return scenes;
    const mix = compared?.way === "beside" ? besideScenes : overlayScenes;
    return scenes.flatMap((scene) => {
      const other = theirs.scenes.find((each) => each.id === scene.id);
      const isZoomed = Object.hasOwn(view.domains, scene.id);
      return other === undefined
        ? [scene]
        : mix(scene, say()(words.thisRun), other, run.name, { column: say()(words.run), isZoomed });
    });
  };
  /** A scene with every row of its table, of which the page has only the first. */
  const wholeScene = async ({ id, table }: Scene): Promise<Scene | undefined> => {
    const find = (scenes: readonly Scene[]): Scene | undefined => scenes.find((scene) => scene.id === id);
    if (table.total === undefined) return find(shownScenes());
    const ask = { ...askNow(), scenes: [runOf(id).scene], whole: true };
    const run = comparedRun();
    const [mine, theirs] = await Promise.all([
      work.ask("frame", ask),
      run && work.ask("frame", { ...ask, values: run.state.values, seed: run.state.seed }),
    ]);
    return find(shownScenes(mine, theirs));
  };
  const showChosen = createInView(root);
  const draw = (): void => {
    const now = held.get();
    const scenes = shownScenes();
    const ui: DemoUi = {
      ...now,
      description,
      scenes,
      progress: context.progress.get(),
      keyFrames: look.reducedMotion,
      canSelect: !context.isAlone,
    };
    render(demoFrame(ui, actions, { say: say(), plotOf: plots.elementOf, formulas }), root);
    showChosen();
    if (now.frame !== undefined) plots.show(scenes, look, say());
  };
  held.listen(draw);
  const stops = [
    context.progress.listen(draw),
    context.hung.listen(() => set({ problem: say()(words.hung), isPlaying: false })),
    demoKeys(description, actions, () => ({ ...held.get(), isComputing: context.progress.get() !== undefined })),
  ];
  draw();
  refreshFrame();
  return {
    act: (action) => actOn(action, actions, held.get().step),
    dataChanged: (path) => void files.refresh(path).then(refreshFrame),
    refresh: () => {
      look = theme();
      draw();
      refreshFrame();
    },
    dispose: () => {
      play(false);
      for (const stop of stops) stop();
      document.removeEventListener("visibilitychange", pauseHidden);
      for (const one of [plots, files]) one.dispose();
      tones.close();
    },
  };
}
