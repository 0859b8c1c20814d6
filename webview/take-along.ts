import type { DemoState, Value } from "../src/demos/demo";
import { readChoice } from "../src/demos/own-data";
import type { Scene } from "../src/plot/scene";
import type { Boot } from "../src/protocol/standalone";
import type { FrameAsk } from "../src/protocol/work";
import type { Text } from "../src/words/text";
import type { PageContext } from "./runtime/context";
import { type Exported, exportHtml, exportJson, exportScene, type TakenFile } from "./runtime/export";
import type { DemoActions } from "./ui/frame";
import { words } from "./ui/words";

interface Taken {
  readonly context: PageContext;
  readonly tell: (text: Text) => void;
  readonly state: () => DemoState;
  readonly ask: () => FrameAsk;
  readonly title: () => string;
  readonly scene: () => Promise<Scene | undefined>;
  readonly templates: () => Promise<Boot["typeset"]>;
  readonly files: () => readonly TakenFile[];
}

const endings = { python: "py", typescript: "ts", nabla: "nabla" } as const;

/** Everything that leaves the page: files, the clipboard, a link. */
export function takeAlong({
  context,
  tell,
  state,
  ask,
  title,
  scene,
  templates,
  files,
}: Taken): Pick<DemoActions, "exportAs" | "emit" | "copyLink" | "copyState"> {
  const { host, work, settings } = context;
  const guarded = (run: () => Promise<Text>): void => {
    run().then(tell, () => tell(words.notSaved));
  };
  const save = async ({ name, bytes }: Exported): Promise<Text> => {
    const { saved } = await host.ask("save", { name, bytes });
    return saved ? words.saved : words.notSaved;
  };
  const copy = async (text: string): Promise<Text> => {
    await host.ask("copy", { text });
    return words.copied;
  };
  return {
    exportAs: (kind) =>
      guarded(async () => {
        if (kind === "json")
          return save(exportJson(state(), await work.ask("frame", { ...ask(), scenes: [], whole: true }), files()));
        if (kind === "html")
          return save(
            exportHtml(
              title(),
              state(),
              settings.get(),
              await templates(),
              files(),
              await host.ask("parts", undefined),
            ),
          );
        const chosen = await scene();
        return chosen === undefined ? words.notSaved : save(await exportScene(chosen, kind, state().demo));
      }),
    emit: (target, isCopy) =>
      guarded(async () => {
        const code = await work.ask("emit", { ...ask(), target });
        return isCopy
          ? copy(code)
          : save({ name: `${state().demo}.${endings[target]}`, bytes: new TextEncoder().encode(code) });
      }),
    copyLink: () =>
      guarded(async () => {
        const { state: carried, lost, needed } = linkable(state());
        await host.ask("copyLink", { state: carried });
        return lost ? words.linkWithoutData : needed === undefined ? words.demoLink : words.linkNeeds(needed);
      }),
    copyState: () => guarded(() => copy(JSON.stringify(state()))),
  };
}

/** The longest table that a link carries in itself; systems cut links that are much longer. */
const longestInLink = 4_000;

/** The state that a link can carry: a long text stays behind, and a file of the workspace has to be there where it opens. */
function linkable(state: DemoState): { state: DemoState; lost: boolean; needed: string | undefined } {
  const values: Record<string, Value> = {};
  let lost = false;
  let needed: string | undefined;
  for (const [id, value] of Object.entries(state.values)) {
    const choice = typeof value === "string" && value.startsWith("{") ? readChoice(value) : undefined;
    const isLong = (choice?.text?.length ?? 0) > longestInLink;
    lost ||= isLong;
    needed ??= choice?.path;
    values[id] = isLong ? "" : value;
  }
  return { state: { ...state, values }, lost, needed };
}
