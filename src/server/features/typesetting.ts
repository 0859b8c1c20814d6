import type { ServerCalls } from "../../protocol/server";
import type { TypesetRequest } from "../../tex/request";
import { type Core, serving } from "../core";

/** Typesetting for the editor's other hovers and for our pages. */
export function registerTypesetting(core: Core): void {
  type Call = ServerCalls["nabla/typeset"];
  serving<Call["ask"], Call["reply"]>(core, "nabla/typeset", null, async ({ request, key }) => {
    if (!isRequest(request)) return null;
    const typesetter = await core.typesetter();
    return (await typesetter.typeset(request, key === undefined ? {} : { key: String(key) })) ?? null;
  });
  serving<null, null>(core, "nabla/warm", null, async () => {
    (await core.typesetter()).warm();
    return null;
  });
}

function isRequest(request: TypesetRequest | undefined): request is TypesetRequest {
  return (
    typeof request === "object" &&
    request !== null &&
    typeof request.tex === "string" &&
    typeof request.color === "string" &&
    typeof request.fontPx === "number"
  );
}
