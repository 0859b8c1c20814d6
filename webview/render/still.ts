/** Pictures of what stays the same from frame to frame, by key; those not used for long go first. */
export interface Stills {
  readonly get: (key: string, make: () => Still) => Still;
  readonly clear: () => void;
}

export interface Still {
  readonly bitmap: ImageBitmap;
  /** Where it lies in the picture, in px. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const mostKept = 8;

export function createStills(): Stills {
  const kept = new Map<string, Still>();
  return {
    get: (key, make) => {
      const known = kept.get(key) ?? make();
      kept.delete(key);
      kept.set(key, known);
      if (kept.size > mostKept) {
        const [oldest] = kept.keys();
        kept.get(oldest)?.bitmap.close();
        kept.delete(oldest);
      }
      return known;
    },
    clear: () => {
      for (const { bitmap } of kept.values()) bitmap.close();
      kept.clear();
    },
  };
}
