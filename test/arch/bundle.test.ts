import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { entries } from "../../scripts/entries.mjs";
import { read, root } from "../support/source";

const built = entries.filter((entry) => existsSync(join(root, "dist", entry.to)));
const textOf = (to: string) => readFileSync(join(root, "dist", to), "utf8");

/** What libraries bring that is never reached, by the text around it. */
const dead = [/new Function\("return this"\)/g, /Function\("return this"\)/g];

describe.runIf(built.length > 0)("what is built", () => {
  test("runs no text as code", () => {
    const found = built.flatMap(({ to }) => {
      const text = dead.reduce((rest, pattern) => rest.replace(pattern, ""), textOf(to));
      return [...text.matchAll(/.{0,40}(?:\bnew Function\(|[^.\w$]eval\().{0,40}/g)].map(
        (match) => `${to}: ${match[0]}`,
      );
    });
    expect(found).toEqual([]);
  });

  test("opens no connection of its own from a page or a worker", () => {
    const banned = /\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b|\bfetch\(|\bsendBeacon\(/g;
    const pages = built.filter(({ to }) => to.startsWith("webview/") || to === "tex.js" || to === "server.web.js");
    expect(pages.flatMap(({ to }) => [...textOf(to).matchAll(banned)].map((match) => `${to}: ${match[0]}`))).toEqual(
      [],
    );
  });

  test("the extension host loads little, and MathJax stays in its worker", () => {
    const size = (to: string) => statSync(join(root, "dist", to)).size / 1024;
    for (const { to } of built.filter((entry) => entry.to.startsWith("host"))) expect(size(to)).toBeLessThan(700);
    const mathjax = built.filter(({ to }) => /mathjax/i.test(textOf(to)) && size(to) > 1000).map(({ to }) => to);
    expect(mathjax.filter((to) => !to.startsWith("tex"))).toEqual([]);
  });

  test("no bundle holds a path of the machine that built it", () => {
    const found = built.filter(({ to }) => textOf(to).includes(root)).map(({ to }) => to);
    expect(found).toEqual([]);
  });

  test("each entry of the table has its source", () => {
    expect(entries.filter((entry) => !existsSync(join(root, entry.from))).map((entry) => entry.from)).toEqual([]);
    expect(read(".vscodeignore")).toContain("!dist/*.js");
  });
});
