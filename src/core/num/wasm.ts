/**
 * A small assembler for WebAssembly: expressions nest as in a formula, and come out as the stack machine's bytes.
 * @source WebAssembly Core Specification 1.0, chapter 5 (binary format)
 */

/** The bytes of some instructions. */
export type Code = readonly number[];

export type WasmType = "i32" | "i64";

const typeByte: { readonly [T in WasmType]: number } = { i32: 0x7f, i64: 0x7e };

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const out: number[] = [];
  do {
    const low = value & 0x7f;
    value >>>= 7;
    out.push(value === 0 ? low : low | 0x80);
  } while (value !== 0);
  return out;
}

/** Signed LEB128 of a 32-bit number. */
function signed(value: number): number[] {
  for (const out: number[] = []; ; ) {
    const low = value & 0x7f;
    value >>= 7;
    if ((value === 0 && (low & 0x40) === 0) || (value === -1 && (low & 0x40) !== 0)) return [...out, low];
    out.push(low | 0x80);
  }
}

const unary = (opcode: number) => (a: Code) => [...a, opcode];
const binary = (opcode: number) => (a: Code, b: Code) => [...a, ...b, opcode];

/** 32-bit arithmetic. */
export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: binary(0x6a),
  sub: binary(0x6b),
  and: binary(0x71),
  shl: binary(0x74),
  shrU: binary(0x76),
  wrap: unary(0xa7),
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x36, 2, ...unsigned(offset)],
} as const;

/** 64-bit arithmetic. */
export const i64 = {
  const: (value: number): Code => [0x42, ...signed(value)],
  popcnt: unary(0x7b),
  add: binary(0x7c),
  and: binary(0x83),
  xor: binary(0x85),
  shl: binary(0x86),
  rotl: binary(0x89),
  load: (address: Code, offset = 0): Code => [...address, 0x29, 3, ...unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [...address, ...value, 0x37, 3, ...unsigned(offset)],
} as const;

/** Runs the body if the condition, a 32-bit number, is not 0. */
export const when = (condition: Code, body: readonly Code[]): Code => [...condition, 0x04, 0x40, ...body.flat(), 0x0b];

/** Runs the body, and again as long as the condition, a 32-bit number, is not 0. */
export const repeatWhile = (body: readonly Code[], condition: Code): Code => {
  return [0x03, 0x40, ...body.flat(), ...condition, 0x0d, 0, 0x0b];
};

/** A parameter or local variable of a function. */
export interface WasmVariable {
  readonly get: Code;
  readonly set: (value: Code) => Code;
}

export interface WasmFunction {
  readonly name: string;
  readonly params: readonly WasmType[];
  readonly locals: readonly WasmType[];
  readonly body: Code;
}

/**
 * A function without a result, its body written in terms of its named variables.
 * @param params  types by name; those of `locals`, which start at 0, follow them
 */
export function wasmFunction<P extends string, L extends string>(
  name: string,
  params: Readonly<Record<P, WasmType>>,
  locals: Readonly<Record<L, WasmType>>,
  write: (variables: Readonly<Record<P | L, WasmVariable>>) => readonly Code[],
): WasmFunction {
  const names = [...Object.keys(params), ...Object.keys(locals)];
  const variables = Object.fromEntries(
    names.map((variable, index): [string, WasmVariable] => [
      variable,
      { get: [0x20, ...unsigned(index)], set: (value) => [...value, 0x21, ...unsigned(index)] },
    ]),
  ) as Record<P | L, WasmVariable>;
  return { name, params: Object.values(params), locals: Object.values(locals), body: write(variables).flat() };
}

/**
 * The bytes of a module that exports its functions by name and one memory, `memory`.
 * @param pages  size of the memory in pages of 64 KiB
 */
export function assemble(functions: readonly WasmFunction[], pages: number): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params }) => [0x60, ...list(params.map((type) => [typeByte[type]])), 0]);
  const bodies = functions.map(({ locals, body }) => {
    const code = [...list(locals.map((type) => [1, typeByte[type]])), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  const exported = functions.map(({ name }, index) => [...text(name), 0, index]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(3, list(functions.map((_, index) => [index]))),
    ...section(5, list([[0, ...unsigned(pages)]])),
    ...section(7, list([...exported, [...text("memory"), 2, 0]])),
    ...section(10, list(bodies)),
  ]);
}

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const text = (name: string): Code => list([...name].map((letter) => [letter.charCodeAt(0)]));

/** What the host offers to run a module; not there in every host. */
interface Runtime {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** Exports of the instance of a module, or undefined where the host has no WebAssembly or forbids it. */
export function tryInstantiate(bytes: Uint8Array<ArrayBuffer>): Readonly<Record<string, unknown>> | undefined {
  const runtime = (globalThis as { readonly WebAssembly?: Runtime }).WebAssembly;
  if (!runtime) return undefined;
  try {
    return new runtime.Instance(new runtime.Module(bytes)).exports;
  } catch {
    return undefined;
  }
}
