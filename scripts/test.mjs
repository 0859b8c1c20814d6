import { mkdirSync, rmSync } from "node:fs";
import { findBrowser } from "./browser.mjs";
import { build } from "./build.mjs";
import { ensureEmbedded } from "./embedded.mjs";
import { packageExtension } from "./package.mjs";
import { at, flag, node, readJson, say, tool } from "./run.mjs";
import { setup } from "./setup.mjs";

/**
 * `npm test`: unit, architecture and fuzz tests, then the end-to-end tests. `--unit` is the quick part,
 * `--e2e` the other. The very last line is the sum of all tests.
 */
const sum = { passed: 0, failed: 0, skipped: 0 };
const troubles = [];

await setup();
mkdirSync(at(".e2e"), { recursive: true });
const both = !flag("unit") && !flag("e2e");
await prepare();
if (both || flag("unit")) await suite("unit", []);
if (both || flag("e2e")) await endToEnd();
finish();

/** The tests read what is in `dist/`, and `npm start` may have left its build with source maps there. */
async function prepare() {
  try {
    say("Building …");
    await build();
    if (!flag("unit")) await packageExtension();
  } catch (error) {
    trouble(`the build failed: ${error?.message ?? error}`);
  }
}

async function endToEnd() {
  const browser = await findBrowser();
  if (!browser) {
    trouble("no Chromium or Chrome: set CHROME to one, put one on the PATH, or run as root on Debian to install it");
    return;
  }
  const editor = await ensureEmbedded();
  if (!editor) {
    trouble("the embedded VS Code could not be installed; npm's message is above");
    return;
  }
  rmSync(at(".e2e/shots"), { recursive: true, force: true });
  await suite("e2e", ["--config", "test/e2e/vitest.config.mts"], { CHROME: browser });
}

/** Runs one vitest suite and adds its counts; a suite that dies before it reports counts as a failure. */
async function suite(name, args, env = {}) {
  const report = at(`.e2e/${name}.json`);
  rmSync(report, { force: true });
  const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await node(tool.vitest, ["run", ...args, ...reporters, ...wanted], { env: { ...process.env, ...env } });
  let result;
  try {
    result = readJson(report);
  } catch {
    trouble(`the ${name} tests ended without a report`);
    return;
  }
  sum.passed += result.numPassedTests;
  sum.failed += result.numFailedTests;
  sum.skipped += result.numPendingTests + result.numTodoTests;
  // A file that fails to load, and an error outside any test, fail without a failed test of their own.
  if (code !== 0 && result.numFailedTests === 0) trouble(`the ${name} tests failed outside a test; see above`);
}

function trouble(sentence) {
  troubles.push(sentence);
  sum.failed += 1;
}

function finish() {
  for (const sentence of troubles) say(`Failed: ${sentence}.`);
  say(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}
