import type { Value } from "../src/demos/demo";
import { longestInline } from "../src/demos/demo";
import { choiceText, type DataChoice, readChoice } from "../src/demos/own-data";
import type { Channel } from "../src/protocol/channel";
import type { DataGiven } from "../src/protocol/data";
import type { HostCalls } from "../src/protocol/page";
import type { Text } from "../src/words/text";
import { words } from "./ui/words";

/** What can be done with the table of a data parameter. */
export interface DataActions {
  readonly chooseData: (param: string) => void;
  readonly selectData: (param: string) => void;
  readonly pasteData: (param: string, text: string) => void;
  /** Which columns play a role. */
  readonly castData: (param: string, role: string, columns: readonly string[]) => void;
  /** Of a table that is too long, takes one row of so many. */
  readonly thinData: (param: string, every: number) => void;
}

interface Ends {
  readonly host: Channel<HostCalls>;
  readonly tell: (text: Text) => void;
  readonly value: (param: string) => Value | undefined;
  readonly setValue: (param: string, value: Value) => void;
}

export function dataActions({ host, tell, value, setValue }: Ends): DataActions {
  const take = (param: string, given: DataGiven): void => {
    if (given.kind === "none") return;
    if (given.kind === "problem") {
      tell(given.problem);
      return;
    }
    const { name } = given;
    const source = given.kind === "file" ? { path: given.path } : { text: given.text };
    // Another table with the same columns keeps the roles that were chosen by hand.
    const roles = now(param)?.roles ?? {};
    setValue(param, choiceText({ name: name.slice(0, 200), ...source, roles }));
  };
  const ask = (param: string, call: "chooseData" | "selectedData"): void => {
    host.ask(call, undefined).then(
      (given) => take(param, given),
      () => tell(words.notRead),
    );
  };
  const now = (param: string): DataChoice | undefined => {
    const text = value(param);
    return typeof text === "string" ? readChoice(text) : undefined;
  };
  return {
    chooseData: (param) => ask(param, "chooseData"),
    selectData: (param) => ask(param, "selectedData"),
    pasteData: (param, text) => {
      if (text.trim() === "") tell(words.pastedNothing);
      else if (text.length > longestInline) tell(words.pastedTooMuch(text.length, longestInline));
      else take(param, { kind: "text", name: "", text });
    },
    castData: (param, role, columns) => {
      const choice = now(param);
      if (choice !== undefined) setValue(param, choiceText({ ...choice, roles: { ...choice.roles, [role]: columns } }));
    },
    thinData: (param, every) => {
      const choice = now(param);
      if (choice !== undefined) setValue(param, choiceText({ ...choice, every }));
    },
  };
}
