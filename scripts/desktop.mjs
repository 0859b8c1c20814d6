/**
 * How a desktop VS Code is called: the extension under development, open on a folder and a file of it, and nothing installed in its profile. On
 * Windows `code` is a script that only a shell starts, and a shell needs quotes around blanks.
 */
export function desktopCall(code, { root, folder, file, platform }) {
  const args = [`--extensionDevelopmentPath=${root}`, folder, file];
  if (platform !== "win32") return { program: code, args, shell: false };
  return { program: `"${code}"`, args: args.map((arg) => `"${arg}"`), shell: true };
}
