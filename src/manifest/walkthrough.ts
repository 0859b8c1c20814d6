import type { Text } from "../words/text";

/** What the catalogue knows of the demos, as far as the manifest needs it, by id. */
export type DemoRows = Readonly<Record<string, { readonly title: Text }>>;

type Say = (key: string, text: Text) => string;

interface Step {
  readonly id: string;
  readonly title: Text;
  readonly description: Text;
  /** A picture in `media/walkthrough`, drawn for both kinds of theme. */
  readonly picture: string;
  readonly alt: Text;
  readonly done: readonly string[];
}

const steps: readonly Step[] = [
  {
    id: "write",
    title: { en: "Write a formula, read the answer", zh: "写下公式，读取答案" },
    description: {
      en: "Define a function as on paper and ask for its gradient. The answer stands at the end of the line while you type.\n[New Nabla file](command:nablascope.newFile)\nOr read the tour of the language.\n[Open the tour](command:nablascope.openTour)",
      zh: "像在纸上一样定义函数并求其梯度。输入时，答案就显示在行末。\n[新建 Nabla 文件](command:nablascope.newFile)\n也可以先阅读语言导览。\n[打开导览](command:nablascope.openTour)",
    },
    picture: "answers.svg",
    alt: { en: "A function, its gradient, and the answers at the line ends", zh: "函数、它的梯度，以及行末的答案" },
    done: ["onCommand:nablascope.newFile", "onCommand:nablascope.openTour"],
  },
  {
    id: "panel",
    title: { en: "See the picture of a line", zh: "查看一行公式的图形" },
    description: {
      en: "The panel follows the cursor: contours, arrows of the gradient, eigenvectors, the path of an optimiser. Drag a point, and write the number back to the file.\n[Show the panel](command:nablascope.openPanel)",
      zh: "面板跟随光标：等高线、梯度箭头、特征向量、优化算法的路径。拖动一个点，即可把数值写回文件。\n[显示面板](command:nablascope.openPanel)",
    },
    picture: "panel.svg",
    alt: { en: "Level lines of a quadratic with the path of gradient descent", zh: "二次函数的等高线与梯度下降的路径" },
    done: ["onCommand:nablascope.openPanel", "onView:nablascope.panel"],
  },
  {
    id: "hover",
    title: { en: "Hover a formula anywhere", zh: "在任意文件中悬停公式" },
    description: {
      en: "Formulas in Markdown, LaTeX and the comments of code are typeset under the pointer. The links below them copy LaTeX or SVG, and open the formula in the panel.",
      zh: "Markdown、LaTeX 以及代码注释中的公式，在指针下即时排版。下方的链接可复制 LaTeX 或 SVG，或在面板中打开公式。",
    },
    picture: "hover.svg",
    alt: { en: "A formula in a comment, typeset in a hover", zh: "注释中的公式在悬停时排版显示" },
    done: ["onSettingChanged:nablascope.hover.formulas", "onCommand:nablascope.copyLatex"],
  },
  {
    id: "demos",
    title: { en: "Play with a demo", zh: "试玩演示" },
    description: {
      en: "Real algorithms, step by step, forwards and backwards, with the formula beside the picture and a check that proves the numbers.\n[Open a demo](command:nablascope.openDemo)",
      zh: "真实的算法，可逐步前进与后退；公式在图旁，校验证明屏幕上的数值。\n[打开演示](command:nablascope.openDemo)",
    },
    picture: "demo.svg",
    alt: { en: "A bowl, a valley and a saddle", zh: "碗、谷与鞍" },
    done: ["onCommand:nablascope.openDemo"],
  },
];

/** The welcome page of the extension. */
export function walkthrough(say: Say, demos: DemoRows): Record<string, unknown> {
  return {
    id: "start",
    title: say("walkthrough.title", { en: "Start with Nablascope", zh: "开始使用 Nablascope" }),
    description: say("walkthrough.description", {
      en: "Mathematics beside your code, in four steps.",
      zh: "四步上手：让数学与代码并列。",
    }),
    steps: steps.map(({ id, title, description, picture, alt, done }) => ({
      id,
      title: say(`walkthrough.${id}.title`, title),
      description: say(`walkthrough.${id}.description`, description),
      media: { svg: `media/walkthrough/${picture}`, altText: say(`walkthrough.${id}.alt`, alt) },
      completionEvents: [
        ...done,
        ...(id === "demos" ? Object.keys(demos).map((demo) => `onCommand:nablascope.demo.${demo}`) : []),
      ],
    })),
  };
}
