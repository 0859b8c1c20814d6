/** What demos keep from one computation to the next: the least recently used goes first, by number and by size. */
export interface Reuse {
  readonly of: (demo: string) => <T>(key: string, make: () => T) => T;
}

const mostKept = 24;
const mostBytes = 256_000_000;

export function createReuse(most = { kept: mostKept, bytes: mostBytes }): Reuse {
  const kept = new Map<string, { readonly value: unknown; readonly bytes: number }>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  return {
    of:
      (demo) =>
      <T>(key: string, make: () => T): T => {
        const name = `${demo}\n${key}`;
        const known = kept.get(name);
        const value = known === undefined ? make() : (known.value as T);
        const size = known?.bytes ?? sizeOf(value);
        drop(name);
        kept.set(name, { value, bytes: size });
        bytes += size;
        // The newest one stays whatever it weighs: it is in use.
        for (const oldest of [...kept.keys()].slice(0, -1)) {
          if (kept.size <= most.kept && bytes <= most.bytes) break;
          drop(oldest);
        }
        return value;
      },
  };
}

/** About how many bytes a value holds; typed arrays are counted whole, and of much else a part. */
function sizeOf(value: unknown): number {
  let left = 20_000;
  let sum = 0;
  const open: unknown[] = [value];
  while (open.length > 0 && left-- > 0) {
    const one = open.pop();
    if (typeof one === "string") sum += 2 * one.length;
    else if (typeof one !== "object" || one === null) sum += 8;
    else if (ArrayBuffer.isView(one)) sum += one.byteLength;
    else if (Array.isArray(one)) {
      sum += 8 * one.length;
      if (typeof one[0] === "object") for (const item of one) open.push(item);
    } else for (const item of Object.values(one)) open.push(item);
  }
  return sum;
}
