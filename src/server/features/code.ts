import { targetFacts, targetOf, targets } from "../../lang/emit/target";
import type { Analysis } from "../../lang/session";
import type { CodeReply, ServerCalls } from "../../protocol/server";
import { type Core, type Settled, serving } from "../core";
import { tame } from "../documents";
import { statementAt } from "./place";

/** Source code of a statement: of an `export` its own files, of a function or a question what exporting it would give. */
export function registerCode(core: Core): void {
  type Call = ServerCalls["nabla/code"];
  serving<Call["ask"], Call["reply"]>(core, "nabla/code", null, async ({ uri, line, target }, token) => {
    const settled = await core.settled(uri, token);
    if (settled === undefined) return null;
    const place = tame({ line, character: 0x7fff_ffff });
    if (settled.text.embedded?.holds(place) === false) return null;
    const statement = statementAt(settled, settled.text.offsetAt(place));
    if (statement === undefined) return null;
    if (statement.files !== undefined && target === undefined) {
      return { kind: "targets", targets: [...new Set(statement.files.map((file) => file.target))].map(named) };
    }
    const file = statement.files?.find((one) => one.target === target);
    if (file !== undefined) return { kind: "file", name: file.name, text: file.text };
    const asked = exported(statement);
    if (asked === undefined) return null;
    if (target === undefined) return { kind: "targets", targets: targets.map(named) };
    const wanted = targetOf(String(target));
    if (wanted === undefined) return null;
    // Read as the next line of the file up to here, so that every name means what it means there.
    const text = `${settled.text.getText().slice(0, endOfLine(settled, statement.to))}\nexport ${asked} to ${wanted}\n`;
    const analysis = await core.evaluate(uri, text, token);
    return analysis === undefined ? null : replyOf(core, analysis);
  });
}

const named = (target: (typeof targets)[number]) => ({ id: target, title: targetFacts[target].title });

/** What `export` takes of it: the name of a function, or the question itself. */
function exported({ kind, source, defines }: Analysis["statements"][number]): string | undefined {
  if (kind === "define") return defines[0];
  if (kind === "export") return /^export\s+(.+)\s+to\s/s.exec(source)?.[1];
  return kind === "ask" && !source.includes("\n") ? source : undefined;
}

function endOfLine({ text }: Settled, offset: number): number {
  const end = text.getText().indexOf("\n", offset);
  return end < 0 ? text.getText().length : end;
}

function replyOf(core: Core, { statements, problems }: Analysis): CodeReply {
  const last = statements.at(-1);
  const [file] = last?.files ?? [];
  if (file !== undefined) return { kind: "file", name: file.name, text: file.text };
  const problem = problems.find(({ from }) => last !== undefined && from >= last.from);
  return { kind: "refused", reason: problem?.message[core.locale()] ?? "" };
}
