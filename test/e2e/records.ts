import type { BrowserContext, CDPSession, Frame, Page, Request } from "playwright-core";

/** What the page did beside what it showed. */
export interface Records {
  readonly errors: string[];
  readonly violations: string[];
  /** Every request: its address, and that of the outermost frame of a webview that made it, if one did. */
  readonly requests: { readonly url: string; readonly view: string | undefined }[];
}

/** Listens to everything from now on. */
export async function record(context: BrowserContext, page: Page): Promise<Records> {
  const records: Records = { errors: [], violations: [], requests: [] };
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = `${message.text().split("\n", 1)[0]} (${message.location().url})`;
    if (/Content.Security.Policy/i.test(text)) records.violations.push(text);
    else records.errors.push(text);
  });
  page.on("pageerror", (error) => records.errors.push(`uncaught: ${error.message}`));
  context.on("request", (request) => {
    records.requests.push({ url: request.url(), view: viewOf(request) });
  });
  await audit(await context.newCDPSession(page), records);
  return records;
}

/**
 * The browser's own list of policy violations, of every frame: listeners put into a webview are lost when its
 * document is written.
 */
async function audit(session: CDPSession, records: Records): Promise<void> {
  session.on("Audits.issueAdded", ({ issue }) => {
    const details = issue.details.contentSecurityPolicyIssueDetails;
    if (issue.code !== "ContentSecurityPolicyIssue" || !details || details.isReportOnly) return;
    const place = details.sourceCodeLocation?.url ?? details.blockedURL ?? "";
    records.violations.push(`${details.violatedDirective} ${details.contentSecurityPolicyViolationType} ${place}`);
  });
  await session.send("Audits.enable");
}

function viewOf(request: Request): string | undefined {
  let frame: Frame | null;
  try {
    frame = request.frame();
  } catch {
    // A service worker's request has no frame.
    return undefined;
  }
  for (; frame; frame = frame.parentFrame()) if (/extensionId=/.test(frame.url())) return frame.url();
  return undefined;
}
