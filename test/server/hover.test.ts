import { createRequire } from "node:module";
import { afterEach, describe, expect, test } from "vitest";
import { engine } from "../../src/server/language";
import { lengthEngine, type Memory, startMemory } from "./memory";

/** A reader of Markdown with HTML turned on that is not the one VS Code has. */
const read: (markdown: string) => string = (() => {
  const MarkdownIt = createRequire(import.meta.url)("markdown-it");
  const reader = new MarkdownIt("commonmark", { html: true });
  return (markdown) => reader.render(markdown);
})();

const uri = "file:///hover.nabla";
const hostile = "</details>\n\n<img src=x onerror=alert(1)> &lt;script&gt; `` <b>\n\n- <i>";
let memory: Memory;
afterEach(() => memory?.end());

async function hovered(line = 0, character = 1): Promise<string> {
  await memory.until(() => memory.diagnostics.has(uri), "the first diagnostics");
  const position = { line, character };
  const hover = await memory.client.sendRequest<{ contents: { value: string } }>("textDocument/hover", {
    textDocument: { uri },
    position,
  });
  return hover.contents.value;
}

/** An engine whose every answer holds a text that wants to be HTML, wherever an answer has text. */
function hostileEngine(): ReturnType<typeof lengthEngine> {
  const plain = lengthEngine();
  const said = { en: hostile, zh: hostile };
  return {
    ...plain,
    createSession: (options) => {
      const session = plain.createSession(options);
      return {
        ...session,
        *run() {
          const analysis = yield* session.run();
          const statements = analysis.statements.map((statement) =>
            statement.answer === undefined
              ? statement
              : {
                  ...statement,
                  answer: {
                    ...statement.answer,
                    text: hostile,
                    latex: hostile,
                    notes: [said],
                    steps: [
                      { rule: said, latex: hostile },
                      { rule: said, latex: hostile },
                    ],
                  },
                },
          );
          return { ...analysis, statements };
        },
      };
    },
  };
}

/** The tags in a text of HTML that Markdown itself does not make. */
const foreignTags = (html: string) =>
  (html.match(/<\/?[a-z]+/gi) ?? []).filter((tag) => !/^<\/?(?:p|ul|li|pre|code|strong|em|hr|br|a|h2)$/i.test(tag));

describe("the steps of a hover", () => {
  test("are folded under a link for our own client, which unfolds them in every hover until it folds them again", async () => {
    memory = await startMemory(engine, { commands: true });
    await memory.open(uri, "f(x, y) = x² sin y\n∇f\n");
    const folded = read(await hovered(1));
    expect(folded).toMatch(/<a href="command:nablascope\.showSteps\?[^"]*">▸ Why<\/a>/);
    expect(folded).not.toMatch(/<li>|steps%22%3Atrue/);
    await memory.client.sendNotification("nabla/steps", { steps: true });
    const open = read(await hovered(1));
    expect(open).toMatch(/<a href="command:nablascope\.showSteps\?[^"]*">▾ Why<\/a>/);
    expect(open).toMatch(/<li>/);
    expect(open).toMatch(/<a href="command:nablascope\.copyLatex\?[^"]*steps[^"]*">Copy the steps as LaTeX<\/a>/);
    await memory.client.sendNotification("nabla/steps", { steps: false });
    expect(read(await hovered(1))).toBe(folded);
  });

  test("are plain Markdown for any other client", async () => {
    memory = await startMemory(engine);
    await memory.open(uri, "f(x, y) = x² sin y\n∇f\n");
    const markdown = await hovered(1);
    expect(markdown).toContain("**Why**");
    expect(markdown).not.toMatch(/<|command:/);
  });

  test.each([
    { commands: true, steps: true, images: true },
    { commands: true, steps: true, images: false },
  ])("hold no HTML that comes from a text, whatever it says (%o)", async (options) => {
    memory = await startMemory(hostileEngine(), options);
    await memory.open(uri, "abc");
    const html = read(await hovered());
    expect(html).toContain("onerror");
    expect(foreignTags(html).filter((tag) => tag !== "<img" || !options.images)).toEqual([]);
    // What images there are, are ours.
    for (const [image] of html.matchAll(/<img[^>]*>/g))
      expect(image).toMatch(/^<img src="data:image\/svg\+xml;base64,/);
  });

  test("let no comment, name or formula of a file be read as HTML", async () => {
    memory = await startMemory(engine, { commands: true });
    await memory.open(uri, "f(x) = x²  # </details><img src=x onerror=alert(1)>\n");
    for (const character of [0, 7, 9]) expect(foreignTags(read(await hovered(0, character)))).toEqual([]);
  });
});
