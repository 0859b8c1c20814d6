import { catalogue, isDemoId } from "../src/demos/catalogue";
import { CallFailed, openChannel } from "../src/protocol/channel";
import type { WorkCalls } from "../src/protocol/work";
import { workerPort } from "./runtime/port";
import { serveDemos } from "./serve";

/** Everything that computes for a page. The page ends this worker when it hangs, and starts another. */

const unknown = (): never => {
  throw new CallFailed("failed", "no statement can be drawn yet");
};

openChannel<WorkCalls, Record<never, never>>(workerPort(self as unknown as Worker), {
  ...serveDemos(async (id) => (isDemoId(id) ? catalogue[id].load() : undefined)),
  lens: unknown,
  lensDrag: unknown,
  ping: () => undefined,
});
