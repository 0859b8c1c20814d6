import type { AnyDemo, Param, Values } from "../../src/demos/demo";
import { fitValues } from "../../src/demos/fit";

/** What has to be set on the page, one after the other, so that a control is shown there; nothing if that takes more than two. */
export function waysTo(demo: AnyDemo, wanted: Param): readonly (readonly [Param, string])[] | undefined {
  const isShown = (values: Values): boolean => wanted.when?.(values) ?? true;
  const start = fitValues(demo.params, {});
  if (isShown(start)) return [];
  const choices = demo.params.flatMap((param) =>
    param.kind === "choice" ? param.options.map(({ value }) => [param, value] as const) : [],
  );
  const after = (values: Values, [param, value]: readonly [Param, string]): Values | undefined =>
    (param.when?.(values) ?? true) && values[param.id] !== value ? { ...values, [param.id]: value } : undefined;
  for (const first of choices) {
    const one = after(start, first);
    if (one !== undefined && isShown(one)) return [first];
  }
  for (const first of choices) {
    const one = after(start, first);
    for (const second of one === undefined ? [] : choices) {
      const two = after(one!, second);
      if (two !== undefined && isShown(two)) return [first, second];
    }
  }
  return undefined;
}
