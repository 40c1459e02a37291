import type { CustomScheme, Protocol } from 'electron';
import { readStaticFile } from '../static-files.ts';
import { APP_SCHEME, ownAddress, REPORT_PATH } from './addresses.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Before the app is ready. Of the privileges of https the scheme gets only what the window needs. */
export const APP_SCHEMES: readonly CustomScheme[] = [
  {
    scheme: APP_SCHEME,
    privileges: {
      // Relative addresses, storage and an origin of its own.
      standard: true,
      // A page that is not secure has no crypto.subtle and no clipboard.
      secure: true,
      // The window's scripts are modules with chunks.
      supportFetchAPI: true,
      codeCache: true,
      // No service workers, no streaming, no CORS, and the policy below holds.
      bypassCSP: false,
      corsEnabled: false,
      allowServiceWorkers: false,
      stream: false,
    },
  },
];

/** Go with every answer, refusals too. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy({ connect: [] }),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  // Another version of the studio is another window: nothing is kept from the one before.
  'Cache-Control': 'no-cache',
};

export interface AppPages {
  /** Folder with index.html. */
  readonly root: string;
  /** Text of the report page; undefined while there is nothing to report. */
  readonly report: () => string | undefined;
}

/** Gives out app://gsim/: the files of the window, and the page of report-page.ts. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, pages: AppPages): void {
  protocol.handle(APP_SCHEME, (request) => answerRequest(request, pages));
}

/** Never rejects: an answer without a body says 404, 405 or 500. */
export async function answerRequest(
  { url, method }: Pick<Request, 'url' | 'method'>,
  pages: AppPages,
): Promise<Response> {
  const address = ownAddress(url);
  if (!address) return answer(404);
  if (method !== 'GET') return answer(405);
  if (address.pathname === REPORT_PATH) {
    const report = pages.report();
    return report === undefined ? answer(404) : answer(200, report, 'text/html; charset=utf-8');
  }
  try {
    const found = await readStaticFile(pages.root, address.pathname);
    return found ? answer(200, found.bytes, found.type) : answer(404);
  } catch {
    return answer(500);
  }
}

function answer(
  status: number,
  body: string | Uint8Array<ArrayBuffer> | null = null,
  type?: string,
): Response {
  return new Response(body, {
    status,
    headers: { ...HEADERS, ...(type !== undefined && { 'Content-Type': type }) },
  });
}
