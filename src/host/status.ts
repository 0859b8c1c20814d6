import * as vscode from "vscode";
import { commandId } from "../manifest/commands";
import type { Text } from "../words/text";
import { setting } from "./configuration";
import { say } from "./say";
import type { Server } from "./server";
import type { ServerState } from "./supervise";

const states: Readonly<Record<ServerState, Text>> = {
  off: { en: "Language server: not started", zh: "语言服务器：未启动" },
  starting: { en: "Language server: starting", zh: "语言服务器：正在启动" },
  running: { en: "Language server: running", zh: "语言服务器：运行中" },
  waiting: { en: "Language server: about to start again", zh: "语言服务器：即将重新启动" },
  failed: { en: "Language server: stopped", zh: "语言服务器：已停止" },
};
const shows = {
  all: { en: "Answers: all lines", zh: "答案：所有行" },
  caretLine: { en: "Answers: the caret's line", zh: "答案：光标所在行" },
  off: { en: "Answers: off", zh: "答案：关闭" },
} as const;

/** The two entries behind the braces of the status bar, shown with a Nabla file only. */
export function createStatus(server: Server): vscode.Disposable {
  const selector: vscode.DocumentSelector = { language: "nabla" };
  const answers = vscode.languages.createLanguageStatusItem("nablascope.answers", selector);
  answers.name = say({ en: "Nablascope answers", zh: "Nablascope 答案" });
  answers.command = { command: commandId("switchAnswers"), title: say({ en: "Switch", zh: "切换" }) };
  const health = vscode.languages.createLanguageStatusItem("nablascope.server", selector);
  health.name = say({ en: "Nablascope language server", zh: "Nablascope 语言服务器" });
  health.command = { command: commandId("restartServer"), title: say({ en: "Restart", zh: "重新启动" }) };

  const drawAnswers = (): void => {
    answers.text = say(shows[setting("answers.show")]);
  };
  const drawHealth = (state: ServerState): void => {
    health.text = say(states[state]);
    health.busy = state === "starting" || state === "waiting";
    health.severity =
      state === "failed" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  };
  drawAnswers();
  drawHealth(server.state());
  return vscode.Disposable.from(
    answers,
    health,
    server.onState(drawHealth),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("nablascope.answers")) drawAnswers();
    }),
  );
}
