import { join } from "node:path";

const root = process.cwd();

/** Everything the end-to-end tests leave behind, screenshots included. */
export const home = join(root, ".e2e");
export const shots = join(home, "shots");
export const extensionsDir = join(home, "extensions");
export const vsix = join(root, "dist/nablascope.vsix");
export const examples = join(root, "examples");
export const fixtures = join(root, "test/e2e/fixtures");
