import type { Tone } from "../demo";
import { memo } from "../memo";
import type { Model } from "./model";
import { slopeOf, stateAt, verdictAt } from "./model";

/** The climb by ear: as high as f stands between the lowest and the highest point of the walk, as far aside as P. */
function heightTone(model: Model, step: number): Tone | undefined {
  const { f, point, value } = stateAt(model, step);
  const [low, high] = memo(model, "heights", () => {
    const all = Array.from({ length: model.walk.length / 2 }, (_, k) =>
      f.value(model.walk[2 * k]!, model.walk[2 * k + 1]!),
    ).filter(Number.isFinite);
    return [Math.min(...all), Math.max(...all)] as const;
  });
  if (!Number.isFinite(value)) return undefined;
  const height = high > low ? (value - low) / (high - low) : 0.5;
  return { height, side: sideOf(model, point[0]) };
}

const sideOf = ({ box }: Model, x: number): number => (2 * (x - box[0])) / (box[2] - box[0]) - 1;

/** The turning compass: in the middle where it points along the level line, high uphill, low downhill. */
function slopeTone(model: Model, step: number): Tone | undefined {
  const state = stateAt(model, step);
  const slope = slopeOf(state, verdictAt(model, state).smoothness === "differentiable");
  const unit = slope / Math.max(1e-12, Math.hypot(...state.along));
  const most = Math.max(...Array.from(model.verdict.polar, Math.abs).filter(Number.isFinite), 0);
  if (!Number.isFinite(unit)) return undefined;
  return { height: most > 0 ? 0.5 + (0.5 * unit) / most : 0.5, side: state.u[0] };
}

export function tone(model: Model, step: number): Tone | undefined {
  if (model.play === "climb" || model.play === "descend") return heightTone(model, step);
  return model.play === "turn" ? slopeTone(model, step) : undefined;
}
