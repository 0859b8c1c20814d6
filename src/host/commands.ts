import * as vscode from "vscode";
import { isDemoId } from "../demos/catalogue";
import { type CommandName, commands } from "../manifest/commands";
import type { PageAction } from "../protocol/page";
import type { WholeAnswer } from "../protocol/server";
import type { Text } from "../words/text";
import { change, setting } from "./configuration";
import type { Demos } from "./demos";
import { Refusal } from "./guard";
import type { Knobs } from "./knobs";
import { log } from "./log";
import type { Panel } from "./panel";
import { say } from "./say";
import type { Server } from "./server";

export interface CommandParts {
  readonly context: vscode.ExtensionContext;
  readonly server: Server;
  readonly getDemos: () => Promise<Demos>;
  readonly getPanel: () => Promise<Panel>;
  /** Whether Nabla stands there: in a file of its own, or in a block. */
  readonly isServed: (document: vscode.TextDocument, at: vscode.Position) => boolean;
  readonly getKnobs: () => Promise<Knobs>;
}

interface Command {
  /** What a message about its failure calls it. */
  readonly what: Text;
  /** The arguments come from a keybinding, a menu or a link, and are not trusted. */
  readonly run: (...given: unknown[]) => unknown;
}

/** One function for each command of the manifest; leaving one out does not compile. */
export function createCommands(parts: CommandParts): Readonly<Record<CommandName, Command>> {
  const { context, server, getDemos, getPanel, getKnobs } = parts;
  const act = (action: PageAction) => async () => {
    const inDemo = (await getDemos()).act(action);
    if (!inDemo && !(await getPanel()).act(action)) throw new Refusal(noPage);
  };
  const inPanel = (action: PageAction) => async () => {
    if (!(await getPanel()).act(action)) await (await getPanel()).reveal();
  };
  const work: Readonly<Record<CommandName, Command["run"]>> = {
    openDemo: async (given) => {
      const demos = await getDemos();
      if (typeof given === "string" && isDemoId(given)) demos.open(given);
      else await demos.choose();
    },
    newFile: () => newFile(""),
    openTour: async () => {
      const uri = vscode.Uri.joinPath(context.extensionUri, "examples", "tour.nabla");
      return newFile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    },
    openPanel: async () => (await getPanel()).reveal(),
    openInPanel: async (given) => {
      const { placeOf } = await import("./formulas");
      const place = placeOf(given);
      if (place === undefined) throw new Refusal(noFormula);
      await (await getPanel()).showAt(place.document, place.offset);
    },
    panelBack: inPanel("back"),
    panelForward: inPanel("forward"),
    panelPin: inPanel("pin"),
    switchAnswers: async () => {
      const order = ["all", "caretLine", "off"] as const;
      await change("answers.show", order[(order.indexOf(setting("answers.show")) + 1) % order.length]);
    },
    copyAnswer: async (given) => {
      const answer = await answerAt(parts, given);
      await vscode.env.clipboard.writeText(answer.text);
      tell({ en: `Copied: ${answer.text}`, zh: `已复制：${answer.text}` });
    },
    insertAnswer: async (given) => {
      const { editor } = placeInNabla(parts, given);
      const answer = await answerAt(parts, given);
      const line = editor.document.lineAt(Math.min(answer.line, editor.document.lineCount - 1));
      await editor.edit((edit) => edit.insert(line.range.end, answer.inserted));
    },
    insertCode: async (given) => {
      const { editor, line } = placeInNabla(parts, given);
      await (await import("./code")).insertCode(server, editor, line);
    },
    increaseNumber: async (given) => (await getKnobs()).step(1, given),
    decreaseNumber: async (given) => (await getKnobs()).step(-1, given),
    showSteps: async (given) => (await import("./steps")).switchSteps(given),
    copyLatex: async (given) => {
      const { texOf } = await import("./formulas");
      const { tex } = await texOf(server, given);
      await vscode.env.clipboard.writeText(tex);
      tell({ en: "The formula is on the clipboard as LaTeX.", zh: "公式已以 LaTeX 形式复制到剪贴板。" });
    },
    copySvg: async (given) => {
      const { texOf } = await import("./formulas");
      const { tex, display, macros } = await texOf(server, given);
      const request = { tex, display, macros, color: "#000000", fontPx: 16, maxBytes: 1_000_000 };
      const result = await server.ask("nabla/typeset", { request });
      if (result?.kind !== "svg") {
        throw new Refusal(result === null ? noFormula : result.kind === "error" ? result.message : result.reason);
      }
      await vscode.env.clipboard.writeText(result.svg);
      tell({ en: "The formula is on the clipboard as SVG.", zh: "公式已以 SVG 形式复制到剪贴板。" });
    },
    playDemo: act("play"),
    stepForward: act("stepForward"),
    stepBack: act("stepBack"),
    exportPicture: act("exportSvg"),
    exportPage: act("exportHtml"),
    restartServer: () => server.restart(),
    showLog: () => log().show(),
  };
  return Object.fromEntries(
    Object.entries(work).map(([name, run]) => [name, { what: commands[name as CommandName].title, run }]),
  ) as unknown as Readonly<Record<CommandName, Command>>;
}

/** The line that a link names, or the caret's. */
function placeInNabla(
  { isServed }: CommandParts,
  given: unknown,
): { readonly editor: vscode.TextEditor; readonly line: number } {
  const named = typeof given === "object" && given !== null ? (given as { uri?: unknown; line?: unknown }) : {};
  const editor =
    typeof named.uri === "string"
      ? vscode.window.visibleTextEditors.find((one) => one.document.uri.toString() === named.uri)
      : vscode.window.activeTextEditor;
  if (editor === undefined) throw new Refusal(noAnswer);
  const { document, selection } = editor;
  const line = Number.isSafeInteger(named.line) ? (named.line as number) : selection.active.line;
  const end = document.lineAt(Math.max(0, Math.min(line, document.lineCount - 1))).range.end;
  if (!isServed(document, end)) throw new Refusal(noAnswer);
  return { editor, line };
}

async function answerAt(parts: CommandParts, given: unknown): Promise<WholeAnswer> {
  const { editor, line } = placeInNabla(parts, given);
  const answer = await parts.server.ask("nabla/answer", { uri: editor.document.uri.toString(), line });
  if (answer === null) throw new Refusal(noAnswer);
  return answer;
}

async function newFile(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "nabla", content });
  await vscode.window.showTextDocument(document);
}

function tell(text: Text): void {
  vscode.window.setStatusBarMessage(say(text), 3_000);
}

const noAnswer: Text = {
  en: "There is no answer on this line. Put the caret on a line with one.",
  zh: "本行没有答案。请将光标移到有答案的行。",
};
const noFormula: Text = {
  en: "There is no formula here. Put the caret inside one.",
  zh: "此处没有公式。请将光标移到公式之内。",
};
const noPage: Text = {
  en: "No demo is in front. Open one with “Nablascope: Open Demo…”.",
  zh: "当前没有打开的演示。请用“Nablascope: 打开演示…”打开一个。",
};
