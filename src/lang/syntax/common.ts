/** So many characters are compared at a time, as fast as memory is. */
const block = 4096;

/** How many characters two texts have in common at their beginnings, and how many of the rest at their ends. */
export function commonEnds(a: string, b: string): { readonly prefix: number; readonly suffix: number } {
  const least = Math.min(a.length, b.length);
  let prefix = 0;
  while (prefix + block <= least && a.slice(prefix, prefix + block) === b.slice(prefix, prefix + block))
    prefix += block;
  while (prefix < least && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  const most = least - prefix;
  const [m, n] = [a.length, b.length];
  let suffix = 0;
  while (
    suffix + block <= most &&
    a.slice(m - suffix - block, m - suffix) === b.slice(n - suffix - block, n - suffix)
  ) {
    suffix += block;
  }
  while (suffix < most && a.charCodeAt(m - suffix - 1) === b.charCodeAt(n - suffix - 1)) suffix++;
  return { prefix, suffix };
}
