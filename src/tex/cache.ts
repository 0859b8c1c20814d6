/** Least recently used first out, bounded by the bytes its values say they take. */
export interface ByteCache<V> {
  get(key: string): V | undefined;
  /** A value larger than the whole bound is not kept. */
  set(key: string, value: V): void;
  readonly bytes: number;
  clear(): void;
}

/** @param sizeOf bytes of a value; the key's two bytes per unit are added. @throws RangeError for a bound below zero */
export function createByteCache<V>(maxBytes: number, sizeOf: (value: V) => number): ByteCache<V> {
  if (!(maxBytes >= 0)) throw new RangeError(`maxBytes must be at least 0, got ${maxBytes}`);
  const entries = new Map<string, { readonly value: V; readonly bytes: number }>();
  let bytes = 0;
  const remove = (key: string) => {
    const entry = entries.get(key);
    if (!entry) return;
    bytes -= entry.bytes;
    entries.delete(key);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      // A Map keeps the order of insertion, so the newest use goes to its end.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value) {
      remove(key);
      const size = sizeOf(value) + 2 * key.length;
      if (size > maxBytes) return;
      entries.set(key, { value, bytes: size });
      bytes += size;
      while (bytes > maxBytes) {
        const oldest = entries.keys().next();
        if (oldest.done) break;
        remove(oldest.value);
      }
    },
    get bytes() {
      return bytes;
    },
    clear() {
      entries.clear();
      bytes = 0;
    },
  };
}
