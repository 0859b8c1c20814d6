import { CallFailed, type Channel } from "../src/protocol/channel";
import type { HostCalls } from "../src/protocol/page";
import { type Boot, standaloneIds } from "../src/protocol/standalone";

/** The host of a page that stands alone: files are downloads, the clipboard is the browser's, formulas come with the file. */
export function standaloneHost(boot: Boot): Channel<HostCalls> {
  const text = (id: string): string => document.getElementById(id)?.textContent ?? "";
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
