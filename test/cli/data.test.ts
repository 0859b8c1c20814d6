import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCommand } from "../../src/cli/check";
import { dataBeside } from "../../src/cli/data";

let outer = "";
const edges = () => ({
  folder: join(outer, "project"),
  // As the command has it: what is given beside the path would be taken for options.
  realPath: realpathSync as (path: string) => string,
  readBytes: (path: string) => new Uint8Array(readFileSync(path)),
});
const fault = (path: string, file = "paper/a.nabla") => {
  const data = dataBeside(file, edges())(path);
  return data.kind === "problem" ? data.message.en : data.kind;
};

beforeEach(() => {
  outer = mkdtempSync(join(tmpdir(), "nabla-data-"));
  mkdirSync(join(outer, "project/paper"), { recursive: true });
  writeFileSync(join(outer, "project/points.csv"), "x,y\n1,2\n3,4\n");
  writeFileSync(join(outer, "project/paper/own.json"), "[1, 2]");
  writeFileSync(join(outer, "secret.csv"), "1\n");
  symlinkSync(join(outer, "secret.csv"), join(outer, "project/link.csv"));
});
afterEach(() => rmSync(outer, { recursive: true, force: true }));

describe("a data file on the command line", () => {
  test("is found beside the file that names it, and anywhere in the folder", () => {
    expect([fault("own.json"), fault("../points.csv"), fault("points.csv", "-")]).toEqual(["bytes", "bytes", "bytes"]);
  });
  test("is read once, and the same object is given again", () => {
    const load = dataBeside("paper/a.nabla", edges());
    expect(load("own.json")).toBe(load("own.json"));
  });
  test("outside of the folder is refused, also behind a link", () => {
    expect(fault("../../secret.csv")).toMatch(/outside/);
    expect(fault("../link.csv")).toMatch(/outside/);
  });
  test("that isn't there, or is a folder, has a sentence", () => {
    expect(fault("none.csv")).toMatch(/no such file/);
    expect(fault("../paper")).toMatch(/can't be read/);
  });
  test("takes part in the answers, and in the exit code", () => {
    const out: string[] = [];
    const check = (text: string) =>
      runCommand(["check", "--json", "-"], {
        readFile: () => "",
        version: "0",
        readInput: () => text,
        write: (each) => void out.push(each),
        complain: () => {},
        data: edges(),
      });
    expect(check('load "points.csv" columns y\nsum(y)')).toBe(0);
    expect(JSON.parse(out[0])[0].statements[1].value).toBe(6);
    expect(check('X = load "none.csv"')).toBe(1);
  });
});
