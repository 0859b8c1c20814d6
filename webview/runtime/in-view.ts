const rows = [
  [".presets", "[aria-pressed=true]"],
  [".tabs", "[aria-selected=true]"],
] as const;

/** In a narrow page rows of buttons scroll sideways: brings the chosen one into view whenever that is another. */
export function createInView(root: HTMLElement): () => void {
  const last = new Map<string, Element | undefined>();
  return () => {
    for (const [row, chosen] of rows) {
      const box = root.querySelector<HTMLElement>(row);
      const button = box?.querySelector<HTMLElement>(chosen) ?? undefined;
      if (last.get(row) === button) continue;
      last.set(row, button);
      if (!box || !button) continue;
      const from = button.offsetLeft - box.offsetLeft;
      const to = from + button.offsetWidth;
      // Not scrollIntoView, which would move the page as well.
      if (from < box.scrollLeft) box.scrollLeft = from;
      else if (to > box.scrollLeft + box.clientWidth) box.scrollLeft = to - box.clientWidth;
    }
  };
}
