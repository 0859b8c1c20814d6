/** The whole text of the worker's script; the build resolves it (`scripts/worker-text.mjs`). */
declare module "worker-text" {
  const text: string;
  export default text;
}
