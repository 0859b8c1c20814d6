import { catalogue, isDemoId } from "../src/demos/catalogue";
import { openChannel } from "../src/protocol/channel";
import type { WorkCalls } from "../src/protocol/work";
import { createLens } from "./lens";
import { workerPort } from "./runtime/port";
import { serveDemos } from "./serve";

/** Everything that computes for a page. The page ends this worker when it hangs, and starts another. */
const lens = createLens();

openChannel<WorkCalls, Record<never, never>>(workerPort(self as unknown as Worker), {
  ...serveDemos(async (id) => (isDemoId(id) ? catalogue[id].load() : undefined)),
  lens: lens.frame,
  lensDrag: lens.drag,
  lensFile: lens.supply,
  ping: () => undefined,
});
