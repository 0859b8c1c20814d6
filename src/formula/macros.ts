import { closeBrace } from "./scan";

/** One definition of a document, ready to be sent with a formula. */
export interface MacroDefinition {
  /** `\R` for a command, `proof` for an environment. */
  readonly name: string;
  readonly kind: "command" | "environment";
  /** The definition in a form that MathJax reads. */
  readonly source: string;
  /** Names of commands and environments in it. */
  readonly uses: readonly string[];
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

const heads =
  /\\(newcommand|renewcommand|providecommand|newrobustcmd|renewrobustcmd|DeclareRobustCommand|def|gdef|edef|xdef|let|DeclareMathOperator|DeclarePairedDelimiterXPP|DeclarePairedDelimiterX|DeclarePairedDelimiter|newenvironment|renewenvironment|NewDocumentCommand|RenewDocumentCommand|ProvideDocumentCommand|DeclareDocumentCommand)(?![A-Za-z])(\*?)|%[^\n]*|\\[^A-Za-z]/g;

/**
 * The definitions in a TeX text, brace-aware, in order; comments are skipped, broken definitions too.
 * @cost linear in the text and the length of each definition
 */
export function collectMacros(text: string): MacroDefinition[] {
  const found: MacroDefinition[] = [];
  heads.lastIndex = 0;
  let match = heads.exec(text);
  while (match) {
    let next = match.index + match[0].length;
    if (match[1]) {
      const made = define(text, match.index, next, match[1], match[2] === "*");
      if (made) {
        found.push(made);
        next = made.to;
      }
    }
    heads.lastIndex = next;
    match = heads.exec(text);
  }
  return found;
}

/**
 * What `tex` needs, transitively, in the order of the document; a later definition of a name replaces an earlier one,
 * except that `\providecommand` never replaces.
 */
export function neededMacros(tex: string, macros: readonly MacroDefinition[]): string[] {
  const last = new Map<string, MacroDefinition>();
  for (const macro of macros) {
    const provides = /^\\providecommand/.test(macro.source);
    if (!(provides && last.has(macro.name))) last.set(macro.name, macro);
  }
  const needed = new Set<MacroDefinition>();
  const visit = (names: readonly string[]) => {
    for (const name of names) {
      const macro = last.get(name);
      if (macro && !needed.has(macro)) {
        needed.add(macro);
        visit(macro.uses);
      }
    }
  };
  visit(usesOf(tex));
  return macros
    .filter((macro) => needed.has(macro))
    .map(({ source }) => source.replace(/^\\providecommand/, "\\newcommand"));
}

function usesOf(tex: string): string[] {
  const names = new Set<string>();
  for (const [command, environment] of tex.matchAll(/\\begin\s*\{([^{}]*)\}|\\(?:[A-Za-z@]+|.)/gs))
    names.add(environment ?? command);
  return [...names];
}

function define(text: string, from: number, at: number, head: string, star: boolean): MacroDefinition | undefined {
  const reader = argumentsAt(text, at);
  const made = (
    name: string | undefined,
    source: string,
    body: string,
    kind: MacroDefinition["kind"] = "command",
  ): MacroDefinition | undefined =>
    name === undefined || source.length > 4096
      ? undefined
      : { name, kind, source, uses: usesOf(body).filter((used) => used !== name), from, to: reader.at };
  if (head === "let") {
    const name = reader.control();
    reader.skip("=");
    const target = name && reader.token();
    return target ? made(name, `\\let${name}=${target}`, target) : undefined;
  }
  if (/^[gex]?def$/.test(head)) {
    const name = reader.control();
    const template = name && reader.until("{");
    const body = template === undefined ? undefined : reader.group();
    if (!name || body === undefined) return undefined;
    return made(name, `\\def${name}${template}{${body}}`, body);
  }
  if (head.endsWith("environment")) {
    const name = reader.group();
    const count = reader.bracket() ?? "";
    const initial = reader.bracket();
    const begin = reader.group();
    const end = reader.group();
    if (name === undefined || begin === undefined || end === undefined || !/^[A-Za-z]+\*?$/.test(name))
      return undefined;
    const optional = `${count && `[${count}]`}${initial === undefined ? "" : `[${initial}]`}`;
    return made(name, `\\newenvironment{${name}}${optional}{${begin}}{${end}}`, `${begin} ${end}`, "environment");
  }
  const name = reader.control() ?? reader.group()?.trim();
  if (!name || !/^\\(?:[A-Za-z@]+|[^A-Za-z])$/s.test(name)) return undefined;
  if (head === "DeclareMathOperator") {
    const body = reader.group();
    return body === undefined
      ? undefined
      : made(name, `\\DeclareMathOperator${star ? "*" : ""}{${name}}{${body}}`, body);
  }
  if (head.startsWith("DeclarePaired")) return paired(head, name, reader, made);
  if (head.endsWith("DocumentCommand")) return documentCommand(name, reader, made);
  const count = reader.bracket();
  const initial = reader.bracket();
  const body = reader.group() ?? reader.token();
  if (body === undefined || (count !== undefined && !/^\s*[0-9]\s*$/.test(count))) return undefined;
  const keeps = head === "providecommand" ? head : "newcommand";
  const optional = `${count === undefined ? "" : `[${count.trim()}]`}${initial === undefined ? "" : `[${initial}]`}`;
  return made(name, `\\${keeps}{${name}}${optional}{${body}}`, `${body} ${initial ?? ""}`);
}

type Reader = ReturnType<typeof argumentsAt>;
type Make = (name: string, source: string, body: string) => MacroDefinition | undefined;

function paired(head: string, name: string, reader: Reader, made: Make): MacroDefinition | undefined {
  const count = head === "DeclarePairedDelimiter" ? undefined : reader.bracket();
  const groups: string[] = [];
  const wanted = head === "DeclarePairedDelimiter" ? 2 : head.endsWith("XPP") ? 5 : 3;
  for (let k = 0; k < wanted; k++) {
    const group = reader.group() ?? reader.token();
    if (group === undefined) return undefined;
    groups.push(group);
  }
  const optional = count === undefined ? "" : `[${count}]`;
  return made(name, `\\${head}{${name}}${optional}${groups.map((group) => `{${group}}`).join("")}`, groups.join(" "));
}

/** `m`, and one `o` or `O{…}` in front; a specification that asks for more is not one MathJax can do. */
function documentCommand(name: string, reader: Reader, made: Make): MacroDefinition | undefined {
  const specification = reader.group();
  const body = reader.group();
  if (specification === undefined || body === undefined) return undefined;
  const match = /^\s*(?:(o)|O\s*\{([^{}]*)\})?\s*((?:m\s*)*)$/.exec(specification.replace(/[+!>]/g, ""));
  if (!match) return undefined;
  const optional = match[1] !== undefined || match[2] !== undefined;
  const count = match[3].replace(/\s/g, "").length + (optional ? 1 : 0);
  const head = `${count > 0 ? `[${count}]` : ""}${optional ? `[${match[2] ?? ""}]` : ""}`;
  return made(name, `\\newcommand{${name}}${head}{${body}}`, body);
}

function argumentsAt(text: string, start: number) {
  let at = start;
  const space = () => {
    const match = /^(?:\s|%[^\n]*\n)*/.exec(text.slice(at, at + 400));
    at += match?.[0].length ?? 0;
  };
  return {
    get at() {
      return at;
    },
    skip(c: string) {
      space();
      if (text[at] === c) at++;
    },
    control(): string | undefined {
      space();
      const match = /^\\(?:[A-Za-z@]+|[^A-Za-z])/s.exec(text.slice(at, at + 80));
      if (!match) return undefined;
      at += match[0].length;
      return match[0];
    },
    token(): string | undefined {
      space();
      const match = /^(?:\\(?:[A-Za-z@]+|.)|[^\s{}\\%#[\]])/su.exec(text.slice(at, at + 80));
      if (!match) return undefined;
      at += match[0].length;
      return match[0];
    },
    until(c: string): string | undefined {
      const end = text.indexOf(c, at);
      if (end < 0 || end - at > 80) return undefined;
      const between = text.slice(at, end);
      at = end;
      return between.trimEnd();
    },
    bracket(): string | undefined {
      space();
      if (text[at] !== "[") return undefined;
      let depth = 0;
      for (let i = at + 1; i < text.length && i - at < 400; i++) {
        if (text[i] === "\\") i++;
        else if (text[i] === "{") depth++;
        else if (text[i] === "}") depth--;
        else if (text[i] === "]" && depth === 0) {
          const inside = text.slice(at + 1, i);
          at = i + 1;
          return inside;
        }
      }
      return undefined;
    },
    group(): string | undefined {
      space();
      if (text[at] !== "{") return undefined;
      const close = closeBrace(text, at + 1, 4096);
      if (close < 0) return undefined;
      const inside = text.slice(at + 1, close);
      at = close + 1;
      return inside;
    },
  };
}
