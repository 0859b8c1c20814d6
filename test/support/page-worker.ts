import type { AnyDemo } from "../../src/demos/demo";
import { fitValues } from "../../src/demos/fit";
import { openChannel } from "../../src/protocol/channel";
import type { LensFrame, WorkCalls } from "../../src/protocol/work";
import { workerPort } from "../../webview/runtime/port";
import { serveDemos } from "../../webview/serve";
import { bowlDemo } from "./bowl";
import { cloudDemo } from "./cloud";
import { plainContext } from "./context";

/** The worker of the harness page: the test bowl, the test cloud, and a lens that answers with its scenes. */

const lens = (scenes: LensFrame["scenes"]): LensFrame => ({
  statement: { from: 0, to: 20, source: "gd q from (-2, 1.6) step 1/4" },
  answer: { text: "(0, 0)", tex: "(0, 0)", tone: "good" },
  pictures: ["contour", "surface", "convergence"],
  picture: "contour",
  variables: ["x", "y", "z"],
  plane: [0, 1],
  scenes: scenes.slice(0, 1),
  steps: 0,
  step: 0,
  checks: [],
  notes: [],
  narration: "40 steps",
  knobs: [{ id: "step", label: "step", value: 0.25, min: 0, max: 1, step: 0.01 }],
  edits: [{ from: 0, to: 1, text: "1" }],
  wants: [],
});

const demos = { bowl: bowlDemo, cloud: cloudDemo };
const model = bowlDemo.compute(fitValues(bowlDemo.params, {}), 1, plainContext());

openChannel<WorkCalls, Record<never, never>>(workerPort(self as unknown as Worker), {
  ...serveDemos((id) => Promise.resolve(demos[id as keyof typeof demos] as AnyDemo | undefined)),
  lens: (ask) => lens(bowlDemo.draw(model, 12, ask.view, ask.locale, [])),
  lensFile: () => undefined,
  lensDrag: () => ({ start: [1, 1] }),
  ping: () => undefined,
});
