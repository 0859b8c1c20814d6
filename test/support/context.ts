import type { Context, OwnData } from "../../src/demos/demo";

/** A context that watches nothing and keeps nothing, with the given tables by parameter. */
export function plainContext(
  tables: Readonly<Record<string, OwnData>> = {},
  locale: Context["locale"] = "en",
): Context {
  return {
    progress: () => undefined,
    checkpoint: () => undefined,
    locale,
    data: (param) => tables[param],
    reuse: (_key, make) => make(),
  };
}
