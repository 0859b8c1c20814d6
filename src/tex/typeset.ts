import type { LiteElement } from "mathjax-full/js/adaptors/lite/Element.js";
import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import type { MathDocument } from "mathjax-full/js/core/MathDocument.js";
import type { MmlNode } from "mathjax-full/js/core/MmlTree/MmlNode.js";
import { HTMLDocument } from "mathjax-full/js/handlers/html/HTMLDocument.js";
import TexError from "mathjax-full/js/input/tex/TexError.js";
import type TexParser from "mathjax-full/js/input/tex/TexParser.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import type { Text } from "../words/text";
import { altText } from "./alt";
import { notebook, packages, packagesWithPhysics } from "./packages";
import { isPlainColor, paint } from "./paint";
import { refuse } from "./refuse";
import { maxSvgBytes, type TypesetRequest, type TypesetResult } from "./request";

/** Bounds inside the typesetter, where macros have been expanded; found like those of `refuse`. */
const maxNodes = 3000;
const maxExpansions = 400;
const maxTreeDepth = 260;
/** Ems; a `\rule` or `\hspace` beyond is nobody's formula. */
const maxEm = 400;

type Node = LiteElement;
interface Engine {
  readonly tex: TeX<unknown, unknown, unknown>;
  readonly document: MathDocument<unknown, unknown, unknown>;
}

class Budget extends Error {}

const adaptor = liteAdaptor();
const page = adaptor.parse("", "text/html");
adaptor.document = page;
const engines = new Map<boolean, Engine>();
let nodes = 0;
let serial = 0;

function engineOf(physics: boolean): Engine {
  const known = engines.get(physics);
  if (known) return known;
  const tex = new TeX<unknown, unknown, unknown>({
    packages: physics ? packagesWithPhysics : packages,
    tags: "none",
    maxMacros: maxExpansions,
    maxBuffer: 4096,
    ams: { multlineWidth: "30em" },
    formatError: (_jax: unknown, error: unknown) => {
      throw error;
    },
  });
  const factory = tex.parseOptions.nodeFactory;
  const create = factory.create.bind(factory);
  factory.create = (kind: string, ...rest: unknown[]): MmlNode => {
    if (++nodes > maxNodes) throw new Budget();
    return create(kind, ...rest);
  };
  const output = new SVG<unknown, unknown, unknown>({ fontCache: "local", internalSpeechTitles: false });
  // MathJax draws `\left\|w\right\|` with the sign of parallel lines, lower and wider than a norm's bars.
  Object.assign(output.font.getDelimiter(0x2016), { sizes: [1], schar: [0x2225], variants: [0] });
  const document = new HTMLDocument(page as never, adaptor as never, {
    InputJax: tex,
    OutputJax: output,
  }) as unknown as MathDocument<unknown, unknown, unknown>;
  const engine = { tex, document };
  engines.set(physics, engine);
  return engine;
}

/** Loads fonts and code with a formula that touches the common paths. */
export function warmUp(): void {
  typeset({
    tex: "\\sum_{i=1}^{n}\\frac{x_i^2}{\\sqrt{2}}\\begin{bmatrix}a&b\\\\c&d\\end{bmatrix}",
    display: true,
    color: "#000",
    fontPx: 16,
  });
}

/** TeX → SVG, within limits; never throws. @cost at most about 150 ms */
export function typeset(given: TypesetRequest): TypesetResult {
  const request = { ...given, tex: readable(given.tex) };
  const reason = refuse(request.tex, request.macros);
  if (reason) return { kind: "refused", reason };
  const macros = request.macros ?? [];
  const dropped: Text[] = [];
  const kept = macros.filter((macro) => {
    const fault = attempt(() => define(engineOf(false), [macro]));
    if (fault) dropped.push(leftOut(macro, fault.message));
    return !fault;
  });
  const first = render(request, kept, dropped);
  if (first.kind !== "error" || kept.length === 0) return first;
  // A definition can be well-formed and still break what uses it: look for the one without which the formula is whole.
  for (let i = 0; i < Math.min(kept.length, 12); i++) {
    const without = kept.filter((_, j) => j !== i);
    const again = render(request, without, [...dropped, leftOut(kept[i], first.message)]);
    if (again.kind === "svg") return again;
  }
  return first;
}

/** Control characters stop MathJax's reader and lone surrogates make XML unreadable; the length stays. */
function readable(tex: string): string {
  return tex.replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\u2028\u2029\ufffe\uffff]/gu, " ");
}

function leftOut(macro: string, why: Text): Text {
  const name = /\\[A-Za-z@]+\s*\*?\s*\{?\s*(\\?[A-Za-z@]+\*?|\\.)/.exec(macro)?.[1] ?? macro.slice(0, 20);
  return {
    en: `The macro ${name} was left out: ${why.en}`,
    zh: `已略去宏 ${name}：${why.zh}`,
  };
}

interface Fault {
  readonly kind: "error" | "budget";
  readonly message: Text;
  readonly at?: number;
}

function attempt(work: () => void, engine?: Engine, tex?: string): Fault | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    // MathJax catches what its node factory throws in one place and reports another fault.
    if (nodes > maxNodes) return { kind: "budget", message: tooLarge };
    if (error instanceof TexError) {
      if (error.id === "MaxMacroSub1" || error.id === "MaxMacroSub2" || error.id === "MaxBufferSize") {
        return { kind: "budget", message: tooMuchExpansion };
      }
      const at = engine && tex !== undefined ? placeOf(engine, tex) : undefined;
      const text = error.message.replace(/\s+/g, " ").slice(0, 300);
      return { kind: "error", message: faultText(error.id, text), ...(at === undefined ? {} : { at }) };
    }
    if (error instanceof Budget) return { kind: "budget", message: tooLarge };
    if (error instanceof RangeError) return { kind: "budget", message: tooDeep };
    const text = error instanceof Error ? error.message.slice(0, 200) : "";
    return { kind: "error", message: { en: `It cannot be typeset. ${text}`.trim(), zh: `无法排版。${text}` } };
  }
}

/** Macros replace the text before the parser's place only, so what is left to read is a suffix of the source. */
function placeOf(engine: Engine, tex: string): number | undefined {
  const parsers = (engine.tex.parseOptions as unknown as { parsers: TexParser[] }).parsers;
  const outer = parsers[parsers.length - 1];
  if (!outer) return undefined;
  return Math.max(0, Math.min(tex.length, tex.length - (outer.string.length - outer.i)));
}

function compile(engine: Engine, tex: string, display: boolean) {
  const { document } = engine;
  const Item = document.options["MathItem"];
  const item = new Item(tex, document.inputJax[0], display);
  item.setMetrics(16, 8, 1280, 100_000, 1);
  item.start.node = adaptor.body(page);
  item.compile(document);
  return item;
}

function forget(engine: Engine): void {
  const handlers = engine.tex.parseOptions.handlers;
  for (const name of ["new-Command", "new-Environment", "new-Delimiter", "mathtools-paired-delims"]) {
    (handlers.retrieve(name) as unknown as { map?: Map<string, unknown> } | null)?.map?.clear();
  }
  const color = engine.tex.parseOptions.packageData.get("color") as
    | { model?: { userColors?: Map<string, string> } }
    | undefined;
  color?.model?.userColors?.clear();
}

function define(engine: Engine, macros: readonly string[]): void {
  forget(engine);
  for (const macro of macros) {
    nodes = 0;
    compile(engine, macro, false);
  }
}

function render(request: TypesetRequest, macros: readonly string[], warnings: readonly Text[]): TypesetResult {
  const plain = renderWith(engineOf(false), request, macros, warnings);
  const wantsPhysics = plain.kind === "svg" && [...notebook.unknown].some((name) => knowsPhysics(name));
  if (!wantsPhysics) return plain;
  const rich = renderWith(engineOf(true), request, macros, warnings);
  return rich.kind === "svg" ? rich : plain;
}

function knowsPhysics(name: string): boolean {
  return engineOf(true).tex.parseOptions.handlers.get("macro").contains(name);
}

function renderWith(
  engine: Engine,
  request: TypesetRequest,
  macros: readonly string[],
  warnings: readonly Text[],
): TypesetResult {
  let result: TypesetResult = { kind: "refused", reason: tooLarge };
  const fault = attempt(
    () => {
      define(engine, macros);
      nodes = 0;
      notebook.unknown.clear();
      notebook.slots = request.slots;
      const item = compile(engine, request.tex, request.display);
      if (treeDepth(item.root) > maxTreeDepth) throw new RangeError("tree too deep");
      item.typeset(engine.document);
      result = finish(item.typesetRoot as Node, request, warnings);
    },
    engine,
    request.tex,
  );
  if (!fault) return result;
  if (fault.kind === "budget") return { kind: "refused", reason: fault.message };
  return { kind: "error", message: fault.message, ...(fault.at === undefined ? {} : { at: fault.at }) };
}

function treeDepth(node: MmlNode, depth = 0): number {
  if (depth > maxTreeDepth || !node.childNodes) return depth;
  let deepest = depth;
  for (const child of node.childNodes as MmlNode[]) {
    if (child) deepest = Math.max(deepest, treeDepth(child, depth + 1));
  }
  return deepest;
}

function finish(container: Node, request: TypesetRequest, warnings: readonly Text[]): TypesetResult {
  const svg = container.children[0] as Node;
  const box = String(svg.attributes["viewBox"] ?? "")
    .split(" ")
    .map(Number);
  if (box.length !== 4 || !box.every(Number.isFinite)) return { kind: "refused", reason: tooLarge };
  const [, top, width, height] = box;
  if (width > maxEm * 1000 || height > maxEm * 1000) return { kind: "refused", reason: tooLarge };
  const color = isPlainColor(request.color) ? request.color : "currentColor";
  const { body, defs } = paint(svg, `f${(serial++ % 46656).toString(36)}-`);
  const px = (units: number) => Math.round((units / 1000) * request.fontPx * 100) / 100;
  const ink = color === "currentColor" ? body : body.replaceAll('"currentColor"', `"${color}"`);
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${px(height)}" viewBox="${box.join(" ")}" role="img">${defs}${ink}</svg>`;
  if (utf8Length(text) > (request.maxBytes ?? maxSvgBytes))
    return { kind: "refused", reason: tooLongForHover, panel: true };
  const unknown = [...notebook.unknown].map(
    (name): Text => ({ en: `Unknown command \\${name}.`, zh: `未知命令 \\${name}。` }),
  );
  return {
    kind: "svg",
    svg: text,
    widthPx: px(width),
    heightPx: px(height),
    depthPx: px(height + top),
    alt: altText(request.tex),
    warnings: [...warnings, ...unknown],
  };
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c < 0xe000 ? 2 : 3;
  }
  return bytes;
}

const tooMuchExpansion: Text = {
  en: "Its macros expand too often: one of them may call itself.",
  zh: "宏展开次数过多：可能有宏在调用自身。",
};
const tooLarge: Text = { en: "It is too large to typeset in time.", zh: "公式过大，无法及时排版。" };
const tooDeep: Text = { en: "Its groups are nested too deeply.", zh: "分组嵌套过深。" };
const tooLongForHover: Text = {
  en: "It is too large for a hover: open it in the panel.",
  zh: "公式太大，悬停窗口放不下，请在面板中打开。",
};

/** Chinese for the faults people meet daily; the others keep MathJax's sentence. */
const chinese: Readonly<Record<string, string>> = {
  ExtraOpenMissingClose: "多了左花括号，或缺少右花括号",
  ExtraCloseMissingOpen: "多了右花括号，或缺少左花括号",
  MissingCloseBrace: "缺少右花括号",
  MissingArgFor: "命令缺少参数",
  MissingOrUnrecognizedDelim: "缺少定界符，或定界符无法识别",
  ExtraLeftMissingRight: "多了 \\left，或缺少 \\right",
  ExtraRightMissingLeft: "多了 \\right，或缺少 \\left",
  MissingLeftExtraRight: "缺少 \\left，或多了 \\right",
  MissingRight: "缺少 \\right",
  MissingEndEnv: "环境没有结束",
  EnvMissingEnd: "环境缺少 \\end",
  EnvBadEnd: "\\begin 与 \\end 的环境名不一致",
  ExtraEndMissingBegin: "多了 \\end，或缺少 \\begin",
  UnknownEnv: "未知的环境",
  DoubleExponent: "重复上标：请用花括号分组",
  DoubleSubscripts: "重复下标：请用花括号分组",
  MisplacedMiddle: "\\middle 必须位于 \\left 与 \\right 之间",
  CantUseHash1: "数学模式中不能直接使用宏参数字符 #",
  Misplaced: "位置不对",
  UnknownMacro: "未定义的命令",
};

function faultText(id: string, text: string): Text {
  return { en: /[.!?]$/.test(text) ? text : `${text}.`, zh: chinese[id] ? `${chinese[id]}。` : `TeX 错误：${text}` };
}
