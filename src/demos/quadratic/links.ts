import type { Link } from "../demo";
import type { Model } from "./model";
import { typedOf } from "./model";

/** What the control of P in *Compass on a hill* holds. */
const FARTHEST = 100;

/** ½xᵀAx − bᵀx + c as one writes it in x and y. */
function polynomialText({ quadratic: { A, b, c } }: Model): string {
  const terms: readonly (readonly [number, string])[] = [
    [A[0]! / 2, " x²"],
    [A[1]!, " x y"],
    [A[3]! / 2, " y²"],
    [-b[0]!, " x"],
    [-b[1]!, " y"],
    [c, ""],
  ];
  const written = terms.filter(([factor]) => factor !== 0);
  if (written.length === 0) return "0 x + 0 y";
  return written
    .map(([factor, of], k) => {
      const size = Math.abs(factor);
      const sign = factor < 0 ? (k === 0 ? "−" : " − ") : k === 0 ? "" : " + ";
      return `${sign}${size === 1 && of !== "" ? of.trim() : `${size}${of}`}`;
    })
    .join("");
}

/** On to *Compass on a hill* at the point reached, looking the way of the next step. */
export function links(model: Model, step: number): Link[] {
  if (model.problems.length > 0) return [];
  const { trace } = model.inspected;
  const k = Math.min(step, trace.kept - 1);
  const point = [trace.points[2 * k]!, trace.points[2 * k + 1]!];
  if (!point.every((entry) => Math.abs(entry) <= FARTHEST)) return [];
  const formula = typedOf(model) === undefined ? polynomialText(model) : String(model.values["formula"]);
  // A formula in A and b reads the controls of this demo, which the other has not.
  if (typedOf(model) !== undefined && !/y/.test(formula)) return [];
  return [
    {
      title: { en: "The slopes at this point, in Compass on a hill", zh: "此处各方向的坡度：到“山坡上的罗盘”中看" },
      demo: "gradient",
      values: { formula, point, how: "vector", w: headingAt(model, k), play: "turn" },
    },
  ];
}

/** Where the method looked at goes from step k; along x where it stays. */
function headingAt({ inspected: { trace } }: Model, k: number): readonly number[] {
  const d = k < trace.steps ? [trace.directions[2 * k]!, trace.directions[2 * k + 1]!] : [1, 0];
  const length = Math.hypot(d[0]!, d[1]!);
  return length > 1e-12 && Number.isFinite(length) ? d.map((entry) => Number((entry / length).toPrecision(6))) : [1, 0];
}
