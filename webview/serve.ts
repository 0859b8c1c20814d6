import type { AnyDemo, Param, Value, Values } from "../src/demos/demo";
import type { Handlers, Serving } from "../src/protocol/channel";
import type { DemoDescription, Frame, FrameAsk, PlainParam, WorkCalls } from "../src/protocol/work";

/** How the worker answers for demos, whichever list they come from. */

type DemoCalls = Pick<WorkCalls, "describe" | "frame" | "probe" | "drag" | "emit">;

interface Computed {
  readonly key: string;
  readonly demo: AnyDemo;
  readonly values: Values;
  readonly model: unknown;
}

/** Models kept: the run on screen, the one laid over it, and the two before. */
const mostModels = 4;

export function serveDemos(find: (id: string) => Promise<AnyDemo | undefined>): Handlers<DemoCalls> {
  const models: Computed[] = [];
  const demoOf = async (id: string): Promise<AnyDemo> => {
    const demo = await find(id);
    if (demo === undefined) throw new RangeError(`no demo ${JSON.stringify(id)}`);
    return demo;
  };
  const compute = async (ask: FrameAsk, serving: Serving): Promise<Computed> => {
    const demo = await demoOf(ask.demo);
    const values = fitValues(demo.params, ask.values);
    const key = JSON.stringify([ask.demo, ask.seed, ask.locale, values]);
    const at = models.findIndex((entry) => entry.key === key);
    const known = at >= 0 ? models.splice(at, 1)[0] : undefined;
    const entry = known ?? { key, demo, values, model: demo.compute(values, ask.seed, contextOf(ask, serving)) };
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
      return {
        values,
        seed: ask.seed,
        step,
        steps: demo.steps(model),
        scenes: demo.draw(model, step, ask.view, ask.locale, ask.scenes),
        checks: demo.checks(model, step),
        notes: demo.notes(model, step, ask.locale),
        narration: demo.narrate(model, step, ask.locale),
        notices: demo.notices(model),
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
    emit: async (ask, serving) => {
      const computed = await compute(ask, serving);
      return computed.demo.emit(computed.model, stepIn(computed, ask.step), ask.target);
    },
  };
}

function contextOf(ask: FrameAsk, serving: Serving): Parameters<AnyDemo["compute"]>[2] {
  return {
    progress: serving.progress,
    // A worker hears nothing while it computes: the page ends it instead, and starts another.
    checkpoint: () => {
      if (serving.cancelled()) throw new RangeError("cancelled");
    },
    locale: ask.locale,
  };
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
    canProbe: demo.probe !== undefined,
    canDrag: demo.drag !== undefined,
    initial: fitValues(demo.params, {}),
  };
}

/** A value for every control: what is given where it fits, drawn into range, else the start. */
export function fitValues(params: readonly (Param | PlainParam)[], given: Values): Values {
  return Object.fromEntries(
    params.map((param) => [param.id, fitValue(param, Object.hasOwn(given, param.id) ? given[param.id] : undefined)]),
  );
}

function fitValue(param: Param | PlainParam, value: Value | undefined): Value {
  const within = (x: unknown, min: number, max: number): number | undefined =>
    typeof x === "number" && Number.isFinite(x) ? Math.min(max, Math.max(min, x)) : undefined;
  switch (param.kind) {
    case "number": {
      const fitted = within(value, param.min, param.max);
      if (fitted === undefined) return param.initial;
      return param.integer === true ? Math.round(fitted) : fitted;
    }
    case "choice":
      return param.options.some((option) => option.value === value) ? (value as string) : param.initial;
    case "toggle":
      return typeof value === "boolean" ? value : param.initial;
    case "many": {
      if (typeof value !== "string") return param.initial;
      const chosen = new Set(value.split(","));
      return param.options
        .map((option) => option.value)
        .filter((option) => chosen.has(option))
        .join(",");
    }
    case "text":
      return typeof value === "string" ? value.slice(0, param.maxLength) : param.initial;
    case "matrix": {
      const fitted = Array.isArray(value) ? value.map((entry) => within(entry, param.min, param.max)) : [];
      const isWhole = fitted.length === param.rows * param.columns && fitted.every((entry) => entry !== undefined);
      return isWhole ? (fitted as number[]) : param.initial;
    }
    case "spectrum": {
      const fitted = Array.isArray(value) ? value.map((entry) => within(entry, param.min, param.max)) : [];
      const isWhole =
        fitted.length > 0 && fitted.length <= param.maxLength && fitted.every((entry) => entry !== undefined);
      return isWhole ? (fitted as number[]) : param.initial;
    }
  }
}
