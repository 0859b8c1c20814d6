import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Target, targets } from "../../../src/lang/emit/target";
import { analysisOf } from "../../support/nabla";

const folder = join(import.meta.dirname, "programs");

export interface Sample {
  readonly name: string;
  readonly target: Target;
  readonly code: string;
}

/** The names of the programs beside this file. */
export const programNames: readonly string[] = readdirSync(folder).map((file) => file.replace(/\.nabla$/, ""));

/** What a program exports to a target; `to everything` in its text stands for the target. */
export function samplesOf(name: string, wanted: readonly Target[] = targets): Sample[] {
  const text = readFileSync(join(folder, `${name}.nabla`), "utf8").replace(
    / to everything/g,
    ` to ${wanted.join(", ")}`,
  );
  const { statements } = analysisOf(text);
  return statements.flatMap(({ files }) =>
    (files ?? []).map((file) => ({ name, target: file.target, code: file.text })),
  );
}
