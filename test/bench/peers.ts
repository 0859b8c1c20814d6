import { createRequire } from "node:module";
import { join } from "node:path";

/** A peer's module from `.peers/`, or undefined where it is not installed. */
export function peer(name: string): unknown {
  try {
    return createRequire(join(process.cwd(), ".peers/package.json"))(name);
  } catch {
    return undefined;
  }
}
