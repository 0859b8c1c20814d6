import { CallFailed, type Channel } from "../src/protocol/channel";
import { dataEndings, isDataPath, largestDataBytes } from "../src/protocol/data";
import type { HostCalls } from "../src/protocol/page";
import { type Boot, standaloneIds } from "../src/protocol/standalone";
import { words } from "./ui/words";

/** The host of a page that stands alone: files are downloads, the clipboard is the browser's, formulas come with the file. */
export function standaloneHost(boot: Boot): Channel<HostCalls> {
  const text = (id: string): string => document.getElementById(id)?.textContent ?? "";
  const files = new Map<string, Uint8Array>(boot.files.map(({ path, base64 }) => [path, fromBase64(base64)]));
  const answers: {
    readonly [K in keyof HostCalls]?: (
      ask: HostCalls[K]["ask"],
    ) => HostCalls[K]["reply"] | Promise<HostCalls[K]["reply"]>;
  } = {
    ready: () => ({ show: { kind: "demo", demo: boot.state.demo, state: boot.state }, settings: boot.settings }),
    save: ({ name, bytes }) => {
      const link = document.createElement("a");
      link.download = name;
      link.href = URL.createObjectURL(new Blob([Uint8Array.from(bytes)]));
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      return { saved: true };
    },
    copy: async ({ text: copied }) => {
      await navigator.clipboard.writeText(copied);
      return undefined;
    },
    copyLink: async ({ state }) => {
      await navigator.clipboard.writeText(JSON.stringify(state));
      return undefined;
    },
    typeset: ({ formulas }) => ({
      results: formulas.map(
        (formula) => boot.typeset.find((known) => known.formula.tex === formula.tex)?.result ?? { problem: "" },
      ),
    }),
    chooseData: async () => {
      const file = await chosenFile(dataEndings.map((ending) => `.${ending}`).join());
      if (file === undefined) return { kind: "none" };
      if (!isDataPath(file.name)) return { kind: "problem", problem: words.otherFile };
      if (file.size > largestDataBytes) return { kind: "problem", problem: words.fileTooLarge };
      // Two files may have one name: each gets a folder of its own.
      const path = `chosen-${files.size + 1}/${file.name}`;
      files.set(path, new Uint8Array(await file.arrayBuffer()));
      return { kind: "file", name: file.name, path };
    },
    readData: ({ path }) => {
      const bytes = files.get(path);
      return bytes === undefined ? { problem: words.notRead } : { bytes };
    },
    parts: () => ({ script: text(standaloneIds.script), style: text(standaloneIds.style) }),
    follow: () => undefined,
    report: () => undefined,
  };
  return {
    ask: async (call, ask) => {
      const answer = answers[call];
      if (answer === undefined) throw new CallFailed("failed", `${call} needs an editor`);
      return (await answer(ask as never)) as never;
    },
    close: () => undefined,
    dropped: () => 0,
  };
}

/** Lets the person choose a file; nothing where they close the dialog. */
function chosenFile(accept: string): Promise<File | undefined> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0]));
    input.addEventListener("cancel", () => resolve(undefined));
    input.click();
  });
}

function fromBase64(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return new Uint8Array(); // the file was edited by hand: it says what is wrong where it is used
  }
}
