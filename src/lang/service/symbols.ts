import type { DocumentStatement, SyntaxDocument } from "../syntax/document";
import type { NameNode, Span } from "../syntax/tree";

/** An entry of the outline. `from`/`to` cover the whole, `nameFrom`/`nameTo` what is shown as its name. */
export interface OutlineSymbol extends Span {
  readonly name: string;
  /** What stands behind the name in the outline: a sort, or the parameters. */
  readonly detail: string;
  readonly kind: "section" | "function" | "value" | "declaration" | "data";
  readonly nameFrom: number;
  readonly nameTo: number;
  readonly children: OutlineSymbol[];
}

/** Sections with the definitions and declarations in them, in the order of the text. */
export function symbolsOf(document: SyntaxDocument): OutlineSymbol[] {
  const top: OutlineSymbol[] = [];
  const ends = sectionEnds(document);
  let section: OutlineSymbol | undefined;
  for (const statement of document.statements) {
    const { tree } = statement;
    if (tree.kind === "section") {
      section = sectionSymbol(statement, ends.get(statement.from) ?? statement.to);
      top.push(section);
    } else for (const symbol of definitionsIn(statement)) (section?.children ?? top).push(symbol);
  }
  return top;
}

/** Where each section ends, by where it begins. */
function sectionEnds({ statements, text }: SyntaxDocument): Map<number, number> {
  const ends = new Map<number, number>();
  let end = text.length;
  for (let i = statements.length - 1; i >= 0; i--) {
    if (statements[i].tree.kind !== "section") continue;
    ends.set(statements[i].from, end);
    end = statements[i].from;
  }
  return ends;
}

function sectionSymbol({ from, source }: DocumentStatement, to: number): OutlineSymbol {
  const title = source.replace(/^[\s#＃\ufeff]+/, "");
  const nameFrom = from + source.length - title.length;
  const name = title.trim();
  return {
    name: name || "##",
    detail: "",
    kind: "section",
    from,
    to,
    nameFrom,
    nameTo: nameFrom + name.length,
    children: [],
  };
}

function definitionsIn({ from, source, tree }: DocumentStatement): OutlineSymbol[] {
  const end = from + source.trimEnd().length;
  const symbol = (name: NameNode, kind: OutlineSymbol["kind"], detail: string): OutlineSymbol => ({
    name: name.text,
    detail,
    kind,
    from: from + name.from,
    to: end,
    nameFrom: from + name.from,
    nameTo: from + name.to,
    children: [],
  });
  if (tree.kind === "define") {
    const params = tree.params?.map(({ text }) => text);
    return [symbol(tree.name, params ? "function" : "value", params ? `(${params.join(", ")})` : "")];
  }
  if (tree.kind === "declare") {
    const detail = tree.sort ? source.slice(tree.sort.from, tree.sort.to) : "";
    return tree.names.map((name) => symbol(name, "declaration", detail));
  }
  if (tree.kind !== "load") return [];
  const names = tree.name ? [tree.name] : tree.columns;
  const detail = tree.path.kind === "string" ? tree.path.value : "";
  return names.map((name) => symbol(name, "data", detail));
}
