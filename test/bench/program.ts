/** A file of `lines` lines such as people write: blocks of a matrix, a function of it, and questions about both. */
export function file(lines: number): string[] {
  const block = (k: number) => [
    `# block ${k}`,
    `A_${k} = [${k + 4}, 1; 1, ${k + 3}]`,
    `b_${k} = [1; ${k + 1}]`,
    `f_${k}(x, y) = ${k + 1}x² + 3x*y + y³/3`,
    `∇f_${k}`,
    `∇f_${k}(1, ${k})`,
    `∇²f_${k}(1, -2)`,
    `definite A_${k}`,
    `A_${k} \\ b_${k}`,
    `c_${k} = ${k}/7 + 1`,
  ];
  return Array.from({ length: Math.ceil(lines / 10) }, (_, k) => block(k))
    .flat()
    .slice(0, lines);
}
