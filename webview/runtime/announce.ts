/** Says things to a screen reader, the latest only, at most twice a second. */
export function createAnnouncer(parent: HTMLElement): (text: string) => void {
  const region = document.createElement("div");
  region.className = "unseen";
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  parent.append(region);
  let next = "";
  let timer: number | undefined;
  return (text) => {
    next = text;
    if (timer !== undefined) return;
    timer = window.setTimeout(() => {
      timer = undefined;
      if (region.textContent !== next) region.textContent = next;
    }, 600);
  };
}
