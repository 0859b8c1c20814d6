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

export function afterHeredoc(text: string, from: number, name: string): number {
  const end = new RegExp(`^[ \\t]*${name}\\b`, "gm");
  end.lastIndex = from;
  const match = end.exec(text);
  return match ? match.index + match[0].length : text.length;
}
