import type { Text } from "../words/text";

type Say = (key: string, text: Text) => string;

/** Colours of the answers, by theme kind. Each is told from the others by its lightness too, and reaches 4.5:1 on the ground. */
export const answerColors = {
  "nablascope.answer": {
    text: { en: "Answers at the end of a line.", zh: "行末的答案。" },
    defaults: { light: "#5b6370", dark: "#9aa4b2", highContrast: "#d7dde5", highContrastLight: "#3b424c" },
  },
  "nablascope.answerGood": {
    text: { en: "Answers that prove or confirm something.", zh: "证明或确认成立的答案。" },
    defaults: { light: "#0b5cad", dark: "#6cb6ff", highContrast: "#8ccbff", highContrastLight: "#00458a" },
  },
  "nablascope.answerBad": {
    text: { en: "Answers that refute something.", zh: "否定性的答案。" },
    defaults: { light: "#a63d00", dark: "#ff9e64", highContrast: "#ffb380", highContrastLight: "#8a3200" },
  },
  "nablascope.answerUnsure": {
    text: { en: "Answers that could not be decided.", zh: "无法判定的答案。" },
    defaults: { light: "#6b5a00", dark: "#d7c15c", highContrast: "#ffe680", highContrastLight: "#544700" },
  },
} as const;

/** The language, how the editor treats it, and its colours. */
export function languageParts(say: Say): Record<string, unknown> {
  return {
    languages: [
      {
        id: "nabla",
        aliases: ["Nabla", "nabla"],
        extensions: [".nabla"],
        configuration: "./syntaxes/language-configuration.json",
        icon: { light: "./media/nabla-light.svg", dark: "./media/nabla-dark.svg" },
      },
    ],
    grammars: [
      { language: "nabla", scopeName: "source.nabla", path: "./syntaxes/nabla.tmLanguage.json" },
      {
        scopeName: "markdown.nabla.codeblock",
        path: "./syntaxes/nabla.markdown.tmLanguage.json",
        injectTo: ["text.html.markdown"],
        embeddedLanguages: { "meta.embedded.block.nabla": "nabla" },
      },
    ],
    snippets: [{ language: "nabla", path: "./media/nabla.code-snippets" }],
    configurationDefaults: {
      "[nabla]": {
        "editor.inlayHints.maximumLength": 0,
        "editor.inlayHints.padding": false,
        "editor.unicodeHighlight.ambiguousCharacters": false,
        "editor.unicodeHighlight.nonBasicASCII": false,
        "editor.unicodeHighlight.invisibleCharacters": true,
        "editor.wordBasedSuggestions": "off",
        "editor.semanticHighlighting.enabled": true,
        "editor.quickSuggestions": { other: "on", comments: "off", strings: "off" },
        "editor.suggest.insertMode": "replace",
        "editor.detectIndentation": false,
        "editor.tabSize": 4,
      },
    },
    semanticTokenModifiers: [
      {
        id: "split",
        description: say("semantic.split", {
          en: "A name cut out of a run of letters: A and x in Ax.",
          zh: "从连写的字母中切分出的名称：Ax 中的 A 与 x。",
        }),
      },
    ],
    semanticTokenScopes: [
      {
        language: "nabla",
        scopes: {
          "variable.split": ["variable.other.split.nabla", "variable.other.constant"],
          "type.defaultLibrary": ["support.type.nabla", "support.type"],
          "function.defaultLibrary": ["support.function.nabla", "support.function"],
          "variable.defaultLibrary": ["constant.language.nabla", "constant.language"],
        },
      },
    ],
    colors: Object.entries(answerColors).map(([id, { text, defaults }]) => ({
      id,
      description: say(`color.${id.slice("nablascope.".length)}`, text),
      defaults,
    })),
  };
}
