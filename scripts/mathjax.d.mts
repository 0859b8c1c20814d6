import type { Plugin } from "esbuild";

export declare function fastMathJax(root: string): Plugin;
