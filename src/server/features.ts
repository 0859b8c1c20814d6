import type { Core } from "./core";
import { registerActions } from "./features/actions";
import { registerAnswers } from "./features/answers";
import { registerCalls } from "./features/calls";
import { registerCode } from "./features/code";
import { registerColours } from "./features/colour";
import { registerCompletion } from "./features/complete";
import { registerHover } from "./features/hover";
import { registerLenses } from "./features/lens";
import { registerNavigation } from "./features/navigate";
import { registerOutline } from "./features/outline";
import { registerTypesetting } from "./features/typesetting";

/** Everything a client may ask for. */
export function registerFeatures(core: Core): void {
  registerAnswers(core);
  registerTypesetting(core);
  registerHover(core);
  registerCompletion(core);
  registerNavigation(core);
  registerOutline(core);
  registerColours(core);
  registerLenses(core);
  registerActions(core);
  registerCalls(core);
  registerCode(core);
}
