import type { Text } from "../../words/text";
import type { Session } from "../session";

/** A word above a line that does something with the statement. */
export interface Lens {
  readonly from: number;
  readonly to: number;
  readonly kind: "plot" | "check";
  readonly statement: number;
  readonly title: Text;
}

/** `plot` above what the panel can draw, the verdict above every check. */
export function lensesOf(session: Session): Lens[] {
  return session.last.statements.flatMap(({ from, to, index, kind, subject, answer }): Lens[] => {
    if (kind === "check" && answer?.verdict) {
      const words: Readonly<Record<string, string>> = { proved: "已证", refuted: "已否定", undecided: "未定" };
      return [
        {
          from,
          to,
          kind: "check",
          statement: index,
          title: { en: `check: ${answer.verdict}`, zh: `验证：${words[answer.verdict] ?? answer.verdict}` },
        },
      ];
    }
    const draws = subject && (kind === "define" || kind === "show" || kind === "optimise");
    return draws ? [{ from, to, kind: "plot", statement: index, title: { en: "plot", zh: "绘图" } }] : [];
  });
}
