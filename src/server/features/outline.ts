import type {
  DocumentFormattingParams,
  DocumentLink,
  DocumentLinkParams,
  DocumentRangeFormattingParams,
  DocumentSymbol,
  DocumentSymbolParams,
  FoldingRange,
  FoldingRangeParams,
  SelectionRange,
  SelectionRangeParams,
  SymbolInformation,
  TextEdit,
  WorkspaceSymbol,
  WorkspaceSymbolParams,
} from "vscode-languageserver";
import { foldsOf } from "../../lang/service/fold";
import { formatDocument } from "../../lang/service/format";
import { selectionAround } from "../../lang/service/selection";
import { type OutlineSymbol, symbolsOf } from "../../lang/service/symbols";
import { type Core, type Settled, serving } from "../core";
import { syntaxOf } from "../documents";
import { lineEdits } from "./line-edits";
import { offsetOf, rangeBetween } from "./place";

const kinds = { section: 3, function: 12, value: 14, declaration: 13, data: 18 } as const;
const mostFound = 200;

/** What follows from the text alone: outline, folding, selection, formatting, links. */
export function registerOutline(core: Core): void {
  serving<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[]>(
    core,
    "textDocument/documentSymbol",
    [],
    async (ask, token) => {
      const settled = await core.settled(ask.textDocument.uri, token);
      if (settled === undefined) return undefined;
      const tree = symbolsOf(settled.syntax).map((symbol) => toSymbol(settled, symbol));
      return core.client().symbolTree ? tree : tree.flatMap((symbol) => flattened(settled.doc.uri, symbol));
    },
  );
  serving<WorkspaceSymbolParams, WorkspaceSymbol[]>(core, "workspace/symbol", [], async ({ query }) => {
    const wanted = String(query).toLowerCase();
    const found: WorkspaceSymbol[] = [];
    for (const doc of core.docs.values()) {
      const walk = (symbol: OutlineSymbol): void => {
        if (symbol.name.toLowerCase().includes(wanted) && found.length < mostFound) {
          const range = rangeBetween(doc, symbol.nameFrom, symbol.nameTo);
          found.push({ name: symbol.name, kind: kinds[symbol.kind], location: { uri: doc.uri, range } });
        }
        symbol.children.forEach(walk);
      };
      symbolsOf(syntaxOf(doc)).forEach(walk);
    }
    return found;
  });
  serving<FoldingRangeParams, FoldingRange[]>(core, "textDocument/foldingRange", [], async (ask, token) => {
    const settled = await core.settled(ask.textDocument.uri, token);
    return (
      settled &&
      foldsOf(settled.syntax).map(({ from, to, kind }) => ({
        startLine: settled.text.positionAt(from).line,
        endLine: settled.text.positionAt(to).line,
        ...(kind === "statement" ? {} : { kind: kind === "section" ? "region" : "comment" }),
      }))
    );
  });
  serving<SelectionRangeParams, SelectionRange[]>(core, "textDocument/selectionRange", [], async (ask, token) => {
    const settled = await core.settled(ask.textDocument.uri, token);
    return (
      settled &&
      ask.positions.map((position) => {
        const spans = selectionAround(settled.syntax, offsetOf(settled, position));
        const whole: SelectionRange = { range: rangeBetween(settled, 0, settled.syntax.text.length) };
        return spans.reduceRight<SelectionRange>(
          (parent, { from, to }) => ({ range: rangeBetween(settled, from, to), parent }),
          whole,
        );
      })
    );
  });
  serving<DocumentFormattingParams, TextEdit[]>(core, "textDocument/formatting", [], async (ask, token) => {
    const settled = await core.settled(ask.textDocument.uri, token);
    return settled && formatEdits(settled);
  });
  serving<DocumentRangeFormattingParams, TextEdit[]>(core, "textDocument/rangeFormatting", [], async (ask, token) => {
    const settled = await core.settled(ask.textDocument.uri, token);
    if (settled === undefined) return undefined;
    const from = offsetOf(settled, ask.range.start);
    const to = offsetOf(settled, ask.range.end);
    return formatEdits(settled).filter(({ range }) => {
      const start = settled.text.offsetAt(range.start);
      // A selection that ends before a line's first character holds nothing of that line.
      return settled.text.offsetAt(range.end) >= from && (start < to || (start === to && from === to));
    });
  });
  serving<DocumentLinkParams, DocumentLink[]>(core, "textDocument/documentLink", [], async (ask, token) => {
    const settled = await core.settled(ask.textDocument.uri, token);
    if (settled === undefined) return undefined;
    return settled.syntax.statements.flatMap(({ from, tree }) => {
      if (tree.kind !== "load" || tree.path.kind !== "string") return [];
      const target = besides(settled.doc.uri, tree.path.value);
      if (target === undefined) return [];
      return [{ range: rangeBetween(settled, from + tree.path.from, from + tree.path.to), target }];
    });
  });
}

function toSymbol(
  settled: Settled,
  { name, detail, kind, from, to, nameFrom, nameTo, children }: OutlineSymbol,
): DocumentSymbol {
  return {
    name: name === "" ? " " : name,
    detail,
    kind: kinds[kind],
    range: rangeBetween(settled, from, to),
    selectionRange: rangeBetween(settled, nameFrom, nameTo),
    children: children.map((child) => toSymbol(settled, child)),
  };
}

/** The symbol and those in it, one after another, for a client that knows no trees. */
function flattened(
  uri: string,
  { name, kind, range, children }: DocumentSymbol,
  containerName?: string,
): SymbolInformation[] {
  const own = { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) };
  return [own, ...(children ?? []).flatMap((child) => flattened(uri, child, name))];
}

function formatEdits(settled: Settled): TextEdit[] {
  const { text } = settled.syntax;
  return lineEdits(text, formatDocument(text)).map(({ from, to, text: newText }) => ({
    range: rangeBetween(settled, from, to),
    newText,
  }));
}

/** The address of a file named relative to the document; nothing for an absolute path, another scheme, or a document without a folder. */
function besides(uri: string, path: string): string | undefined {
  if (path === "" || /^[\\/]|^[A-Za-z][A-Za-z+.-]*:/.test(path)) return undefined;
  try {
    return new URL(path.split(/[\\/]/).map(encodeURIComponent).join("/").replaceAll("%2E", "."), uri).toString();
  } catch {
    return undefined; // `untitled:` has no folder
  }
}
