import type { Param, Value, Values } from "./demo";
import { choiceText, readChoice } from "./own-data";

type Cloneable<P> = P extends unknown ? Omit<P, "when"> : never;
/** A control without its function, as a page knows it. */
export type PlainParam = Cloneable<Param>;

/** A value for every control: what is given where it fits, drawn into range, else the start. */
export function fitValues(params: readonly (Param | PlainParam)[], given: Values): Values {
  return Object.fromEntries(
    params.map((param) => [param.id, fitValue(param, Object.hasOwn(given, param.id) ? given[param.id] : undefined)]),
  );
}

const within = (x: unknown, min: number, max: number): number | undefined =>
  typeof x === "number" && Number.isFinite(x) ? Math.min(max, Math.max(min, x)) : undefined;

/** The numbers drawn into range, if the list has a good length and holds nothing else. */
function fitList(
  value: Value | undefined,
  { min, max }: { readonly min: number; readonly max: number },
  isLength: (length: number) => boolean,
): readonly number[] | undefined {
  if (!Array.isArray(value) || !isLength(value.length)) return undefined;
  const fitted = value.map((entry) => within(entry, min, max));
  return fitted.every((entry) => entry !== undefined) ? fitted : undefined;
}

function fitValue(param: Param | PlainParam, value: Value | undefined): Value {
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
    case "matrix":
      return fitList(value, param, (length) => length === param.rows * param.columns) ?? param.initial;
    case "spectrum":
      return fitList(value, param, (length) => length > 0 && length <= param.maxLength) ?? param.initial;
    case "points":
      return fitList(value, param, (length) => length % 2 === 0 && length <= 2 * param.maxPoints) ?? param.initial;
    case "data": {
      const choice = typeof value === "string" ? readChoice(value) : undefined;
      return choice === undefined ? "" : choiceText(choice);
    }
  }
}
