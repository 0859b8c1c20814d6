import { describe, expect, test } from "vitest";
import { filesUnder, read } from "../support/source";

/** Where an exported function is met by people who have not read its body. */
const folders = ["src/core", "src/data", "src/formula", "src/plot", "src/lang"];

/** Questions whose name says all: `isDigit`. What they ask of is in their types. */
const asks = /^(?:is|has|can)[A-Z]/;

interface Export {
  readonly at: string;
  readonly name: string;
  /** The docstring without its stars; empty where there is none. */
  readonly says: string;
}

/** The functions that a module exports, each with the docstring right above it. */
function functionsOf(path: string): Export[] {
  const text = read(path);
  const pattern =
    /^export (?:async )?(?:function\*? (\w+)|const (\w+)(?:: [^=\n]+)? = (?:async )?(?:<[^\n]*>)?\([^\n]*\)[^\n]*=>)/gm;
  return [...text.matchAll(pattern)].map((match) => {
    const above = text.slice(0, match.index).trimEnd();
    const start = above.lastIndexOf("/**");
    const says = above.endsWith("*/") && start >= 0 ? above.slice(start + 3, -2).replace(/^\s*\*/gm, "") : "";
    const line = text.slice(0, match.index).split("\n").length;
    return { at: `${path}:${line}`, name: match[1] ?? match[2]!, says: says.replace(/\s+/g, " ").trim() };
  });
}

const exported = folders.flatMap((folder) => filesUnder(folder)).flatMap(functionsOf);

/** The words of a name: `drawExact` → draw, exact. */
const wordsOf = (name: string): string[] => name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());

describe("the docstrings of the pure folders", () => {
  test("stand on every exported function that is more than a question", () => {
    expect(exported.length).toBeGreaterThan(600);
    const bare = exported.filter(({ name, says }) => says === "" && !asks.test(name));
    expect(bare.map(({ at, name }) => `${at} ${name}`)).toEqual([]);
  });

  test("say more than the name does", () => {
    const idle = exported.filter(({ name, says }) => {
      const own = new Set([...wordsOf(name), "a", "an", "the", "of", "returns", "gets", "to", "and"]);
      const words = says.toLowerCase().match(/\p{L}+/gu) ?? [];
      // A line of examples, `22/5 = 4.4`, says what no word would.
      return (
        says !== "" && !/[`≥≤]/.test(says) && words.every((word) => own.has(word) || own.has(word.replace(/s$/, "")))
      );
    });
    expect(idle.map(({ at, says }) => `${at} ${says}`)).toEqual([]);
  });

  test("give a reason with every error they promise", () => {
    const vague = exported.filter(({ says }) => /@throws (?:RangeError|Refusal|Error)?\s*(?:@|$)/.test(says));
    expect(vague.map(({ at, says }) => `${at} ${says}`)).toEqual([]);
  });
});
