import { describe, expect, test } from "vitest";
import { readSvg, type SafeNode } from "../../webview/render/safe-svg";

const flat = (node: SafeNode): string =>
  `<${node.name}${node.attributes.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join("")}>${node.children.map((child) => (typeof child === "string" ? child : flat(child))).join("")}`;
const read = (text: string): string | undefined => {
  const node = readSvg(text);
  return node === undefined ? undefined : flat(node);
};

test("what a typeset formula needs gets through", () => {
  const text = `<svg viewBox="0 0 10 10" role="img"><defs><path id="g1" d="M0 0L1 1Z"/></defs><g fill="currentColor" stroke-width="0" transform="scale(1,-1)" data-slot="a"><use href="#g1" x="3"/><text font-size="12">α &lt; 2</text></g></svg>`;
  expect(read(text)).toBe(
    '<svg viewBox="0 0 10 10" role="img"><defs><path id="g1" d="M0 0L1 1Z"><g fill="currentColor" stroke-width="0" transform="scale(1,-1)" data-slot="a"><use href="#g1" x="3"><text font-size="12">α < 2',
  );
});

describe("what could act, load or leave does not get through", () => {
  test.each([
    ["a script", "<svg><script>alert(1)</script><path d=''/></svg>"],
    ["an event", `<svg onload="alert(1)"><path onclick="x" d="M0 0"/></svg>`],
    ["a style sheet", "<svg><style>@import url(x)</style></svg>"],
    ["a style attribute", `<svg style="position:fixed"><g style="fill:url(x)"/></svg>`],
    ["a link", `<svg><a href="javascript:alert(1)"><path d=""/></a></svg>`],
    ["a foreign object", "<svg><foreignObject><body onload='x'><img src=x></body></foreignObject></svg>"],
    ["an image", `<svg><image href="https://x.example/p.png"/></svg>`],
    [
      "a use from elsewhere",
      `<svg><use href="https://x.example/a.svg#b"/><use xlink:href="data:image/svg+xml,x#y"/></svg>`,
    ],
    ["a paint from elsewhere", `<svg><path fill="url(https://x.example/#a)" d="M0 0"/></svg>`],
    [
      "an animation",
      `<svg><animate attributeName="href" values="javascript:x"/><set attributeName="onload" to="x"/></svg>`,
    ],
    ["an encoded event", `<svg><g o&#110;click="x" onclic&#107;="x"/></svg>`],
    ["a class", `<svg class="toast"><g class="handle"/></svg>`],
  ])("%s", (_, text) => {
    expect(read(text) ?? "").not.toMatch(
      /script|on\w+=|style|javascript|https?:|data:image|foreign|image|animate|<set|<a |class|url\(/i,
    );
  });

  test("the inside of what is left out is left out, also what would be allowed elsewhere", () => {
    expect(read(`<svg><foreignObject><svg><path d="M1 1"/></svg></foreignObject><path d="M0 0"/></svg>`)).toBe(
      '<svg><path d="M0 0">',
    );
    expect(read(`<svg><a><text>hidden</text></a></svg>`)).toBe("<svg>");
  });
});

describe("what is not well-formed is nothing", () => {
  test.each([
    "",
    "x",
    "<svg>",
    "<svg></g></svg>",
    "<svg><g></svg></g>",
    "<svg/><svg/>",
    "<html><svg/></html>",
    "<svg <g/></svg>",
    `<svg d="a></svg>`,
    "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
    "<?xml version='1.0'?><svg/>",
    "<svg><![CDATA[<script>]]></svg>",
  ])("%j", (text) => {
    expect(readSvg(text)).toBeUndefined();
  });

  test("too deep, or too many", () => {
    expect(readSvg(`<svg>${"<g>".repeat(500)}${"</g>".repeat(500)}</svg>`)).toBeUndefined();
    expect(readSvg(`<svg>${"<g/>".repeat(30_000)}</svg>`)).toBeUndefined();
  });

  test("a long attribute without an end takes no time", () => {
    const started = performance.now();
    expect(readSvg(`<svg ${'a="b" '.repeat(20_000)}`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(500);
  });
});
