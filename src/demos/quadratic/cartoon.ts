import type { Mark } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { say } from "../number";
import type { Model } from "./model";
import { typedOf } from "./model";

type Pair = readonly [number, number];
/** Brings a point of the plane to where the picture has it. */
type ToPicture = (point: Pair) => Pair;

/** The two parts that a step is put together from: along the gradient, and along where the run came from. */
interface Parts {
  readonly first: Pair;
  readonly isGradientFirst: boolean;
}

function gradientOf(model: Model): (x: Pair) => Pair {
  const typed = typedOf(model);
  if (typed) {
    return ([x, y]) => {
      const g = typed.gradient(x, y);
      return [g[0]!, g[1]!];
    };
  }
  const { A, b } = model.quadratic;
  return ([x, y]) => [A[0]! * x + A[1]! * y - b[0]!, A[2]! * x + A[3]! * y - b[1]!];
}

/** Where the first part of step k, counted from 1, ends; nothing for methods whose step is one piece. */
function partsOf(model: Model, k: number): Parts | undefined {
  const { racer, trace, step, beta } = model.inspected;
  const at = (row: number): Pair => [trace.points[2 * row]!, trace.points[2 * row + 1]!];
  const gradient = gradientOf(model);
  const from = at(k - 1);
  const came: Pair = k > 1 ? [from[0] - at(k - 2)[0], from[1] - at(k - 2)[1]] : [0, 0];
  const downhill = (x: Pair, size: number): Pair => {
    const g = gradient(x);
    return [from[0] - size * g[0], from[1] - size * g[1]];
  };
  switch (racer) {
    case "momentum":
      return { first: downhill(from, step), isGradientFirst: true };
    case "nesterov":
      return { first: [from[0] + beta * came[0], from[1] + beta * came[1]], isGradientFirst: false };
    case "cg":
      return { first: downhill(from, trace.sizes[k - 1]!), isGradientFirst: true };
    default:
      return undefined;
  }
}

/** The step that has just been made by the method looked at closely, as arrows from the point before. */
export function cartoonMarks(model: Model, step: number, toPicture: ToPicture, locale: Locale): Mark[] {
  const { trace } = model.inspected;
  if (step < 1 || step > trace.steps || step >= trace.kept) return [];
  const at = (row: number): Pair => [trace.points[2 * row]!, trace.points[2 * row + 1]!];
  const [from, to] = [at(step - 1), at(step)];
  const parts = partsOf(model, step);
  if (![...from, ...to].every((v) => Math.abs(v) < 1e6)) return [];
  const arrow = (id: string, a: Pair, b: Pair, ink: "good" | "wrong", name: string): Mark => ({
    kind: "arrows",
    id,
    segments: [...toPicture(a), ...toPicture(b)],
    ink,
    widthPx: 2,
    headPx: 7,
    name,
  });
  const downhill = say({ en: "along −∇f", zh: "沿 −∇f" }, locale);
  const onward = say({ en: "and along where it came from", zh: "再沿来时的方向" }, locale);
  if (!parts) return [];
  const { first, isGradientFirst } = parts;
  return isGradientFirst
    ? [arrow("step-down", from, first, "good", downhill), arrow("step-on", first, to, "wrong", onward)]
    : [arrow("step-on", from, first, "wrong", onward), arrow("step-down", first, to, "good", downhill)];
}
