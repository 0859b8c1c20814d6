export function desktopCall(
  code: string,
  where: { root: string; folder: string; platform: string },
): { program: string; args: string[]; shell: boolean };
