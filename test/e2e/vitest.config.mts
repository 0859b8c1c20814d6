import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: ".",
    include: ["test/e2e/**/*.test.ts"],
    environment: "node",
    globalSetup: ["test/e2e/setup.ts"],
    setupFiles: ["test/e2e/failures.ts"],
    // One editor and one browser serve every file, so the files take turns.
    fileParallelism: false,
    // What is tried is a real editor on a shared machine: a test counts as broken when it fails twice in a row.
    retry: 1,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
