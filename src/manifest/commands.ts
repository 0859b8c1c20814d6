import type { Text } from "../words/text";

/** Where a command stands beside the palette. */
export interface Placement {
  readonly menu: "editor/title" | "editor/context" | "view/title" | "webview/context";
  readonly when: string;
  readonly group: string;
}

export interface Keys {
  readonly key: string;
  readonly mac?: string;
  readonly when: string;
}

export interface CommandRow {
  readonly title: Text;
  readonly icon?: string;
  /** When the command can be run; without it, always. */
  readonly enablement?: string;
  readonly places?: readonly Placement[];
  readonly keys?: Keys;
}

const inNabla = "editorLangId == nabla";
// No default of VS Code has these keys in a text; with Option they type ≠ and – on macOS, so only on a number.
const onNumber = "editorTextFocus && nablascope.onNumber && !editorReadonly";
const inView = "view == nablascope.panel";
/** Where a text may hold a formula or a block of Nabla; the list is told to VS Code when the extension starts. */
const inFormulas = "editorLangId == nabla || editorLangId in nablascope.formulaLanguages";
const panelVisible = "view.nablascope.panel.visible";
const pageFocus = "activeWebviewPanelId == nablascope.demo || focusedView == nablascope.panel";

/** Every command, by its id without the prefix `nablascope.`. Each demo has one more, made from the catalogue. */
export const commands = {
  openDemo: {
    title: { en: "Open Demo…", zh: "打开演示…" },
    icon: "$(beaker)",
    places: [{ menu: "view/title", when: inView, group: "navigation@1" }],
  },
  newFile: { title: { en: "New Nabla File", zh: "新建 Nabla 文件" } },
  openTour: { title: { en: "Open the Tour of the Language", zh: "打开语言导览" } },
  openPanel: {
    title: { en: "Show the Panel", zh: "显示面板" },
    icon: "$(graph)",
    keys: { key: "ctrl+k alt+p", mac: "cmd+k alt+p", when: "editorTextFocus" },
    places: [{ menu: "editor/title", when: inNabla, group: "navigation@1" }],
  },
  openInPanel: {
    title: { en: "Show This Formula in the Panel", zh: "在面板中显示此公式" },
    enablement: inFormulas,
    places: [{ menu: "editor/context", when: inNabla, group: "1_nablascope@1" }],
  },
  panelBack: {
    title: { en: "Panel: Back", zh: "面板：后退" },
    enablement: panelVisible,
  },
  panelForward: {
    title: { en: "Panel: Forward", zh: "面板：前进" },
    enablement: panelVisible,
  },
  panelPin: {
    title: { en: "Panel: Pin or Follow the Cursor", zh: "面板：固定或跟随光标" },
    enablement: panelVisible,
  },
  switchAnswers: {
    title: { en: "Inline Answers: All, Caret's Line, Off", zh: "行内答案：全部、光标所在行、关闭" },
    icon: "$(symbol-numeric)",
    keys: { key: "ctrl+k alt+a", mac: "cmd+k alt+a", when: `editorTextFocus && ${inNabla}` },
    places: [{ menu: "editor/context", when: inNabla, group: "1_nablascope@4" }],
  },
  copyAnswer: {
    title: { en: "Copy the Answer of This Line", zh: "复制本行的答案" },
    enablement: inNabla,
    keys: { key: "ctrl+k alt+c", mac: "cmd+k alt+c", when: `editorTextFocus && ${inNabla}` },
    places: [{ menu: "editor/context", when: inNabla, group: "1_nablascope@2" }],
  },
  insertAnswer: {
    title: { en: "Insert the Answer as a Line", zh: "将答案插入为新的一行" },
    enablement: inNabla,
    keys: { key: "ctrl+k alt+i", mac: "cmd+k alt+i", when: `editorTextFocus && ${inNabla} && !editorReadonly` },
    places: [{ menu: "editor/context", when: `${inNabla} && !editorReadonly`, group: "1_nablascope@3" }],
  },
  insertCode: {
    title: { en: "Insert as Code…", zh: "插入为代码…" },
    enablement: inFormulas,
    places: [{ menu: "editor/context", when: inNabla, group: "1_nablascope@5" }],
  },
  increaseNumber: {
    title: { en: "Increase the Number at the Caret", zh: "增大光标处的数字" },
    enablement: "nablascope.onNumber && !editorReadonly",
    keys: { key: "alt+=", when: onNumber },
  },
  decreaseNumber: {
    title: { en: "Decrease the Number at the Caret", zh: "减小光标处的数字" },
    enablement: "nablascope.onNumber && !editorReadonly",
    keys: { key: "alt+-", when: onNumber },
  },
  showSteps: {
    title: { en: "Hover: Unfold or Fold the Steps", zh: "悬停：展开或折叠步骤" },
    enablement: inNabla,
  },
  copyLatex: { title: { en: "Copy the Formula as LaTeX", zh: "将公式复制为 LaTeX" }, enablement: inFormulas },
  copySvg: { title: { en: "Copy the Formula as SVG", zh: "将公式复制为 SVG" }, enablement: inFormulas },
  playDemo: { title: { en: "Demo: Play or Pause", zh: "演示：播放或暂停" }, enablement: pageFocus },
  stepForward: { title: { en: "Demo: Step Forward", zh: "演示：前进一步" }, enablement: pageFocus },
  stepBack: { title: { en: "Demo: Step Back", zh: "演示：后退一步" }, enablement: pageFocus },
  exportPicture: {
    title: { en: "Demo: Export the Picture as SVG", zh: "演示：将图导出为 SVG" },
    enablement: pageFocus,
  },
  exportPage: {
    title: { en: "Demo: Export as One HTML File", zh: "演示：导出为单个 HTML 文件" },
    enablement: pageFocus,
  },
  restartServer: { title: { en: "Restart the Language Server", zh: "重新启动语言服务器" } },
  showLog: { title: { en: "Show the Log", zh: "显示日志" } },
} as const satisfies Record<string, CommandRow>;

export type CommandName = keyof typeof commands;

/** The id that VS Code knows a command by. */
export function commandId(name: CommandName): string {
  return `nablascope.${name}`;
}
