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

/** `plot` above each function and each plot, the verdict above every check. */
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
    // Each lens pushes the lines apart, so runs and matrices have none: the panel follows the caret to them anyway.
    const draws = kind === "show" ? subject : kind === "define" && subject?.kind === "function";
    return draws ? [{ from, to, kind: "plot", statement: index, title: { en: "plot", zh: "绘图" } }] : [];
  });
}
