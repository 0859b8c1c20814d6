/** The heredoc that opens at `i`, if one does: the word that ends it, and where its opening mark ends. */
export function heredocAt(
  text: string,
  i: number,
  kind: "shell" | "ruby" | "php",
): { name: string; to: number } | undefined {
  const open = (
    kind === "php"
      ? /^<<<\s*(["']?)([A-Za-z_]\w*)\1/
      : kind === "ruby"
        ? /^<<[~-]?(["'`]?)([A-Z_]\w*)\1/
        : /^<<-?\s*(["']?)([A-Za-z_]\w*)\1/
  ).exec(text.slice(i, i + 80));
  return open && text[i - 1] !== "<" ? { name: open[2], to: i + open[0].length } : undefined;
}

/** The offset behind the line with the closing word; the end of the text where there is none. */
export function afterHeredoc(text: string, from: number, name: string): number {
  const end = new RegExp(`^[ \\t]*${name}\\b`, "gm");
  end.lastIndex = from;
  const match = end.exec(text);
  return match ? match.index + match[0].length : text.length;
}
