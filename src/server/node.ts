import { join } from "node:path";
import { answerFirst } from "./boot";

type Main = typeof import("./node-main");

/**
 * The server as a process on standard input and output: the first reply, and then the server proper from its own file.
 * With `--code-cache=FOLDER` the compiled code of that file is kept there for the next start.
 */
void answerFirst(process.stdin, process.stdout).then((begun) => {
  setImmediate(async () => (await main()).run(begun));
});

async function main(): Promise<Main> {
  const file = join(__dirname, "server.main.js");
  const flag = "--code-cache=";
  const folder = process.argv.find((arg) => arg.startsWith(flag))?.slice(flag.length);
  if (!folder) return require(file) as Main;
  const { loadWithCode } = await import("./code-cache"); // Node's own modules for it cost time before the first reply
  const { exports, keep } = loadWithCode(file, folder);
  process.once("exit", keep);
  return exports as Main;
}
