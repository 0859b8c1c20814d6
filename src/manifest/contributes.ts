import type { Locale, Text } from "../words/text";
import { colorId, colors } from "./colors";
import { type CommandRow, commandId, commands } from "./commands";
import { languageParts } from "./language";
import { type SettingRow, settings } from "./settings";
import { type DemoRows, walkthrough } from "./walkthrough";

/** The parts of `package.json` that come from tables, and the sentences they name as `%key%`. */
export interface Manifest {
  readonly contributes: Readonly<Record<string, unknown>>;
  readonly activationEvents: readonly string[];
  readonly sentences: Readonly<Record<Locale, Readonly<Record<string, string>>>>;
}

/** The manifest for these demos: `package.json` and the two `package.nls` files are held equal to it. */
export function manifestFor(demos: DemoRows): Manifest {
  const en: Record<string, string> = {};
  const zh: Record<string, string> = {};
  const say = (key: string, text: Text): string => {
    en[key] = text.en;
    zh[key] = text.zh;
    return `%${key}%`;
  };
  say("description", {
    en: "Write the formula as on paper: value, gradient, Hessian, definiteness and minimiser stand at the end of the line while you type. Formulas are typeset on hover, pictures follow the cursor, and demos run real algorithms step by step.",
    zh: "像在纸上一样书写公式：函数值、梯度、Hessian 矩阵、正定性与极小点随输入显示在行末。悬停即可看到排版后的公式，图形跟随光标，演示逐步运行真实的算法。",
  });
  const category = say("category", { en: "Nablascope", zh: "Nablascope" });
  const rows = Object.entries<CommandRow>(commands);
  return {
    activationEvents,
    sentences: { en, zh },
    contributes: {
      ...languageParts(say),
      commands: [
        ...rows.map(([name, row]) => ({
          command: commandId(name as keyof typeof commands),
          title: say(`command.${name}`, row.title),
          category,
          ...(row.icon === undefined ? {} : { icon: row.icon }),
          ...(row.enablement === undefined ? {} : { enablement: row.enablement }),
        })),
        ...Object.entries(demos).map(([id, { title }]) => ({
          command: demoCommandId(id),
          title: say(`demo.${id}`, { en: `Demo: ${title.en}`, zh: `演示：${title.zh}` }),
          category,
        })),
      ],
      menus: menusOf(rows),
      keybindings: rows.flatMap(([name, { keys }]) =>
        keys === undefined ? [] : [{ command: `nablascope.${name}`, ...keys }],
      ),
      configuration: {
        title: "Nablascope",
        properties: Object.fromEntries(
          Object.entries<SettingRow>(settings).map(([name, row], order) => [
            `nablascope.${name}`,
            propertyOf(name, row, order, say),
          ]),
        ),
      },
      colors: Object.entries(colors).map(([name, { description, ...defaults }]) => ({
        id: colorId(name as keyof typeof colors),
        description: say(`color.${name}`, description),
        defaults,
      })),
      viewsContainers: {
        activitybar: [{ id: "nablascope", title: "Nablascope", icon: "media/view.svg" }],
      },
      views: {
        nablascope: [
          {
            id: "nablascope.panel",
            type: "webview",
            name: say("view.panel", { en: "Picture", zh: "图形" }),
            icon: "media/view.svg",
            contextualTitle: "Nablascope",
          },
        ],
      },
      walkthroughs: [walkthrough(say, demos)],
    },
  };
}

export function demoCommandId(demo: string): string {
  return `nablascope.demo.${demo}`;
}

/** Languages whose formulas are typeset on hover. */
export const formulaLanguages = [
  "markdown",
  "latex",
  "tex",
  "python",
  "quarto",
  "rmd",
  "r",
  "julia",
  "matlab",
  "c",
  "cpp",
  "cuda-cpp",
  "rust",
  "go",
  "java",
  "javascript",
  "javascriptreact",
  "typescript",
  "typescriptreact",
  "csharp",
  "fsharp",
  "haskell",
  "lean",
  "lean4",
  "fortran",
  "FortranFreeForm",
  "restructuredtext",
] as const;

/** Commands, views and languages that we contribute start the extension by themselves; only these have to be named. */
const activationEvents: readonly string[] = [
  ...formulaLanguages.map((language) => `onLanguage:${language}`),
  "onWebviewPanel:nablascope.demo",
];

function menusOf(rows: readonly (readonly [string, CommandRow])[]): Record<string, unknown[]> {
  const menus: Record<string, unknown[]> = {};
  for (const [name, row] of rows) {
    for (const { menu, when, group } of row.places ?? []) {
      menus[menu] ??= [];
      menus[menu].push({ command: `nablascope.${name}`, when, group });
    }
    if (row.enablement !== undefined) {
      menus.commandPalette ??= [];
      menus.commandPalette.push({ command: `nablascope.${name}`, when: row.enablement });
    }
  }
  return menus;
}

function propertyOf(
  name: string,
  row: SettingRow,
  order: number,
  say: (key: string, text: Text) => string,
): Record<string, unknown> {
  const key = `setting.${name}`;
  const base = {
    order,
    scope: row.perLanguage === true ? "language-overridable" : "window",
    description: say(key, row.description),
    default: row.default,
  };
  switch (row.type) {
    case "choice": {
      const options = Object.keys(row.options);
      return {
        type: "string",
        enum: options,
        enumDescriptions: options.map((option) => say(`${key}.${option}`, row.options[option])),
        ...base,
      };
    }
    case "switch":
      return { type: "boolean", ...base };
    case "count":
      return { type: "integer", minimum: row.min, maximum: row.max, ...base };
    case "words":
      return { type: "array", items: { type: "string" }, uniqueItems: true, ...base };
  }
}
