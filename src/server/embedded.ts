import type { Position, Range, TextDocument } from "vscode-languageserver-textdocument";
import { findBlocks } from "../formula/blocks";
import { type Program, programOf } from "../formula/program";

/**
 * The text that the features work with. Of a Nabla file it is the file; of any other, the program of its blocks, whose
 * offsets are the program's and whose positions are the file's, so that no feature has to know of blocks.
 */
export interface ProgramText
  extends Pick<TextDocument, "uri" | "languageId" | "version" | "lineCount" | "getText" | "positionAt" | "offsetAt"> {
  /** Absent for a Nabla file. */
  readonly embedded?: {
    /** Whether a position of the file lies in a block. */
    readonly holds: (position: Position) => boolean;
    /** Text to be put at an offset of the program, as the file must have it: each new line with the marks before it. */
    readonly written: (at: number, text: string) => string;
  };
}

export function isNabla({ languageId, uri }: Pick<TextDocument, "languageId" | "uri">): boolean {
  return languageId === "nabla" || /\.nabla$/.test(uri);
}

export function programText(file: TextDocument): ProgramText {
  return isNabla(file) ? file : embeddedText(file, programOf(findBlocks(file.getText(), file.languageId)));
}

function embeddedText(file: TextDocument, program: Program): ProgramText {
  const { uri, languageId, version } = file;
  const source = file.getText();
  const offsetAt = (position: Position): number => program.toProgram(file.offsetAt(position));
  return {
    uri,
    languageId,
    version,
    lineCount: file.lineCount,
    getText: (range?: Range) =>
      range === undefined ? program.text : program.text.slice(offsetAt(range.start), offsetAt(range.end)),
    positionAt: (offset) => file.positionAt(program.toSource(Math.min(Math.max(0, offset), program.text.length))),
    offsetAt,
    embedded: {
      holds: (position) => program.holds(file.offsetAt(position)),
      written: (at, text) => {
        if (!text.includes("\n")) return text;
        const lineStart = program.text.lastIndexOf("\n", at - 1) + 1;
        const code = program.toSource(lineStart);
        const { line } = file.positionAt(code);
        const prefix = source.slice(file.offsetAt({ line, character: 0 }), code);
        const newLine = source.includes("\r\n") ? "\r\n" : "\n";
        return text.replace(/\r?\n/g, newLine + prefix);
      },
    },
  };
}
