import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeBlock, commandLink, escapeMarkdown, svgImage } from "../../src/protocol/markdown";

describe("Markdown made from what people wrote", () => {
  test("no text opens a link, an image, a tag, a heading or a list", () => {
    const hostile = "[x](command:workbench.action.quit) ![i](http://x) <img src=x> `code` **b** # h\n- list\n1. one";
    const escaped = escapeMarkdown(hostile);
    expect(escaped).not.toMatch(/(?<!\\)[[\]()<>`*#!]/);
    expect(escaped).not.toContain("\n");
  });

  test("escaping leaves every letter and blank as it was", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9 ,;?∇²αβ中文]{0,40}$/), (text) => {
        expect(escapeMarkdown(text)).toBe(text.replace(/^\s+/, ""));
      }),
    );
  });

  test("a fence is longer than any run of backticks inside it", () => {
    expect(codeBlock("a ```` b", "latex").split("\n")[0]).toBe("`````latex");
    expect(codeBlock("x", "nabla")).toBe("```nabla\nx\n```");
  });

  test("an argument comes out of a command link as it went in, and closes no parenthesis", () => {
    const argument = { uri: "file:///a(b)/ü [x].nabla", line: 3 };
    const link = commandLink("Copy", "nablascope.copyLatex", argument);
    const [, query] = /^\[Copy\]\(command:nablascope\.copyLatex\?([^)]*)\)$/.exec(link)!;
    expect(JSON.parse(decodeURIComponent(query!))).toEqual([argument]);
  });

  test("an image holds the SVG, whatever characters are in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (text) => {
        const [, code] = /base64,([^)]*)\)$/.exec(svgImage(`<svg>${text}</svg>`, "a"))!;
        const xml = Buffer.from(code!, "base64").toString("utf8");
        const back = xml.replace(/&#x([0-9a-f]+);/g, (_, hex: string) =>
          String.fromCodePoint(Number.parseInt(hex, 16)),
        );
        expect(back).toBe(`<svg>${text}</svg>`);
      }),
    );
  });
});
