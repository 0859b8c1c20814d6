import type { Text } from "../words/text";

interface Base {
  readonly description: Text;
  /** May differ by language: `[markdown]: { … }`. */
  readonly perLanguage?: true;
}
interface Choice extends Base {
  readonly type: "choice";
  readonly default: string;
  readonly options: Readonly<Record<string, Text>>;
}
interface Switch extends Base {
  readonly type: "switch";
  readonly default: boolean;
}
interface Count extends Base {
  readonly type: "count";
  readonly default: number;
  readonly min: number;
  readonly max: number;
}
interface Words extends Base {
  readonly type: "words";
  readonly default: readonly string[];
}
export type SettingRow = Choice | Switch | Count | Words;

/** Every setting, by its id without the prefix `nablascope.`. */
export const settings = {
  "answers.show": {
    type: "choice",
    default: "all",
    options: {
      all: { en: "At the end of every line.", zh: "显示在每一行的末尾。" },
      caretLine: { en: "Only at the line of the caret.", zh: "只显示在光标所在的行。" },
      off: { en: "Nowhere; the hover still has them.", zh: "不显示；悬停时仍可看到。" },
    },
    description: { en: "Where the answers of a Nabla file stand.", zh: "Nabla 文件的答案显示在哪里。" },
  },
  "hover.formulas": {
    type: "choice",
    default: "auto",
    options: {
      auto: {
        en: "Yes, unless another installed extension already shows that formula (LaTeX Workshop and its like).",
        zh: "显示；若另一个已安装的扩展（如 LaTeX Workshop）已显示该公式，则不重复显示。",
      },
      always: { en: "Always.", zh: "总是显示。" },
      never: { en: "Never.", zh: "从不显示。" },
    },
    description: {
      en: "Typeset the formula under the pointer in Markdown, LaTeX, and the comments and docstrings of code.",
      zh: "在 Markdown、LaTeX 以及代码的注释和文档字符串中，排版显示指针所指的公式。",
    },
    perLanguage: true,
  },
  "hover.demos": {
    type: "switch",
    default: true,
    description: {
      en: "Under a name such as KDTree or RandomForestClassifier in code, link to the demo that shows how it works.",
      zh: "在代码中悬停 KDTree、RandomForestClassifier 等名称时，显示相应演示的链接。",
    },
    perLanguage: true,
  },
  "hover.steps": {
    type: "switch",
    default: false,
    description: {
      en: "Unfold the steps behind an answer in its hover. The word “Why” in a hover switches it.",
      zh: "在悬停中展开答案背后的步骤。点击悬停中的“为什么”即可切换。",
    },
  },
  "panel.delay": {
    type: "count",
    default: 120,
    min: 0,
    max: 2000,
    description: {
      en: "How long the caret has to rest, in milliseconds, before the panel follows it.",
      zh: "光标停留多少毫秒之后，面板才跟随它。",
    },
  },
  "motion.reduce": {
    type: "choice",
    default: "auto",
    options: {
      auto: { en: "As the editor or the system says.", zh: "与编辑器或系统的设置一致。" },
      on: { en: "Nothing moves by itself.", zh: "任何内容都不自行移动。" },
      off: { en: "Animations play.", zh: "播放动画。" },
    },
    description: { en: "Whether demos and the panel keep still.", zh: "演示和面板是否减少动态效果。" },
  },
  "trace.server": {
    type: "choice",
    default: "off",
    options: {
      off: { en: "Nothing.", zh: "不记录。" },
      messages: { en: "The name of each message.", zh: "每条消息的名称。" },
      verbose: { en: "Each message whole.", zh: "每条消息的全部内容。" },
    },
    description: {
      en: "What the log keeps of the talk between the editor and the language server.",
      zh: "日志记录编辑器与语言服务器之间通信的哪些内容。",
    },
  },
} as const satisfies Record<string, SettingRow>;

export type SettingName = keyof typeof settings;

type Wide<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;
/** What reading a setting gives: one of the options of a choice, else the type of the default. */
export type SettingValue<N extends SettingName> = (typeof settings)[N] extends { readonly options: infer O }
  ? keyof O & string
  : Wide<(typeof settings)[N]["default"]>;
