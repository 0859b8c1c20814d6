import { withHead } from "../src/demos/code-head";
import type { AnyDemo, Context, Param, Values } from "../src/demos/demo";
import { fitValues, type PlainParam } from "../src/demos/fit";
import { localTex } from "../src/demos/formula-terms";
import type { Handlers, Serving } from "../src/protocol/channel";
import type { DemoDescription, Frame, FrameAsk, WorkCalls } from "../src/protocol/work";
import { createReuse } from "./reuse";
import { shipped } from "./ship";
import { createTables, type TablesNow } from "./tables";

/** How the worker answers for demos, whichever list they come from. */

type DemoCalls = Pick<WorkCalls, "describe" | "frame" | "probe" | "drag" | "click" | "remove" | "emit" | "supply">;

interface Computed {
  readonly key: string;
  readonly demo: AnyDemo;
  readonly values: Values;
  readonly tables: TablesNow;
  readonly model: unknown;
}

/** Models kept: the run on screen, the one laid over it, and the two before. */
const mostModels = 4;

export function serveDemos(find: (id: string) => Promise<AnyDemo | undefined>): Handlers<DemoCalls> {
  const models: Computed[] = [];
  const tables = createTables();
  const reuse = createReuse();
  const demoOf = async (id: string): Promise<AnyDemo> => {
    const demo = await find(id);
    if (demo === undefined) throw new RangeError(`no demo ${JSON.stringify(id)}`);
    return demo;
  };
  const compute = async (ask: FrameAsk, serving: Serving): Promise<Computed> => {
    const demo = await demoOf(ask.demo);
    const values = fitValues(demo.params, ask.values);
    const now = tables.cast(demo, values);
    const key = JSON.stringify([ask.demo, ask.seed, ask.locale, values, now.key]);
    const at = models.findIndex((entry) => entry.key === key);
    const known = at >= 0 ? models.splice(at, 1)[0] : undefined;
    const context: Context = {
      progress: serving.progress,
      // A worker hears nothing while it computes: the page ends it instead, and starts another.
      checkpoint: () => {
        if (serving.cancelled()) throw new RangeError("cancelled");
      },
      locale: ask.locale,
      data: now.data,
      reuse: reuse.of(`${demo.id} ${now.key}`),
    };
    const entry = known ?? { key, demo, values, tables: now, model: demo.compute(values, ask.seed, context) };
    models.unshift(entry);
    models.length = Math.min(models.length, mostModels);
    return entry;
  };
  const stepIn = ({ demo, model }: Computed, step: number): number =>
    Math.min(demo.steps(model), Math.max(0, Math.round(step)));
  return {
    describe: async ({ demo }) => describe(await demoOf(demo)),
    frame: async (ask, serving) => {
      const computed = await compute(ask, serving);
      const { demo, model, values } = computed;
      const step = stepIn(computed, ask.step);
      const drawn = demo.draw(model, step, ask.view, ask.locale, ask.scenes);
      const { scenes, buffers } =
        ask.whole === true ? { scenes: drawn, buffers: [] } : shipped(drawn, new Set(ask.held));
      serving.handOver(buffers);
      return {
        values,
        seed: ask.seed,
        step,
        steps: demo.steps(model),
        scenes,
        checks: demo.checks(model, step),
        notes: demo.notes(model, step, ask.locale).map((note) => ({ ...note, tex: localTex(note.tex, ask.locale) })),
        narration: demo.narrate(model, step, ask.locale),
        notices: demo.notices(model),
        links: demo.links?.(model, step) ?? [],
        ...toneOf(demo, model, step),
        data: computed.tables.states(),
        visible: demo.params.filter((param) => param.when?.(values) ?? true).map((param) => param.id),
      } satisfies Frame;
    },
    probe: async (ask, serving) => {
      const computed = await compute(ask, serving);
      const { demo, model } = computed;
      return demo.probe?.(model, stepIn(computed, ask.step), ask.scene, ask.x, ask.y, ask.locale);
    },
    drag: async (ask, serving) => {
      const { demo, model, values } = await compute(ask, serving);
      return fitValues(demo.params, demo.drag?.(model, values, ask.handle, ask.x, ask.y) ?? values);
    },
    click: async (ask, serving) => {
      const { demo, model, values } = await compute(ask, serving);
      const next = demo.click?.(model, values, ask.scene, ask.x, ask.y);
      return next && fitValues(demo.params, next);
    },
    remove: async (ask, serving) => {
      const { demo, model, values } = await compute(ask, serving);
      return fitValues(demo.params, demo.remove?.(model, values, ask.handle) ?? values);
    },
    supply: (ask) => {
      tables.supply(ask);
      return undefined;
    },
    emit: async (ask, serving) => {
      const computed = await compute(ask, serving);
      const { demo, model } = computed;
      return withHead(demo.emit(model, stepIn(computed, ask.step), ask.target), ask.target, demo.title);
    },
  };
}

function toneOf(demo: AnyDemo, model: unknown, step: number): Pick<Frame, "tone"> {
  const tone = demo.tone?.(model, step);
  return tone === undefined ? {} : { tone };
}

function describe(demo: AnyDemo): DemoDescription {
  const plain = (param: Param): PlainParam => {
    const { when: _, ...rest } = param;
    return rest;
  };
  return {
    id: demo.id,
    title: demo.title,
    sentence: demo.sentence,
    params: demo.params.map(plain),
    presets: demo.presets,
    challenges: demo.challenges,
    tabs: demo.tabs,
    opens: demo.opens ?? "start",
    canProbe: demo.probe !== undefined,
    canDrag: demo.drag !== undefined,
    canClick: demo.click !== undefined,
    canRemove: demo.remove !== undefined,
    canSound: demo.tone !== undefined,
    initial: fitValues(demo.params, {}),
  };
}
