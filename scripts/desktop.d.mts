export function desktopCall(
  code: string,
  where: { root: string; folder: string; file: string; platform: string },
): { program: string; args: string[]; shell: boolean };
