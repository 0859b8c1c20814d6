import type { Values } from "../demo";
import { inRange } from "../number";
import type { Model } from "./model";
import { ELLIPSE_LEVEL, frameOf } from "./plane";
import { tuningOf } from "./tuning";

const round = (value: number, low: number, high: number): number => inRange(value, low, high, 0.001, 0);

/** A with one axis turned to the dragged point and stretched so that the ellipse passes through it; b keeps the centre. */
function dragAxis(model: Model, j: 0 | 1, x: number, y: number): Values {
  const { eigen, stationary } = model.analysis;
  const centre = stationary!;
  const [dx, dy] = [x - centre[0]!, y - centre[1]!];
  const length = Math.hypot(dx, dy);
  if (!(length > 1e-3)) return {};
  const size = Math.min(150, ELLIPSE_LEVEL / (length * length));
  const old = eigen.values[j]!;
  const own = old < 0 ? -size : size;
  const other = eigen.values[1 - j]!;
  const [c, s] = [dx / length, dy / length];
  const A = [
    own * c * c + other * s * s,
    (own - other) * c * s,
    (own - other) * c * s,
    own * s * s + other * c * c,
  ].map((entry) => round(entry, -200, 200));
  const b = [A[0]! * centre[0]! + A[1]! * centre[1]!, A[2]! * centre[0]! + A[3]! * centre[1]!];
  return { M: A, b: b.map((entry) => round(entry, -1000, 1000)) };
}

/** New values after a handle has been moved; a handle that changes nothing gives the values back. */
export function drag(model: Model, values: Values, handle: string, x: number, y: number): Values {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return values;
  if (handle === "start") {
    const point = frameOf(model).toPlane([x, y]);
    return { ...values, start: point.map((entry) => inRange(entry, -1000, 1000, 0.01, 0)) };
  }
  if (handle === "tuning") {
    const widest = tuningOf(model)?.widest ?? 1;
    return {
      ...values,
      rule: "own",
      step: inRange(x, Math.min(1e-4, widest), 2, 0.0001),
      beta: inRange(y, 0, 0.999, 0.001),
    };
  }
  if (model.formula !== undefined || !model.analysis.stationary) return values;
  const toMatrix = {
    ...values,
    source: "matrix",
    c: model.quadratic.c,
    M: [...model.quadratic.A],
    b: [...model.quadratic.b],
  };
  if (handle === "centre") {
    const A = model.quadratic.A;
    return { ...toMatrix, b: [A[0]! * x + A[1]! * y, A[2]! * x + A[3]! * y].map((entry) => round(entry, -1000, 1000)) };
  }
  if (handle === "axis0" || handle === "axis1")
    return { ...toMatrix, ...dragAxis(model, handle === "axis0" ? 0 : 1, x, y) };
  return values;
}
