import type { Core } from "./core";
import { registerActions } from "./features/actions";
import { registerAnswers } from "./features/answers";
import { registerHover } from "./features/hover";
import { registerTypesetting } from "./features/typesetting";

/** Everything a client may ask for. */
export function registerFeatures(core: Core): void {
  registerAnswers(core);
  registerTypesetting(core);
  registerHover(core);
  registerActions(core);
}
