const kept = new WeakMap<object, Map<string, unknown>>();
const MOST = 16;

/** What `make` gave for this owner and key before; lives as long as the owner, and the oldest of many keys goes first. */
export function memo<T>(owner: object, key: string, make: () => T): T {
  const known = kept.get(owner) ?? new Map<string, unknown>();
  kept.set(owner, known);
  if (known.has(key)) return known.get(key) as T;
  const value = make();
  if (known.size >= MOST) known.delete(known.keys().next().value!);
  known.set(key, value);
  return value;
}
