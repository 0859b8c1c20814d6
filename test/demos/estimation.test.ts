import { describe, expect, test } from "vitest";
import { gap } from "../../src/core/num/tolerance";
import type { Param, Values } from "../../src/demos/demo";
import { demo } from "../../src/demos/estimation/index";
import { subjectIds } from "../../src/demos/estimation/subject";
import { createSession } from "../../src/lang/session";
import type { Scene } from "../../src/plot/scene";
import { plainContext } from "../support/context";
import { accepts, extremes, ownChoice, ownTables } from "../support/params";

const context = plainContext();
const view = { domains: {}, cameras: {} };
const initial: Values = Object.fromEntries(demo.params.map((param) => [param.id, param.initial]));
const preset = (id: string): Values => ({ ...initial, ...demo.presets.find((each) => each.id === id)!.values });
const at = (values: Values, step = Number.POSITIVE_INFINITY, seed = 1) => {
  const model = demo.compute(values, seed, context);
  return { model, step: Math.min(step, demo.steps(model)) };
};
const scene = (values: Values, id: string, step?: number): Scene => {
  const found = at(values, step);
  return demo.draw(found.model, found.step, view, "en", [id])[0]!;
};
const noteSlots = (values: Values, id: string): Readonly<Record<string, string>> => {
  const { model, step } = at(values);
  return demo.notes(model, step, "en").find((note) => note.id === id)!.slots;
};

/** Everything that a frame needs of one state, with checks that hold. */
function expectWhole(values: Values, where: string, tables: Parameters<typeof plainContext>[0] = {}): void {
  const model = demo.compute(values, 2, plainContext(tables));
  expect(structuredClone(model), where).toEqual(model);
  for (const step of new Set([0, demo.steps(model)])) {
    for (const { id, x, y, marks, title, description } of demo.draw(model, step, view, "en", [])) {
      expect(title.length * description.length, `${where} ${id}`).toBeGreaterThan(0);
      for (const { domain } of [x, y])
        expect(domain[0] < domain[1] && domain.every(Number.isFinite), `${where} ${id} ${domain}`).toBe(true);
      for (const mark of marks) {
        const numbers = "points" in mark ? Array.from(mark.points) : "at" in mark ? [mark.at].flat() : [];
        expect(
          numbers.some((entry) => Math.abs(entry) === Number.POSITIVE_INFINITY),
          `${where} ${id} ${mark.id}`,
        ).toBe(false);
        if (mark.kind === "handle") expect(mark.at.every(Number.isFinite), `${where} ${id} ${mark.id}`).toBe(true);
      }
    }
    for (const locale of ["en", "zh"] as const)
      expect(demo.narrate(model, step, locale), where).not.toMatch(/NaN|undefined(?!:)|Infinity/);
    for (const note of demo.notes(model, step, "en")) {
      for (const [, slot] of note.tex.matchAll(/\\slot\{([^}]*)\}/g))
        expect(note.slots[slot!], `${where} ${note.id} ${slot}`).toBeDefined();
      expect(Object.values(note.slots).join(" "), where).not.toMatch(/NaN|undefined/);
    }
    const failed = demo
      .checks(model, step)
      .filter(({ actual, expected, tolerance }) => !(gap(actual, expected) <= tolerance));
    expect(failed, `${where} step ${step}`).toEqual([]);
  }
  demo.notices(model);
  for (const target of ["python", "typescript", "nabla"] as const)
    expect(demo.emit(model, demo.steps(model), target).length, where).toBeGreaterThan(20);
}

const shown = (values: Values): readonly Param[] => demo.params.filter((param) => param.when?.(values) ?? true);

describe.each(subjectIds.map((id) => [id]))("%s", (subject) => {
  const base = { ...initial, subject };

  test("each control that is shown, at either end of its range, gives sound pictures, words and checks", () => {
    for (const param of shown(base)) {
      for (const value of extremes(param)) {
        const values = { ...base, [param.id]: value };
        const inner =
          param.id === "lfamily" || param.id === "prior"
            ? shown(values).filter(({ when }) => !shown(base).some((known) => known.when === when))
            : [];
        expectWhole(values, `${param.id} = ${JSON.stringify(value).slice(0, 40)}`);
        for (const other of inner)
          for (const extreme of extremes(other))
            expectWhole(
              { ...values, [other.id]: extreme },
              `${param.id} = ${value}, ${other.id} = ${JSON.stringify(extreme).slice(0, 40)}`,
            );
      }
    }
    // Some twenty whole runs of four chains: half a minute on a busy machine.
  }, 120_000);

  test("own tables of every sort are used or refused in words", () => {
    for (const param of shown(base)) {
      if (param.kind !== "data") continue;
      for (const [name, table] of Object.entries(ownTables(param))) {
        expectWhole({ ...base, [param.id]: ownChoice }, name, { [param.id]: table });
        const model = demo.compute({ ...base, [param.id]: ownChoice }, 2, plainContext({ [param.id]: table }));
        const said = demo
          .notices(model)
          .filter((notice) => notice.param === param.id && (notice.remark ?? notice.problem));
        expect(said.length, name).toBeGreaterThan(0);
      }
    }
  });

  test("handles can be dragged anywhere and the values still fit their controls", () => {
    const byId = new Map(demo.params.map((param) => [param.id, param]));
    const cases = demo.presets
      .filter(({ values }) => values["subject"] === subject)
      .map(({ values }) => ({ ...initial, ...values }));
    for (const values of [base, ...cases]) {
      const { model, step } = at(values);
      for (const { marks, x, y } of demo.draw(model, step, view, "en", [])) {
        for (const mark of marks) {
          if (mark.kind !== "handle") continue;
          for (const [px, py] of [
            [x.domain[0], y.domain[0]],
            [x.domain[1], y.domain[1]],
            [1e9, -1e9],
            [0, 0],
          ] as const) {
            const moved = demo.drag!(model, values, mark.id, px, py);
            for (const [key, value] of Object.entries(moved))
              expect(accepts(byId.get(key)!, value), `${mark.id} ${key} = ${value}`).toBe(true);
          }
        }
      }
    }
  });
});

describe("what the presets promise", () => {
  test("0.1 as deviation gives 0.557691, as variance 0.663496", () => {
    expect(noteSlots(preset("variance"), "slope")["map"]).toBe("0.557691");
    expect(noteSlots({ ...preset("variance"), spreadIs: "variance" }, "slope")["map"]).toBe("0.663496");
  });

  test("three coins: 3, 32 and 81 of 116", () => {
    const { table } = scene(preset("three"), "belief");
    expect(table.rows.map((row) => Number(row[3]))).toEqual(
      [3 / 116, 32 / 116, 81 / 116].map((w) => expect.closeTo(w, 12)),
    );
  });

  test("the U has two pieces and no single MAP", () => {
    const drawn = scene(preset("ushape"), "belief");
    expect(drawn.marks.filter(({ id }) => id?.startsWith("area-"))).toHaveLength(2);
    expect(drawn.marks.some((mark) => mark.kind === "text" && mark.text.includes("no single one"))).toBe(true);
  });

  test("on the log-odds the MAP is the mean of θ", () => {
    const drawn = scene(preset("odds"), "belief");
    const map = drawn.marks.find(({ id }) => id === "map") as { points: readonly number[] };
    expect(map.points[0]).toBeCloseTo(Math.log(2), 12);
  });

  test("P(θ < 0.485) of the births is read off by the probe", () => {
    const { model, step } = at(preset("placenta"));
    expect(demo.probe!(model, step, "belief", 0.485, 0, "en")).toContain("0.9928");
  });

  test("asthma: Gamma(6, 7), tanks: 74 and 88.5, Newcomb: 26.2", () => {
    expect(noteSlots(preset("asthma"), "update")).toMatchObject({ shape: "6", rate: "7" });
    expect(noteSlots(preset("tanks"), "tanks")).toMatchObject({ unbiased: "74", mean: "88.5", sd: "50.22" });
    expect(demo.narrate(at(preset("newcomb")).model, 66, "en")).toContain("MLE 26.21");
  });

  test("Newcomb with σ unknown: the t interval [23.570591, 28.853652], s = 10.745325", () => {
    const slots = noteSlots(preset("sigmaToo"), "student");
    expect(slots).toMatchObject({ df: "65", low: "23.5706", high: "28.8537" });
    expect(Number(noteSlots(preset("sigmaToo"), "deviation")["unbiased"])).toBeCloseTo(10.745325 ** 2, 2);
  });

  test("with a flat prior one datum and equal data are told to be too little, and two values are enough", () => {
    const flat = { ...preset("sigmaToo"), normalSource: "four" };
    for (const [step, isEmpty] of [
      [0, true],
      [1, true],
      [2, false],
    ] as const)
      for (const id of ["joint", "mu", "sigma", "next-both"])
        expect(scene(flat, id, step).empty !== undefined, `${id} ${step}`).toBe(isEmpty);
  });

  test("calibration: each mistake is found out by its shape, the right answer is not", () => {
    const said = (answer: string): string => {
      const { model, step } = at({ ...preset("calibrated"), answer });
      return demo.narrate(model, step, "en");
    };
    expect(said("right")).toContain("flat, as far as one can tell");
    expect(said("twice")).toContain("∪");
    expect(said("chain")).toContain("∪");
    expect(said("half")).toContain("∩");
    expect(said("shifted")).toContain("slope down");
  });

  test("the book's naive Bayes, and what smoothing changes", () => {
    expect(scene(preset("smoothing"), "verdict").description).toContain("verdict is -1");
    expect(scene({ ...preset("smoothing"), unseen: true }, "verdict").description).toContain("no verdict");
    expect(scene({ ...preset("smoothing"), unseen: true, smooth: 1 }, "verdict").description).toContain("verdict is");
  });

  test("ridge on Anscombe I at λ = 10 has slope 0.458417", () => {
    expect(noteSlots(preset("anscombe"), "mle")).toMatchObject({ free: "0.500091", held: "0.458417" });
  });

  test("lasso sets slopes to zero; ridge with the same weight none", () => {
    expect(scene({ ...preset("lasso"), lambda: 1 }, "slope").description).toMatch(/Lasso sets [1-9] of 6/);
    expect(scene({ ...preset("lasso"), penalty: "ridge" }, "slope").description).toContain("sets none");
  });

  test("Newton reaches the top from the first start and runs away from a far one", () => {
    const near = at(preset("newton"));
    expect(demo.narrate(near.model, near.step, "en")).toMatch(/Newton–Raphson is at .* it stands on the top/);
    const far = at({ ...preset("newton"), start: [0.8, 6], climbers: "newton" });
    expect(demo.narrate(far.model, far.step, "en")).not.toContain("it stands on the top");
  });

  test("the spike narrows, separated answers have no maximum, one answer moved across has", () => {
    const spike = at(preset("spike"));
    const [, sigma] = /\(([^)]*)\)/.exec(demo.narrate(spike.model, spike.step, "en"))![1]!.split(", ");
    expect(Number(sigma!.replace("−", "-"))).toBeLessThan(0.02);
    expect(noteSlots(preset("separation"), "unbounded")["top"]).toBe("0");
    const mixed = { ...preset("separation"), sample: [-3, 0, -2, 0, -1.2, 1, -0.6, 0, 0.7, 1, 1.1, 0, 2.2, 1, 3, 1] };
    expect(noteSlots(mixed, "information")["se"]).toMatch(/\d/);
  });

  test("two hills: R̂ far above 1; the banana under Hamiltonian paths: near 1", () => {
    const rHat = (id: string): number => Number(noteSlots(preset(id), "diagnosis")["rhat"]);
    expect(rHat("twohills")).toBeGreaterThan(1.5);
    expect(rHat("banana")).toBeLessThan(1.05);
    const banana = at(preset("banana"));
    const told = demo.narrate(banana.model, banana.step, "en");
    expect(told).not.toContain("divergent");
    expect(Number(/effective size (\d+)/.exec(told)![1])).toBeGreaterThan(1000);
    // A step set by hand is kept, and what it costs is told.
    const coarse = at({ ...preset("banana"), tuned: false, stepSize: 0.6 });
    expect(demo.narrate(coarse.model, coarse.step, "en")).toMatch(/step size 0\.6, [1-9]\d* divergent/);
  });

  test("the flat ridge is named with its direction", () => {
    const remark = demo.notices(at(preset("ridge")).model).find(({ param }) => param === "formula")?.remark?.en;
    expect(remark).toMatch(/flat ridge: along \(−?0\.707, −?0\.707\)/);
  });

  test("Wald's interval at θ = 0.02 holds about a third of the time", () => {
    const text = scene({ ...preset("wald"), at: 0.02 }, "coverage", 0).description;
    const [, exact] = /exactly ([\d.]+) %/.exec(text)!;
    expect(Number(exact)).toBeGreaterThan(25);
    expect(Number(exact)).toBeLessThan(40);
  });
});

test("stepping back gives the same state as stepping there: nothing depends on where one came from", () => {
  for (const id of ["onebyone", "newton", "banana", "wald"]) {
    const { model } = at(preset(id));
    const before = demo.draw(model, 5, view, "en", []);
    demo.draw(model, 9, view, "en", []);
    expect(demo.draw(structuredClone(model), 5, view, "en", [])).toEqual(before);
  }
});

test("the hidden truth stays hidden until it is asked for", () => {
  const values = preset("onebyone");
  const { model, step } = at(values);
  const truth = /truth was ([\d.]+)/.exec(demo.narrate(at({ ...values, reveal: true }).model, step, "en"))![1]!;
  const open = JSON.stringify(
    demo
      .draw(model, step, view, "en", [])
      .map(({ marks, title, description }) => [marks.filter(({ id }) => id === "truth"), title, description]),
  );
  expect(open).not.toContain(truth);
  expect(scene({ ...values, reveal: true }, "belief").marks.some(({ id }) => id === "truth")).toBe(true);
});

test("a column of the person's own is tossed, measured or refused with its row", () => {
  const table = (param: string, numbers: number[]) => ({
    [param]: {
      name: "own.csv",
      rows: numbers.length,
      columns: { x: [{ name: "v", numbers: Float64Array.from(numbers) }], exposure: [] },
    },
  });
  const told = (subject: string, numbers: number[]) => {
    const own = subject === "coin" ? "ownTosses" : "own";
    const model = demo.compute({ ...initial, subject, [own]: ownChoice }, 1, plainContext(table(own, numbers)));
    return demo.notices(model).find(({ param }) => param === own);
  };
  expect(told("coin", [0, 1, 1])?.remark?.en).toContain("3 values of v");
  expect(told("coin", [1, 2, 3])?.problem?.en).toContain("3 different values; a coin needs two");
  expect(told("counts", [1, 2.5])?.problem?.en).toContain("Row 2 of v is 2.5");
  expect(told("waits", [1, 0])?.problem?.en).toContain("Row 2 of v is 0; here every value must be above 0");
  expect(told("normal", [Number.NaN, 1])?.remark?.en).toContain("1 missing left out");
});

test("the program in the language is read without a problem", () => {
  for (const { id, values } of demo.presets) {
    const { model, step } = at({ ...initial, ...values });
    const session = createSession({ locale: "en" });
    session.update(demo.emit(model, step, "nabla"));
    const run = session.run();
    let next = run.next();
    while (!next.done) next = run.next();
    const wrong = next.value.problems.filter(({ severity }) => severity === "error");
    expect(
      wrong.map(({ message }) => message.en),
      id,
    ).toEqual([]);
  }
});

test("of a value asked about it is said how probable a smaller one is, on either axis, and it can be dragged", () => {
  const label = (values: Values, id: string) => {
    const { model, step } = at({ ...initial, ...values, ask: true });
    const mark = demo.draw(model, step, view, "en", [id])[0]!.marks.find((each) => each.id === "asked-rule") as
      | { label?: string }
      | undefined;
    return mark?.label;
  };
  const girls = { subject: "coin", n: 980, k: 437, at: 0.485 };
  // Gelman et al., Bayesian Data Analysis: P(θ < 0.485) = 0.9928 and P(λ > 1) = 0.3007.
  expect(label(girls, "belief")).toBe("P(θ < 0.485) = 0.9928");
  expect(label({ ...girls, scale: "odds" }, "belief")).toBe("P(θ < 0.485) = 0.9928");
  const deaths = { subject: "counts", countsSource: "asthma", asked: 1 };
  expect(label(deaths, "belief-counts")).toBe("P(λ < 1) = 0.6993");
  expect(label({ ...deaths, scale: "odds" }, "belief-counts")).toBe("P(λ < 1) = 0.6993");
  expect(label({ ...deaths, scale: "odds", asked: -1 }, "belief-counts")).toBeUndefined();
  const values = { ...initial, ...girls, ask: true };
  const { model } = at(values);
  expect(demo.drag!(model, values, "asked", 0.3, 0)["at"]).toBe(0.3);
});
