import type { LiteElement, LiteNode } from "mathjax-full/js/adaptors/lite/Element.js";

/**
 * MathJax's tree → SVG text. Only what is listed here gets out, whatever the formula asked for: no link, script, style,
 * class, event or address. Empty groups, names of MathML nodes and long ids are dropped, which halves the size.
 */

const allowed: Readonly<Record<string, readonly string[]>> = {
  g: ["transform", "fill", "stroke", "stroke-width"],
  defs: [],
  path: ["id", "d", "transform", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"],
  use: ["transform"],
  rect: ["x", "y", "width", "height", "rx", "ry", "transform", "fill", "stroke", "stroke-width", "stroke-dasharray"],
  line: ["x1", "y1", "x2", "y2", "transform", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap"],
  ellipse: ["cx", "cy", "rx", "ry", "transform", "fill", "stroke", "stroke-width"],
  polygon: ["points", "transform", "fill", "stroke", "stroke-width"],
  polyline: ["points", "transform", "fill", "stroke", "stroke-width"],
  text: ["transform", "font-size", "font-family", "font-style", "font-weight", "fill", "stroke"],
  svg: ["x", "y", "width", "height", "viewBox", "overflow"],
};

/** Names, hex digits, and the functions that only name a colour. `url(…)` is not among them. */
const plainColor = /^(?:#[0-9a-f]{3,8}|[a-z]+|(?:rgb|rgba|hsl|hsla)\([0-9.,%\s/+-]+\)|var\(--[a-z0-9-]+\))$/i;

export function isPlainColor(color: string): boolean {
  return color.length <= 64 && plainColor.test(color);
}

export interface Painted {
  readonly body: string;
  /** Paths of glyphs, with their short ids. */
  readonly defs: string;
}

/** @param idPrefix keeps the ids of several formulas on one page apart */
export function paint(root: LiteElement, idPrefix: string): Painted {
  const glyphs: Glyphs = { prefix: idPrefix, paths: new Map(), ids: new Map() };
  const out: string[] = [];
  for (const child of root.children) {
    if (isElement(child) && child.kind === "defs") collectPaths(child, glyphs);
    else write(child, glyphs, out);
  }
  let defs = "";
  for (const [id, short] of glyphs.ids) defs += `<path id="${short}" d="${escapeXml(glyphs.paths.get(id) ?? "")}"/>`;
  return { body: out.join(""), defs: defs && `<defs>${defs}</defs>` };
}

interface Glyphs {
  readonly prefix: string;
  readonly paths: Map<string, string>;
  /** MathJax's id → ours, for the paths that are drawn. */
  readonly ids: Map<string, string>;
}

function isElement(node: LiteNode): node is LiteElement {
  return "attributes" in node;
}

function collectPaths(node: LiteElement, glyphs: Glyphs): void {
  for (const path of node.children) {
    if (!isElement(path) || path.kind !== "path") continue;
    glyphs.paths.set(`#${String(path.attributes["id"])}`, String(path.attributes["d"] ?? ""));
  }
}

function write(node: LiteNode, glyphs: Glyphs, out: string[]): void {
  if (!isElement(node)) {
    if ("value" in node) out.push(escapeXml(String(node.value)));
    return;
  }
  if (node.kind === "a") {
    for (const child of node.children) write(child, glyphs, out);
    return;
  }
  const names = allowed[node.kind];
  if (!names) return;
  if (node.kind === "g" && node.attributes["data-slot"] !== undefined) {
    out.push(slot(node));
    return;
  }
  const attributes = attributesOf(node, names, glyphs);
  if (node.kind === "g") {
    const at = out.length;
    for (const child of node.children) write(child, glyphs, out);
    if (attributes === "" || out.length === at) return;
    out[at] = `<g${attributes}>${out[at]}`;
    out.push("</g>");
    return;
  }
  if (node.children.length === 0) {
    out.push(`<${node.kind}${attributes}/>`);
    return;
  }
  out.push(`<${node.kind}${attributes}>`);
  for (const child of node.children) write(child, glyphs, out);
  out.push(`</${node.kind}>`);
}

function attributesOf(node: LiteElement, names: readonly string[], glyphs: Glyphs): string {
  let text = "";
  const given = node.attributes;
  if (node.kind === "use") {
    const id = String(given["xlink:href"] ?? given["href"]);
    if (glyphs.paths.has(id)) {
      let short = glyphs.ids.get(id);
      if (short === undefined) {
        short = `${glyphs.prefix}${glyphs.ids.size.toString(36)}`;
        glyphs.ids.set(id, short);
      }
      text += ` href="#${short}"`;
    }
  }
  for (const name of names) {
    const value = given[name];
    if (value === undefined || name === "id") continue;
    const plain = String(value);
    if ((name === "fill" || name === "stroke") && !isPlainColor(plain)) continue;
    text += ` ${name}="${escapeXml(plain)}"`;
  }
  return text + styleSheet(node);
}

/** MathJax leaves the strokes of tables and enclosures to its style sheet; here they are said in place. */
function styleSheet(node: LiteElement): string {
  const given = node.attributes;
  const isRule = given["data-line"] !== undefined || given["data-frame"] !== undefined;
  let text = isRule ? ' stroke-width="70" fill="none"' : "";
  const kind = String(given["class"] ?? "");
  if (kind.includes("mjx-dashed")) text += ' stroke-dasharray="140"';
  if (kind.includes("mjx-dotted")) text += ' stroke-dasharray="0,140" stroke-linecap="round"';
  if (given["data-bgcolor"] !== undefined) text += ' stroke="none"';
  const width = /stroke-width:\s*([\d.]+)/.exec(String(given["style"] ?? ""));
  if (width && given["stroke-width"] === undefined && !isRule) text += ` stroke-width="${width[1]}"`;
  return text;
}

/** The placeholder of a live number: as wide as its sample, whose last glyph's place tells the width. */
function slot(node: LiteElement): string {
  let last = 0;
  let sample = "";
  const visit = (child: LiteNode) => {
    if (!isElement(child)) return;
    const x = /translate\(([-\d.]+)/.exec(String(child.attributes["transform"] ?? ""));
    if (x) last = Math.max(last, Number(x[1]));
    const c = child.attributes["data-c"];
    if (c !== undefined) sample += String.fromCodePoint(Number.parseInt(String(c), 16));
    child.children.forEach(visit);
  };
  node.children.forEach(visit);
  const width = Math.round(last + 500);
  const transform = node.attributes["transform"];
  const place = transform === undefined ? "" : ` transform="${escapeXml(String(transform))}"`;
  const name = escapeXml(String(node.attributes["data-slot"]));
  return `<g data-slot="${name}" data-width="${width}"${place}><text transform="scale(1,-1)" x="${width / 2}" text-anchor="middle" font-size="1000" stroke="none">${escapeXml(sample)}</text></g>`;
}

/** Also drops what XML cannot hold: control characters and lone surrogates, which would make the whole image unreadable. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']|[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, (c) => entities[c] ?? "\ufffd");
}
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
