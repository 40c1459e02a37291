/** The browser host's server: the window's files by HTTP, the engine by one WebSocket a window. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { FRAME_LIMIT } from '../../engine/studio/contract/envelope.ts';
import { readStaticFile } from '../static-files.ts';
import { type Gate, type Refusal, refuseRequest, refuseUpgrade, SUBPROTOCOL } from './gate.ts';
import { securityHeaders } from './security-headers.ts';

export interface LoopbackServerOptions {
  /** The window's files. */
  readonly root: string;
  /** Absent or 0: a free one. */
  readonly port?: number;
  /** A window that passed the gate. */
  readonly onConnection: (socket: WebSocket) => void;
}

export interface LoopbackServer {
  readonly port: number;
  /** With the token: the one address that opens the studio. Not for logs. */
  readonly url: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** A program that keeps a socket and says nothing, or says it a byte at a time, gets this long. */
const HEADERS_MILLISECONDS = 5_000;
/** Sockets at most: the windows, each with the few that a browser opens to load files. */
const SOCKET_LIMIT = 64;
/** No header of ours is longer: the token has 64 characters. */
const HEADER_BYTES = 8 * 1024;
const CLOSE_MILLISECONDS = 1_000;

/** Rejects with the system's error where the port is taken. */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const token = randomBytes(32).toString('hex');
  const server = createServer({
    headersTimeout: HEADERS_MILLISECONDS,
    requestTimeout: HEADERS_MILLISECONDS,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: HEADER_BYTES,
    // The gate refuses a request without Host, with our headers.
    requireHostHeader: false,
  });
  server.maxConnections = SOCKET_LIMIT;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: options.port ?? 0, exclusive: true }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const gate: Gate = { host: `127.0.0.1:${port}`, token };
  const headers = securityHeaders(gate.host);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_LIMIT,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });
  // ws answers what is no WebSocket handshake by itself, without our headers.
  sockets.on('wsClientError', (_error, socket) => {
    refuseSocket(socket, { status: 400, words: 'This is not a WebSocket handshake.' }, headers);
  });

  // Also for one that expects to be told to go on: there is nothing it could send.
  for (const event of ['request', 'checkContinue', 'checkExpectation'] as const) {
    server.on(event, (request, response) => {
      answer(request, response, { root: options.root, gate, headers }).catch(() =>
        response.destroy(),
      );
    });
  }
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A peer that goes away meanwhile is its own affair.
    socket.on('error', () => socket.destroy());
    const refusal = refuseUpgrade(request, gate, sockets.clients.size);
    if (refusal) refuseSocket(socket, refusal, headers);
    else sockets.handleUpgrade(request, socket, head, options.onConnection);
  });
  // What Node's parser refuses: too long, too slow, no HTTP.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = CLIENT_ERRORS[error.code ?? ''] ?? 400;
    refuseSocket(socket, { status, words: 'This request cannot be read.' }, headers);
  });

  return {
    port,
    url: `http://${gate.host}/#token=${token}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets.clients) socket.close(1001, 'the studio ends');
      const late = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
      }, CLOSE_MILLISECONDS);
      server.closeIdleConnections();
      await closed;
      clearTimeout(late);
    },
  };
}

const CLIENT_ERRORS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

interface Answering {
  readonly root: string;
  readonly gate: Gate;
  readonly headers: Readonly<Record<string, string>>;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { root, gate, headers }: Answering,
): Promise<void> {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // A body is never read: the connection ends with the answer.
  const hasBody = 'content-length' in request.headers || 'transfer-encoding' in request.headers;
  if (hasBody) response.shouldKeepAlive = false;
  const refusal = refuseRequest(request, gate);
  if (refusal) return refuse(response, refusal);
  const file = await readStaticFile(root, request.url ?? '');
  if (!file) return refuse(response, { status: 404, words: 'There is nothing here.' });
  const etag = `"${createHash('sha256').update(file.bytes).digest('base64url')}"`;
  response.setHeader('ETag', etag);
  // Kept by the browser, but asked about each time: the next studio on this port may be another version.
  response.setHeader('Cache-Control', 'no-cache');
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.bytes.length });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

function refuse(response: ServerResponse, { status, words }: Refusal): void {
  if (status === 405) response.setHeader('Allow', 'GET, HEAD');
  response.shouldKeepAlive = false;
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(`${words}\n`);
}

/** The same on a socket that has no response object. */
function refuseSocket(
  socket: Duplex,
  { status, words }: Refusal,
  headers: Readonly<Record<string, string>>,
): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const lines = Object.entries({
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': String(Buffer.byteLength(words) + 1),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${words}\n`,
  );
}
