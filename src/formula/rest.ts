import type { Prose } from "./prose";
import type { Hit } from "./scan";

/** A `.. math::` directive: its body as the pieces of the prose that hold formula text. */
export interface Directive {
  readonly from: number;
  readonly to: number;
  /** Equations, in order; each a list of stretches of the prose. */
  readonly equations: readonly (readonly (readonly [from: number, to: number])[])[];
}

const opening = /^([ \t]*)\.\. math::[ \t]*(.*)$/;

/** Finds reST's math directives by indentation. @cost linear in the prose */
export function directives(prose: Prose): Directive[] {
  const { text } = prose;
  const found: Directive[] = [];
  if (!text.includes(".. math::")) return found;
  let at = 0;
  let open: { indent: number; from: number; to: number; equations: [number, number][][]; options: boolean } | undefined;
  const close = () => {
    if (open) {
      const equations = open.equations.filter((lines) => lines.length > 0);
      if (equations.length > 0) found.push({ from: open.from, to: open.to, equations });
    }
    open = undefined;
  };
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const indent = indentOf(line);
    const empty = line.trim() === "";
    if (open && !empty && indent <= open.indent) close();
    const begin = opening.exec(line);
    if (begin && !open) {
      open = {
        indent: begin[1].length,
        from: at + begin[1].length,
        to: at + line.trimEnd().length,
        equations: [[]],
        options: true,
      };
      const argument = line.trimEnd().length - begin[2].trimEnd().length;
      if (begin[2].trim() !== "") open.equations[0].push([at + argument, at + line.trimEnd().length]);
    } else if (open) {
      if (empty) {
        open.options = false;
        if (open.equations[open.equations.length - 1].length > 0) open.equations.push([]);
      } else if (!(open.options && /^\s*:[\w-]+:/.test(line))) {
        const to = at + line.trimEnd().length;
        open.equations[open.equations.length - 1].push([at + indent, to]);
        open.to = to;
      }
    }
    at = end + 1;
  }
  close();
  return found;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Hits that lie in no directive. */
export function outside(hits: readonly Hit[], found: readonly Directive[]): Hit[] {
  let k = 0;
  return hits.filter((hit) => {
    while (k < found.length && found[k].to <= hit.from) k++;
    return k >= found.length || hit.to <= found[k].from;
  });
}
