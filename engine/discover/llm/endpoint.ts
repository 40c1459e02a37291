/** Where a language model is reached, and how it is asked. */
import { LlmError } from './error.ts';

export interface LlmEndpoint {
  /** 'https://api.openai.com/v1', 'http://localhost:11434/v1': what '/responses' or '/chat/completions' is added to. */
  readonly baseURL: string;
  readonly model: string;
  /** Empty or absent: none is sent, as for servers on the own machine. */
  readonly key?: string;
  /** How long a model may think before it answers, for models that do; absent: the server's choice. */
  readonly effort?: 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';
  /** 0 (always the likeliest word) to 2; absent: the server's choice. */
  readonly temperature?: number;
  /**
   * Longest silence in seconds before an attempt is given up, default 120. An attempt that keeps on writing may
   * take ten times as long.
   */
  readonly timeout?: number;
  /** Longest reply in tokens, thinking included; default 16 000. */
  readonly maxOutputTokens?: number;
  /** How often a request is repeated after what may pass (429, 5xx, no connection, silence); default 3. */
  readonly retries?: number;
  /** Mean pause before the first repetition in seconds, default 1; each further one is twice as long, 30 s at most. */
  readonly pause?: number;
  /** Requests under way at once, default 2. */
  readonly requestsAtOnce?: number;
}

/** An endpoint with everything filled in. */
export interface Endpoint extends Required<Omit<LlmEndpoint, 'effort' | 'temperature'>> {
  readonly effort: LlmEndpoint['effort'] | undefined;
  readonly temperature: number | undefined;
  /** Name and port, for people; holds no credentials. */
  readonly host: string;
  /** Value of the header, made from the key or from a name and password in the address; undefined: none is sent. */
  readonly authorization: string | undefined;
  /** What must never be seen in a message. */
  readonly secrets: readonly string[];
}

/** Throws `llm-unavailable` for an address that no request can go to. */
export function readEndpoint(endpoint: LlmEndpoint): Endpoint {
  const url = readAddress(endpoint.baseURL);
  const key = (endpoint.key ?? '').trim();
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  url.username = '';
  url.password = '';
  const basic = user === '' && password === '' ? undefined : `Basic ${btoa(`${user}:${password}`)}`;
  return {
    timeout: 120,
    maxOutputTokens: 16_000,
    retries: 3,
    pause: 1,
    requestsAtOnce: 2,
    ...endpoint,
    effort: endpoint.effort,
    temperature: endpoint.temperature,
    key,
    baseURL: url.href.replace(/\/+$/, ''),
    host: url.host,
    authorization: key === '' ? basic : `Bearer ${key}`,
    secrets: [key, password].filter((secret) => secret !== ''),
  };
}

function readAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  // The text may hold a password and is not repeated.
  throw new LlmError('llm-unavailable', 'address of the language model: not an address', {
    hint: 'Give the whole address, such as https://api.openai.com/v1 or http://localhost:11434/v1',
  });
}

/** Text of a server for people: one line, short, without secrets. */
export function tidyServerText(text: string, { secrets }: Pick<Endpoint, 'secrets'>): string {
  const line = secrets
    .reduce((cleaned, secret) => cleaned.replaceAll(secret, '[key]'), text)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}
