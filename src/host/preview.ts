import * as vscode from "vscode";
import type { BlockAnswer } from "../protocol/server";
import { renderBlock, type ShownAnswer } from "./preview-html";
import { say } from "./say";
import type { Server } from "./server";

/** The little of markdown-it that is used here. */
export interface MarkdownIt {
  readonly renderer: { readonly rules: Record<string, Rule | undefined> };
}
export interface Token {
  readonly info: string;
  readonly content: string;
  readonly map: readonly [number, number] | null;
  attrJoin(name: string, value: string): void;
}
type Rule = (tokens: Token[], index: number, options: unknown, env: unknown, self: Renderer) => string;
interface Renderer {
  renderAttrs(token: Token): string;
  renderToken(tokens: Token[], index: number, options: unknown): string;
}

export interface Preview extends vscode.Disposable {
  readonly plugin: <M extends MarkdownIt>(markdown: M) => M;
}

const restMs = 150;
const fontPx = 16;
const longestSvg = 200_000;

/**
 * Shows the blocks of a Markdown file in its preview with the last answers that the server gave, and asks for a new
 * preview when there are others. Nothing is computed here, and the page gets no script.
 */
export function createPreview(server: Server): Preview {
  const known = new Map<string, ReadonlyMap<number, ShownAnswer>>(); // by file, then by line
  const rendered = new Set<string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const fetch = (uri: string): void => {
    clearTimeout(timers.get(uri));
    timers.set(
      uri,
      setTimeout(() => void update(uri).catch(() => undefined), restMs), // stale or on its way back: the next note asks again
    );
  };
  const update = async (uri: string): Promise<void> => {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
    if (document === undefined) return;
    const answers = await server.ask("nabla/preview", { uri });
    if (answers === null) return;
    const { version } = document;
    const shown = new Map<number, ShownAnswer>();
    for (const answer of answers) {
      if (answer.line >= document.lineCount) return;
      shown.set(answer.line, await typeset(answer, document.lineAt(answer.line).text));
    }
    if (document.version !== version || isSame(known.get(uri), shown)) return;
    known.set(uri, shown);
    await vscode.commands.executeCommand("markdown.preview.refresh");
  };
  const typeset = async ({ text, latex, tone }: BlockAnswer, line: string): Promise<ShownAnswer> => {
    const request = { tex: latex, display: false, color: "currentColor", fontPx, maxBytes: longestSvg };
    const result = latex === "" ? null : await server.ask("nabla/typeset", { request });
    return result?.kind === "svg" ? { line, text, tone, svg: result.svg, alt: say(result.alt) } : { line, text, tone };
  };

  const subscriptions = [
    server.onAnswers(({ uri }) => {
      if (rendered.has(uri)) fetch(uri);
    }),
    server.onState((state) => {
      if (state === "running") rendered.forEach(fetch);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      rendered.delete(uri.toString());
      known.delete(uri.toString());
    }),
  ];
  return {
    plugin: (markdown) => {
      const { rules } = markdown.renderer;
      const before = rules.fence;
      rules.fence = (tokens, index, options, env, self) => {
        const token = tokens[index];
        if (!/^\s*\{?\s*\.?nabla\b/.test(token.info)) {
          return before?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
        }
        const uri = uriOf(env);
        if (uri !== undefined && !rendered.has(uri)) {
          rendered.add(uri);
          fetch(uri);
        }
        token.attrJoin("class", "nabla-block");
        const answers = uri === undefined ? undefined : known.get(uri);
        return renderBlock(self.renderAttrs(token), token.content, (token.map?.[0] ?? 0) + 1, answers);
      };
      return markdown;
    },
    dispose: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      vscode.Disposable.from(...subscriptions).dispose();
    },
  };
}

/** VS Code tells in the environment which document is rendered. */
function uriOf(env: unknown): string | undefined {
  const current = (env as { readonly currentDocument?: unknown } | undefined)?.currentDocument;
  return current === undefined ? undefined : String(current);
}

function isSame(a: ReadonlyMap<number, ShownAnswer> | undefined, b: ReadonlyMap<number, ShownAnswer>): boolean {
  if (a === undefined) return b.size === 0;
  if (a.size !== b.size) return false;
  for (const [line, one] of b) {
    const other = a.get(line);
    if (other === undefined || other.text !== one.text || other.svg !== one.svg || other.line !== one.line)
      return false;
  }
  return true;
}
