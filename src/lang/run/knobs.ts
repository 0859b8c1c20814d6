import type { Span } from "../syntax/tree";
import type { Knob } from "./subject";

const written = /^([-−]?)\s*(\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?:\s*\/\s*(\d+(?:\.\d+)?))?$/i;

/** The plain numbers and fractions among the places of a statement that the panel may drag; `index` counts the places. */
export function knobsAt(text: string, places: readonly Span[], role: Knob["role"]): Knob[] {
  return places.flatMap(({ from, to }, index) => {
    const found = written.exec(text.slice(from, to));
    if (!found) return [];
    const size = Number(found[2]) / Number(found[3] ?? 1);
    return [{ role, index, from, to, value: found[1] === "" ? size : -size }];
  });
}
