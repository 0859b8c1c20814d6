import { join } from "node:path";
import { answerFirst } from "./boot";

/** The server as a process on standard input and output: the first reply, and then the server proper from its own file. */
void answerFirst(process.stdin, process.stdout).then((begun) => {
  setImmediate(() => {
    const { run } = require(join(__dirname, "server.main.js")) as typeof import("./node-main");
    run(begun);
  });
});
