/** Who may talk to the browser host. Pure: one table for every request, one more for the way to the engine. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The only path that becomes a connection to the engine. */
export const ENGINE_PATH = '/engine';

/** What the server answers; the client offers it beside its token. */
export const SUBPROTOCOL = 'gsim';

/** Windows at most. */
const CONNECTION_LIMIT = 8;

export interface Gate {
  /** '127.0.0.1:51234', exactly as browsers write it. */
  readonly host: string;
  /** 256 bits, hexadecimal. Known to the window and to nobody else on this machine. */
  readonly token: string;
}

export interface Refusal {
  readonly status: number;
  /** For the person who looks; never repeats what was sent. */
  readonly words: string;
}

export type Asked = Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>;

interface Row extends Refusal {
  readonly refuses: (asked: Asked, gate: Gate, connections: number) => boolean;
}

const REQUESTS: readonly Row[] = [
  {
    // A page of a foreign name that was made to point here (DNS rebinding) sends that name.
    refuses: (asked, { host }) => !isExactly(asked, 'host', host),
    status: 421,
    words: 'The studio does not answer under this name.',
  },
  {
    // There is nothing to change by a request: what changes something goes through the engine.
    refuses: ({ method }) => method !== 'GET' && method !== 'HEAD',
    status: 405,
    words: 'The studio answers GET and HEAD only.',
  },
];

const UPGRADES: readonly Row[] = [
  ...REQUESTS,
  {
    // Without query: a token in an address would end in histories and logs.
    refuses: ({ url }) => url !== ENGINE_PATH,
    status: 404,
    words: 'The engine is not here.',
  },
  {
    // Browsers let any page open a WebSocket anywhere, and always say which page it was.
    refuses: (asked, { host }) => !isExactly(asked, 'origin', `http://${host}`),
    status: 403,
    words: 'Only the studio itself may connect to the engine.',
  },
  {
    // Other programs and other people of this machine can claim any name and any origin, but do not know the token.
    refuses: (asked, { token }) => !hasToken(asked, token),
    status: 401,
    words:
      'This window has no key, or that of another session. Open the address that the studio printed.',
  },
  {
    refuses: (_asked, _gate, connections) => connections >= CONNECTION_LIMIT,
    status: 503,
    words: `${CONNECTION_LIMIT} windows are open already. Close one of them.`,
  },
];

/** Undefined: it may be answered. */
export function refuseRequest(asked: Asked, gate: Gate): Refusal | undefined {
  return REQUESTS.find((row) => row.refuses(asked, gate, 0));
}

/** Undefined: it may be connected to the engine. `connections`: those that there are. */
export function refuseUpgrade(asked: Asked, gate: Gate, connections: number): Refusal | undefined {
  return UPGRADES.find((row) => row.refuses(asked, gate, connections));
}

/** Sent once and so, to the letter. Node would hide a second one. */
function isExactly(asked: Asked, header: string, value: string): boolean {
  const sent = valuesOf(asked, header);
  return sent.length === 1 && sent[0] === value;
}

/** The offer is ['gsim', 'token.<hex>']. */
function hasToken(asked: Asked, token: string): boolean {
  const sent = valuesOf(asked, 'sec-websocket-protocol').join(',').split(',');
  const [first, second, ...more] = sent.map((name) => name.trim());
  if (first !== SUBPROTOCOL || more.length > 0) return false;
  // Digests: of the same length whatever was sent, and compared without telling where they differ.
  return timingSafeEqual(digest(second ?? ''), digest(`token.${token}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function valuesOf({ rawHeaders }: Asked, header: string): string[] {
  return rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === header,
  );
}
