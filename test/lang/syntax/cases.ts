import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A fixture: a sentence, the source, and what is expected of it. */
export interface Fixture {
  readonly sentence: string;
  readonly source: string;
  readonly expected: string;
}

/** The fixtures of all files in a folder: `=== sentence`, the source, `==>`, the expected text. */
export function fixturesIn(folder: string): Fixture[] {
  const files = readdirSync(folder).sort();
  return files.flatMap((file) => readFixtures(readFileSync(join(folder, file), "utf8"), file));
}

function readFixtures(text: string, file: string): Fixture[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [, sentence, source, expected] = /^([^\n]*)\n([\s\S]*?)\n==>\n([\s\S]*?)\n*$/.exec(part) ?? [];
      if (expected === undefined) throw new Error(`a fixture in ${file} has no ==>: ${part}`);
      return { sentence, source, expected };
    });
}
