import type { DemoState } from "../src/demos/demo";
import type { Scene } from "../src/plot/scene";
import type { Boot } from "../src/protocol/standalone";
import type { FrameAsk } from "../src/protocol/work";
import type { Text } from "../src/words/text";
import type { PageContext } from "./runtime/context";
import { type Exported, exportHtml, exportJson, exportScene } from "./runtime/export";
import type { DemoActions } from "./ui/frame";
import { words } from "./ui/words";

interface Taken {
  readonly context: PageContext;
  readonly tell: (text: Text) => void;
  readonly state: () => DemoState;
  readonly ask: () => FrameAsk;
  readonly title: () => string;
  readonly scene: () => Scene | undefined;
  readonly templates: () => Promise<Boot["typeset"]>;
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
        if (kind === "json") return save(exportJson(state(), await work.ask("frame", { ...ask(), scenes: [] })));
        if (kind === "html")
          return save(
            exportHtml(title(), state(), settings.get(), await templates(), await host.ask("parts", undefined)),
          );
        const chosen = scene();
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
        await host.ask("copyLink", { state: state() });
        return words.demoLink;
      }),
    copyState: () => guarded(() => copy(JSON.stringify(state()))),
  };
}
