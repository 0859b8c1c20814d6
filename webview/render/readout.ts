import type { Hit } from "../../src/plot/hit";

/** The small box by the pointer. Text only; it is not read out, since the data table says the same. */
export interface Readout {
  readonly element: HTMLElement;
  readonly show: (hit: Hit | undefined, px: number, py: number, widthPx: number) => void;
  readonly add: (text: string, px: number, py: number, widthPx: number) => void;
  readonly hide: () => void;
}

export function createReadout(): Readout {
  const element = document.createElement("div");
  element.className = "readout";
  element.hidden = true;
  element.setAttribute("aria-hidden", "true");
  const title = line("readout-title");
  const values = line("readout-values");
  const extra = line("readout-extra");
  element.append(title, values, extra);
  const place = (px: number, py: number, widthPx: number): void => {
    element.hidden = title.textContent === "" && values.textContent === "" && extra.textContent === "";
    const isRight = px > widthPx / 2;
    element.classList.toggle("to-left", isRight);
    element.style.transform = `translate(${Math.round(px + (isRight ? -14 : 14))}px, ${Math.round(py - 10)}px)${isRight ? " translateX(-100%)" : ""}`;
  };
  return {
    element,
    show: (hit, px, py, widthPx) => {
      title.textContent = hit?.title ?? "";
      values.textContent = hit?.values.map(({ label, text }) => `${label} = ${text}`).join("   ") ?? "";
      if (hit === undefined) extra.textContent = "";
      place(hit?.px ?? px, hit?.py ?? py, widthPx);
    },
    add: (text, px, py, widthPx) => {
      extra.textContent = text;
      place(px, py, widthPx);
    },
    hide: () => {
      element.hidden = true;
      extra.textContent = "";
    },
  };
}

function line(className: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  return element;
}
