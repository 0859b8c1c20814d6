import type { Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { lensConvergence, lensCurve, lensSlice } from "./curves";
import { lensCircle, lensLines, lensMatrix, lensSolution, lensSpectrum } from "./matrix";
import { lensContour, lensSurface } from "./plane";
import type { LensChoice, LensSubject } from "./subject";
import { firstChoice } from "./subject";

/**
 * The pictures of a statement for the side panel, the most telling first.
 * @param choice  the plane of a function of more than two variables; the first two coordinates when absent
 */
export function lensScenes(lens: LensSubject, view: View, locale: Locale, choice?: LensChoice): Scene[] {
  if (lens.kind === "matrix")
    return present([
      lensLines(lens, locale),
      lensSolution(lens, locale),
      lensMatrix(lens, locale),
      lensCircle(lens, locale),
      lensSpectrum(lens.name, lens.rows, locale),
    ]);
  const { subject } = lens;
  const quadratic = subject.quadratic;
  const spectrum = quadratic ? lensSpectrum("∇²", quadratic.A, locale) : undefined;
  if (subject.variables.length === 1)
    return present([lensCurve(lens, view, locale), lensConvergence(lens, view, locale)]);
  const plane = choice ?? firstChoice(lens);
  return present([
    lensContour(lens, plane, view, locale),
    lensSlice(lens, locale),
    lensConvergence(lens, view, locale),
    lensSurface(lens, plane, view, locale),
    spectrum,
  ]);
}

const present = (scenes: readonly (Scene | undefined)[]): Scene[] =>
  scenes.filter((scene): scene is Scene => scene !== undefined);
