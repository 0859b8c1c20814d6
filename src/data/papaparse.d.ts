/** The part of Papa Parse that is used here; its own types bring those of Node into the pure folders. */
declare module "papaparse" {
  interface Step {
    readonly data: string[];
    readonly errors: readonly { readonly code: string }[];
    /** `cursor` is the offset behind the record. */
    readonly meta: { readonly cursor: number };
  }
  interface Config {
    readonly delimiter: string;
    readonly newline: "\n";
    readonly comments: string | false;
    readonly preview?: number;
    readonly step: (result: Step, parser: { abort(): void }) => void;
  }
  const papa: { parse(text: string, config: Config): unknown };
  export default papa;
}
