import { AmsMethods } from "mathjax-full/js/input/tex/ams/AmsMethods.js";
import BaseMethods from "mathjax-full/js/input/tex/base/BaseMethods.js";
import { Configuration } from "mathjax-full/js/input/tex/Configuration.js";
import ParseMethods from "mathjax-full/js/input/tex/ParseMethods.js";
import ParseUtil from "mathjax-full/js/input/tex/ParseUtil.js";
import { CommandMap, EnvironmentMap } from "mathjax-full/js/input/tex/SymbolMap.js";
import TexError from "mathjax-full/js/input/tex/TexError.js";
import type TexParser from "mathjax-full/js/input/tex/TexParser.js";
import type { ParseMethod } from "mathjax-full/js/input/tex/Types.js";
import "mathjax-full/js/input/tex/base/BaseConfiguration.js";
import "mathjax-full/js/input/tex/ams/AmsConfiguration.js";
import "mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js";
import "mathjax-full/js/input/tex/braket/BraketConfiguration.js";
import "mathjax-full/js/input/tex/cancel/CancelConfiguration.js";
import "mathjax-full/js/input/tex/color/ColorConfiguration.js";
import "mathjax-full/js/input/tex/mathtools/MathtoolsConfiguration.js";
import "mathjax-full/js/input/tex/mhchem/MhchemConfiguration.js";
import "mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js";
import "mathjax-full/js/input/tex/physics/PhysicsConfiguration.js";
import { limits } from "./refuse";

/**
 * MathJax's packages, and one of our own in front of them: what papers use and MathJax lacks, and harmless meanings for
 * what could reach outside. Never loaded: html, require, autoload, setoptions, unicode, bbox, textmacros.
 */
export const packages = [
  "base",
  "ams",
  "newcommand",
  "boldsymbol",
  "mathtools",
  "color",
  "cancel",
  "braket",
  "mhchem",
  "nabla",
];

/** `physics` gives new meanings to plain commands (`\div`, `\Re`), so it is asked only for what nobody else knows. */
export const packagesWithPhysics = [...packages, "physics"];

/** What one formula asked for and found: filled by the commands below, cleared before each formula. */
export interface Notebook {
  readonly unknown: Set<string>;
  slots: Readonly<Record<string, string>> | undefined;
}
export const notebook: Notebook = { unknown: new Set(), slots: undefined };

/** The colour of a command that nobody knows; readable on light and on dark. */
const unknownColor = "#e5534b";

function showUnknown(parser: TexParser, name: string): void {
  notebook.unknown.add(name);
  const text = parser.create("text", `\\${name}`);
  parser.Push(parser.create("node", "mtext", [], { mathcolor: unknownColor }, text));
}

/** Replaces `*{N}{…}` in a column specification; `refuse` has bounded N. */
function expandRepeats(columns: string): string {
  for (let round = 0; round < 4; round++) {
    const next = columns.replace(/\*\s*(?:\{\s*(\d+)\s*\}|(\d))\s*\{([^{}]*)\}/g, (_all, n, digit, what: string) =>
      what.repeat(Math.min(Number(n ?? digit), limits.repeat)),
    );
    if (next === columns || next.length > 512) return next.slice(0, 512);
    columns = next;
  }
  return columns;
}

const reaching = /^(href|class|id|style)$/i;

const methods = {
  Macro: BaseMethods.Macro,
  Tag(parser: TexParser, name: string) {
    const star = parser.GetStar();
    const tag = ParseUtil.trimSpaces(parser.GetArgument(name));
    parser.string = `\\qquad\\text{${star ? tag : `(${tag})`}}${parser.string.slice(parser.i)}`;
    parser.i = 0;
  },
  Skip(parser: TexParser, name: string) {
    parser.GetBrackets(name);
    parser.GetArgument(name);
  },
  Token(parser: TexParser, name: string) {
    const start = parser.i;
    parser.GetArgument(name);
    const attributes = parser.GetBrackets(name, "");
    for (const [, key] of attributes.matchAll(/([A-Za-z]+)\s*=/g)) {
      if (reaching.test(key)) throw new TexError("Unsafe", "%1 is not allowed here", key);
    }
    parser.i = start;
    BaseMethods.MmlToken(parser, name);
  },
  Slot(parser: TexParser, name: string) {
    const slot = parser.GetArgument(name);
    const sample = notebook.slots && Object.hasOwn(notebook.slots, slot) ? notebook.slots[slot] : undefined;
    if (sample === undefined) {
      showUnknown(parser, "slot");
      return;
    }
    const text = parser.create("text", sample);
    parser.Push(parser.create("node", "mtext", [], { "data-slot": slot }, text));
  },
};

new CommandMap(
  "nabla-macros",
  {
    tag: "Tag",
    label: "Skip",
    mmlToken: "Token",
    slot: "Slot",
    ref: ["Macro", "\\text{#1}", 1],
    cref: ["Macro", "\\text{#1}", 1],
    Cref: ["Macro", "\\text{#1}", 1],
    autoref: ["Macro", "\\text{#1}", 1],
    eqref: ["Macro", "\\text{(#1)}", 1],
    href: ["Macro", "{#2}", 2],
    class: ["Macro", "{#2}", 2],
    cssId: ["Macro", "{#2}", 2],
    style: ["Macro", "{#2}", 2],
    htmlClass: ["Macro", "{#2}", 2],
    htmlData: ["Macro", "{#2}", 2],
    htmlId: ["Macro", "{#2}", 2],
    htmlStyle: ["Macro", "{#2}", 2],
    bm: ["Macro", "\\boldsymbol{#1}", 1],
    mathbbm: ["Macro", "\\mathbb{#1}", 1],
    mathds: ["Macro", "\\mathbb{#1}", 1],
    pmb: ["Macro", "\\boldsymbol{#1}", 1],
    argmin: ["Macro", "\\operatorname*{arg\\,min}"],
    argmax: ["Macro", "\\operatorname*{arg\\,max}"],
    ensuremath: ["Macro", "{#1}", 1],
    nicefrac: ["Macro", "{}^{#1}\\!/_{#2}", 2],
    intertext: ["Macro", "\\text{#1}\\\\", 1],
    shortintertext: ["Macro", "\\text{#1}\\\\", 1],
    xspace: ["Macro", ""],
    protect: ["Macro", ""],
    allowbreak: ["Macro", ""],
    displaybreak: ["Macro", ""],
    IEEEyesnumber: ["Macro", ""],
    IEEEnonumber: ["Macro", ""],
    degree: ["Macro", "^{\\circ}"],
    coloneq: ["Macro", "\\mathrel{:=}"],
  },
  methods as unknown as Record<string, ParseMethod>,
);

const environments = {
  Equation: BaseMethods.Equation,
  EqnArray: AmsMethods.EqnArray,
  AmsEqnArray: AmsMethods.AmsEqnArray,
  Columns(parser: TexParser, begin: unknown, ...rest: unknown[]) {
    expandPreamble(parser);
    return BaseMethods.AlignedArray(parser, begin as never, ...(rest as []));
  },
  Ieee(parser: TexParser, begin: unknown) {
    expandPreamble(parser);
    const columns = (parser.GetArgument("\\begin{IEEEeqnarray}").match(/[lrcLRC]/g) ?? ["l"]).join("").toLowerCase();
    return AmsMethods.EqnArray(parser, begin as never, false, true, columns, ParseUtil.cols(0.28, 0.28), ".5em");
  },
};

function expandPreamble(parser: TexParser): void {
  const name = "\\begin{array}";
  const placed = parser.GetBrackets(name, "");
  const columns = expandRepeats(parser.GetArgument(name));
  parser.string = `${placed ? `[${placed}]` : ""}{${columns}}${parser.string.slice(parser.i)}`;
  parser.i = 0;
}

new EnvironmentMap(
  "nabla-environments",
  ParseMethods.environment as unknown as ParseMethod,
  {
    math: ["Equation", null, false],
    displaymath: ["Equation", null, false],
    dmath: ["Equation", null, false],
    "dmath*": ["Equation", null, false],
    subequations: ["Equation", null, false],
    dgroup: ["EqnArray", null, false, true, "c"],
    "dgroup*": ["EqnArray", null, false, true, "c"],
    flalign: ["EqnArray", null, false, true, "rl", ParseUtil.cols(0, 2)],
    "flalign*": ["EqnArray", null, false, true, "rl", ParseUtil.cols(0, 2)],
    IEEEeqnarray: ["Ieee", null],
    "IEEEeqnarray*": ["Ieee", null],
    array: ["Columns"],
    tabular: ["Columns"],
  },
  environments as unknown as Record<string, ParseMethod>,
);

Configuration.create("nabla", {
  handler: { macro: ["nabla-macros"], environment: ["nabla-environments"] },
  fallback: { macro: showUnknown as unknown as ParseMethod },
  priority: 3,
});
