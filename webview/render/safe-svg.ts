/**
 * SVG text from the typesetter becomes elements one by one, through a list of what a formula needs: no link, script,
 * style, event or reference to anything outside the picture gets through, whatever the text says.
 */

export interface SafeNode {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (SafeNode | string)[];
}

const elements = new Set([
  "svg",
  "g",
  "path",
  "rect",
  "line",
  "use",
  "defs",
  "text",
  "title",
  "tspan",
  "polygon",
  "polyline",
]);
const attributes = new Set([
  "viewBox",
  "width",
  "height",
  "x",
  "y",
  "x1",
  "y1",
  "x2",
  "y2",
  "dx",
  "dy",
  "d",
  "points",
  "transform",
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
  "font-size",
  "font-family",
  "font-style",
  "font-weight",
  "text-anchor",
  "textLength",
  "lengthAdjust",
  "id",
  "role",
  "aria-label",
  "aria-hidden",
  "focusable",
  "preserveAspectRatio",
  "data-slot",
  "data-mml-node",
  "data-c",
  "xml:space",
]);
const localReference = /^#[\w-]{1,80}$/;
const mostNodes = 20_000;
const mostDepth = 200;

const tag = /<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>|[^<]+/y;
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The checked tree of one `<svg>`, or nothing when the text is not well-formed or too large. What is not listed is left out. */
export function readSvg(text: string): SafeNode | undefined {
  interface Open {
    readonly name: string;
    readonly node: { attributes: (readonly [string, string])[]; children: (SafeNode | string)[] } | undefined;
  }
  const top: (SafeNode | string)[] = [];
  const stack: Open[] = [];
  let count = 0;
  tag.lastIndex = 0;
  while (tag.lastIndex < text.length) {
    const match = tag.exec(text);
    if (match === null || ++count > mostNodes || stack.length > mostDepth) return undefined;
    const [whole, slash, name, rest, empty] = match;
    const inner = stack.at(-1);
    const hidden = stack.some((open) => open.node === undefined);
    if (name === undefined) {
      if (!whole.startsWith("<!--") && inner?.node !== undefined && !hidden && isTextHolder(inner.name)) {
        inner.node.children.push(decode(whole));
      }
    } else if (slash === "/") {
      if (stack.pop()?.name !== name) return undefined;
    } else {
      const isKept = elements.has(name) && !hidden && (stack.length > 0 || name === "svg");
      const node = isKept
        ? { name, attributes: readAttributes(rest, name), children: [] as (SafeNode | string)[] }
        : undefined;
      if (node !== undefined) (inner?.node?.children ?? top).push(node);
      if (empty !== "/") stack.push({ name, node });
    }
  }
  const [root] = top;
  return stack.length === 0 && top.length === 1 && typeof root === "object" ? root : undefined;
}

const isTextHolder = (name: string): boolean => name === "text" || name === "tspan" || name === "title";

function readAttributes(text: string, element: string): (readonly [string, string])[] {
  const kept: (readonly [string, string])[] = [];
  for (const [, name, double, single] of text.matchAll(attribute)) {
    const value = decode(double ?? single ?? "");
    if (name === "href" || name === "xlink:href") {
      if (element === "use" && localReference.test(value)) kept.push(["href", value]);
    } else if (attributes.has(name) && !/url\s*\(|javascript:|expression/i.test(value)) kept.push([name, value]);
  }
  return kept;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hexa, decimal, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = hexa === undefined ? Number(decimal) : Number.parseInt(hexa, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}

/** Elements for a checked tree. Ids get a prefix, so that two formulas of one page don't share glyphs by mistake. */
export function buildSvg(node: SafeNode, prefix: string): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", node.name);
  for (const [name, value] of node.attributes) {
    if (name === "id") element.setAttribute("id", prefix + value);
    else if (name === "href") element.setAttribute("href", `#${prefix}${value.slice(1)}`);
    else element.setAttribute(name, value);
  }
  for (const child of node.children) element.append(typeof child === "string" ? child : buildSvg(child, prefix));
  return element;
}
