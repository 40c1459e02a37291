/** A language model of our own on 127.0.0.1 that speaks both APIs, and misbehaves on request. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message, Rung } from '../../../engine/discover/llm/ask.ts';

/** One request as it came in. */
export interface Received {
  /** '/v1/responses', '/v1/chat/completions'. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly messages: readonly {
    readonly role: Message['role'] | 'system';
    readonly content: string;
  }[];
  readonly rung: Rung;
}

/** What the server does with a request; a plain text is a good reply. */
export type Behaviour =
  | string
  | {
      readonly text?: string;
      /** false: one JSON although a stream was asked for. */
      readonly stream?: boolean;
      readonly end?: 'complete' | 'length' | 'refused';
      /** false: it does not tell. */
      readonly usage?: { readonly input: number; readonly output: number } | false;
      /** Waits so many milliseconds before anything is sent. */
      readonly delay?: number;
      /** Breaks off after so many pieces of the text; 'clean' without an error of the connection. */
      readonly cutAfter?: number;
      readonly cut?: 'clean' | 'hard';
      /** Goes silent after so many pieces, until the client gives up. */
      readonly hangAfter?: number;
    }
  /** Sent as it is. */
  | {
      readonly status: number;
      readonly type?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | AsyncIterable<string>;
    };

export interface LlmServer {
  /** To be used as the base URL: 'http://127.0.0.1:<port>/v1'. */
  readonly baseURL: string;
  readonly received: readonly Received[];
  /** Most requests that were under way at the same time. */
  readonly mostAtOnce: () => number;
  /** Requests whose client went away before the end. */
  readonly leftEarly: () => number;
  readonly close: () => Promise<void>;
}

export interface LlmServerOptions {
  /** number counts requests from 1, those that the server does not know included. */
  readonly answer: (request: Received, number: number) => Behaviour | Promise<Behaviour>;
  /** Default: all. */
  readonly knows?: readonly Rung[];
}

const ALL: readonly Rung[] = ['responses', 'chat-json-schema', 'chat-json-object', 'chat-text'];

export async function startLlmServer({
  answer,
  knows = ALL,
}: LlmServerOptions): Promise<LlmServer> {
  const received: Received[] = [];
  let running = 0;
  let most = 0;
  let left = 0;
  const server = createServer((request, response) => {
    running++;
    most = Math.max(most, running);
    response.on('close', () => {
      running--;
      if (!response.writableFinished) left++;
    });
    serve(request, response).catch(() => response.destroy());
  });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const one = await read(request);
    received.push(one);
    const number = received.length;
    const refusal = knows.includes(one.rung) ? undefined : unknown(one.rung);
    await send(response, one, refusal ?? (await answer(one, number)));
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    received,
    mostAtOnce: () => most,
    leftEarly: () => left,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Received> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const body = JSON.parse(text) as Record<string, unknown>;
  const path = new URL(request.url ?? '', 'http://127.0.0.1').pathname;
  const format = (body.response_format as { type?: string } | undefined)?.type;
  const rung =
    path === '/v1/responses'
      ? 'responses'
      : format === 'json_schema'
        ? 'chat-json-schema'
        : format === 'json_object'
          ? 'chat-json-object'
          : 'chat-text';
  const messages = (body.input ?? body.messages) as Received['messages'];
  return { path, headers: request.headers, body, messages, rung };
}

function unknown(rung: Rung): Behaviour {
  if (rung === 'responses') return { status: 404, type: 'text/plain', body: '404 page not found' };
  return failure(400, `response_format: '${rung.slice(5).replace('-', '_')}' is not supported`);
}

/** An error in the form of the API. */
export function failure(
  status: number,
  message: string,
  { headers, ...more }: { code?: string; param?: string; headers?: Record<string, string> } = {},
): Behaviour {
  return {
    status,
    body: JSON.stringify({ error: { message, type: 'error', ...more } }),
    ...(headers && { headers }),
  };
}

async function send(response: ServerResponse, request: Received, behaviour: Behaviour) {
  if (typeof behaviour === 'string') return sendReply(response, request, { text: behaviour });
  if (!('status' in behaviour)) return sendReply(response, request, behaviour);
  const { status, type = 'application/json', headers = {}, body = '' } = behaviour;
  response.writeHead(status, { 'content-type': type, ...headers });
  if (typeof body === 'string') return void response.end(body);
  const closed = once(response, 'close');
  for await (const piece of body) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed]);
  }
  response.end();
}

type Reply = Exclude<Behaviour, string | { readonly status: number }>;

async function sendReply(response: ServerResponse, request: Received, reply: Reply) {
  const { delay = 0, stream = true } = reply;
  if (delay > 0) await new Promise((done) => setTimeout(done, delay));
  const api = request.rung === 'responses' ? responsesApi(reply) : chatApi(reply);
  if (!stream) {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    return void response.end(JSON.stringify(api.whole));
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  let sent = 0;
  for (const piece of piecesOf(reply.text ?? '')) {
    if (sent === reply.cutAfter) {
      if (reply.cut === 'clean') return void response.end();
      // What was written must have left before the connection breaks.
      await new Promise((done) => setTimeout(done, 20));
      return void response.destroy();
    }
    if (sent === reply.hangAfter) return;
    response.write(api.piece(piece));
    sent++;
    // Pieces come one by one, as from a model.
    if (sent % 5 === 0) await new Promise((done) => setImmediate(done));
  }
  response.end(api.end);
}

function piecesOf(text: string): string[] {
  const size = Math.max(1, Math.ceil(text.length / 20));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
    text.slice(i * size, (i + 1) * size),
  );
}

const event = (name: string, value: unknown) =>
  `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`;
const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

function responsesApi({ text = '', end = 'complete', usage }: Reply) {
  const used = usage ?? { input: 100, output: 20 };
  const content =
    end === 'refused'
      ? [{ type: 'refusal', refusal: 'I cannot help with that.' }]
      : [{ type: 'output_text', text, annotations: [] }];
  const whole = {
    id: 'resp_1',
    object: 'response',
    status: end === 'length' ? 'incomplete' : 'completed',
    incomplete_details: end === 'length' ? { reason: 'max_output_tokens' } : null,
    error: null,
    output: [
      { type: 'reasoning', summary: [] },
      { type: 'message', role: 'assistant', content },
    ],
    ...(used && { usage: { input_tokens: used.input, output_tokens: used.output } }),
  };
  const closing = end === 'length' ? 'response.incomplete' : 'response.completed';
  return {
    whole,
    piece: (delta: string) =>
      event('response.output_text.delta', { type: 'response.output_text.delta', delta }),
    end: event(closing, { type: closing, response: whole }),
  };
}

function chatApi({ text = '', end = 'complete', usage }: Reply) {
  const used = usage ?? { input: 100, output: 20 };
  const finish = { complete: 'stop', length: 'length', refused: 'content_filter' }[end];
  const tokens = used && { usage: { prompt_tokens: used.input, completion_tokens: used.output } };
  return {
    whole: {
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }],
      ...tokens,
    },
    piece: (content: string) => data({ choices: [{ index: 0, delta: { content } }] }),
    end: `${data({ choices: [{ index: 0, delta: {}, finish_reason: finish }] })}${
      tokens ? data({ choices: [], ...tokens }) : ''
    }data: [DONE]\n\n`,
  };
}

/** The reply of a model that wrote this simulator. */
export function candidateReply(
  code: string,
  changes: { readonly name?: string; readonly changes?: string | null } = {},
): string {
  return JSON.stringify({
    name: 'A title',
    parts: ['One part of it.'],
    assumptions: ['One thing is assumed.'],
    rationale: 'Because of the data.',
    changes: null,
    code,
    ...changes,
  });
}
