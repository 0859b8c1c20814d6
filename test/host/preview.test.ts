import { describe, expect, test } from "vitest";
import { renderBlock, type ShownAnswer } from "../../src/host/preview-html";

const answers = (...rows: [number, ShownAnswer][]) => new Map(rows);
const two: ShownAnswer = { line: "1 + 1", text: "2", tone: "value" };

describe("a block of Nabla in the Markdown preview", () => {
  test("shows its source alone until there are answers", () => {
    const html = renderBlock(' class="nabla-block"', "1 + 1\n", 4, undefined);
    expect(html).toContain("<code>1 + 1</code></div>");
    expect(html).not.toContain("nabla-answer");
  });

  test("shows an answer behind the line it belongs to, and only while that line says what was answered", () => {
    expect(renderBlock("", "1 + 1\n", 4, answers([4, two]))).toContain('nabla-answer nabla-value" title="2">2<');
    expect(renderBlock("", "1 + 3\n", 4, answers([4, two]))).not.toContain("nabla-answer");
    expect(renderBlock("", "1 + 1\n", 5, answers([4, two]))).not.toContain("nabla-answer");
    expect(renderBlock("", "1 + 1\n", 4, answers([4, { ...two, line: "> 1 + 1" }]))).toContain("nabla-answer");
  });

  test("lets no text of the file become HTML", () => {
    const bad = `<img src=x onerror="a()">'&`;
    const html = renderBlock("", bad, 0, answers([0, { line: bad, text: bad, tone: "bad", svg: "<svg/>", alt: bad }]));
    expect(html).not.toContain("<img");
    expect(html.match(/"/g)?.length).toBe(html.match(/="/g)!.length * 2);
    expect(html).toContain("<svg/>");
  });
});
