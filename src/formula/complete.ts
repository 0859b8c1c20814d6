/** How many arguments the commands take that people stop in the middle of. */
const arity: Readonly<Record<string, number>> = {
  frac: 2,
  dfrac: 2,
  tfrac: 2,
  cfrac: 2,
  binom: 2,
  overset: 2,
  underset: 2,
  stackrel: 2,
  textcolor: 2,
  sqrt: 1,
  hat: 1,
  bar: 1,
  vec: 1,
  dot: 1,
  ddot: 1,
  tilde: 1,
  widehat: 1,
  widetilde: 1,
  overline: 1,
  underline: 1,
  mathbb: 1,
  mathbf: 1,
  mathcal: 1,
  mathrm: 1,
  mathsf: 1,
  mathfrak: 1,
  boldsymbol: 1,
  bm: 1,
  text: 1,
  operatorname: 1,
};

/**
 * Half-typed TeX made whole, so that a preview can appear while somebody types: open groups, `\left` and environments
 * are closed, arguments that are not there yet become empty. Whole TeX comes back as it is; the beginning never changes,
 * so that places in `tex` stay places in the result.
 */
export function completeTex(tex: string): string {
  const body = finishEnd(tex);
  const open: string[] = [];
  for (const [token] of body.matchAll(/\\(?:begin|end)\s*\{[^{}]*\}|\\(?:[A-Za-z]+|.)|[{}]|(?<!\\)%[^\n]*/gs)) {
    const environment = /^\\(begin|end)\s*\{([^{}]*)\}/.exec(token);
    if (environment?.[1] === "begin") open.push(`\\end{${environment[2]}}`);
    else if (environment || token === "}" || token === "\\right") drop(open, token, environment?.[2]);
    else if (token === "{") open.push("}");
    else if (token === "\\left") open.push("\\right.");
  }
  if (open.length === 0) return body;
  // A comment on the last line would swallow what closes the formula.
  const line = body.slice(body.lastIndexOf("\n") + 1);
  return body + (/(?:^|[^\\])%/.test(line) ? "\n" : "") + open.reverse().join("");
}

/** Closes the innermost of its kind only if it is the innermost; otherwise the text is wrong and says so itself. */
function drop(open: string[], token: string, name: string | undefined): void {
  const wanted = token === "}" ? "}" : token === "\\right" ? "\\right." : `\\end{${name}}`;
  if (open[open.length - 1] === wanted) open.pop();
}

function finishEnd(tex: string): string {
  const text = tex.trimEnd();
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) return `${tex.slice(0, text.length - 1)} ${tex.slice(text.length)}`;
  if (/\\(?:left|right|middle|big|Big|bigl|bigr|Bigl|Bigr)$/.test(text)) return `${text}.`;
  if (/\\(?:begin|end)\s*(?:\{[^{}]*)?$/.test(text)) return text.replace(/\\(?:begin|end)\s*(?:\{[^{}]*)?$/, "");
  if (/[\^_]$/.test(text)) return /\\[\^_]$/.test(text) ? text : `${text}{}`;
  const command = /\\([A-Za-z]+)\s*((?:\{[^{}]*\}\s*)*)$/.exec(text.slice(-400));
  if (!command) return tex;
  const missing = (arity[command[1]] ?? 0) - (command[2].match(/\{/g)?.length ?? 0);
  return missing > 0 ? text + "{}".repeat(missing) : tex;
}
