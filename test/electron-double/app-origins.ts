/**
 * Custom schemes. Chromium outside of Electron knows none, so each app://host is an origin of its own on 127.0.0.1;
 * every request goes to the handler of the scheme, and what it answers goes to the page as it is.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

/** Belong to the connection, or are what the browser says about an origin that the studio must not see. */
const DROPPED = /^(host|connection|origin|referer|upgrade-insecure-requests)$/;

export class AppOrigins {
  private readonly handlers = new Map<string, SchemeHandler>();
  /** 'app://gsim' -> 'http://127.0.0.1:40000' */
  private readonly origins = new Map<string, string>();

  handle(scheme: string, handler: SchemeHandler): void {
    this.handlers.set(scheme, handler);
  }

  /** Where Chromium finds it. */
  async toPage(url: string): Promise<string> {
    const { protocol, host } = new URL(url);
    if (!this.handlers.has(protocol.slice(0, -1))) return url;
    const app = `${protocol}//${host}`;
    if (!this.origins.has(app)) this.origins.set(app, await this.serve(app));
    return this.origins.get(app)! + url.slice(app.length);
  }

  /** What Electron would call it. */
  toApp(url: string): string {
    for (const [app, origin] of this.origins) {
      if (url === origin || url.startsWith(`${origin}/`)) return app + url.slice(origin.length);
    }
    return url;
  }

  /** What the handler says, without a page. */
  request(url: string, init: RequestInit = {}): Response | Promise<Response> {
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler) throw new Error(`electron double: nobody handles ${url}`);
    return handler(new Request(url, init));
  }

  private serve(app: string): Promise<string> {
    const server = createServer((request, response) => {
      this.answer(app, request, response).catch((error) => response.destroy(error));
    });
    server.unref();
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      });
    });
  }

  private async answer(app: string, incoming: IncomingMessage, outgoing: ServerResponse) {
    const headers = Object.entries(incoming.headersDistinct)
      .filter(([name]) => !DROPPED.test(name))
      .map(([name, values]): [string, string] => [name, values!.join(', ')]);
    const answer = await this.request(app + incoming.url, {
      method: incoming.method ?? 'GET',
      headers,
    });
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body) Readable.fromWeb(answer.body as ReadableStream).pipe(outgoing);
    else outgoing.end();
  }
}
