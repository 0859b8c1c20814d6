import type { Text } from "../words/text";

type Say = (key: string, text: Text) => string;

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
    "markdown.markdownItPlugins": true,
    "markdown.previewStyles": ["./media/preview.css"],
    configurationDefaults: {
      "[nabla]": {
        "editor.unicodeHighlight.ambiguousCharacters": false,
        "editor.unicodeHighlight.nonBasicASCII": false,
        "editor.unicodeHighlight.invisibleCharacters": true,
        "editor.wordBasedSuggestions": "off",
        "editor.semanticHighlighting.enabled": true,
        "editor.quickSuggestions": { other: "on", comments: "off", strings: "off" },
        "editor.suggest.insertMode": "replace",
        "editor.acceptSuggestionOnEnter": "smart",
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
  };
}
