import { statSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench";

const sizeMb = () => statSync(join(process.cwd(), "dist/nablascope.vsix")).size / 1024 / 1024;

const bench: Bench = {
  name: "size of the package",
  needs: "package",
  budgetMs: 0,
  cases: [],
  targets: [{ id: "vsix", figure: sizeMb }],
};

export default [bench];
