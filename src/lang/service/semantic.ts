import { type Session, viewOf } from "../session";
import { namesOf } from "./names";

/** A coloured piece of the text. `second` alternates along a glued run, so that its parts can be told apart. */
export interface SemanticToken {
  readonly from: number;
  readonly to: number;
  readonly kind: "function" | "variable" | "parameter" | "keyword" | "known" | "constant" | "type";
  readonly isDefinition: boolean;
  readonly second: boolean;
}

/** Every name and word of statements, in order; the parts of a glued run are tokens of their own. */
export function semanticTokensOf(session: Session): SemanticToken[] {
  const { document } = viewOf(session);
  const tokens: SemanticToken[] = [];
  let last: SemanticToken | undefined;
  for (const { from, to, role, sort, split } of namesOf(document).occurrences) {
    const kind =
      role === "known"
        ? "known"
        : role === "constant"
          ? "constant"
          : sort === "function"
            ? "function"
            : sort === "local"
              ? "parameter"
              : "variable";
    const second: boolean = split && last?.to === from ? !last.second : false;
    last = { from, to, kind, isDefinition: role === "definition", second };
    tokens.push(last);
  }
  for (const { from, tree } of document.statements) {
    for (const word of tree.words)
      tokens.push({ from: from + word.from, to: from + word.to, kind: "keyword", isDefinition: false, second: false });
  }
  tokens.sort((a, b) => a.from - b.from || b.to - a.to);
  return tokens.filter((token, i) => i === 0 || token.from >= tokens[i - 1].to);
}
