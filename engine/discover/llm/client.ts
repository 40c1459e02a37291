/**
 * One language model behind an address of the OpenAI kind. What its server understands is found out from the top of
 * a ladder: Responses API with structured output, chat completions with a JSON schema, with JSON of any form, plain
 * text. The messages are the same on every rung. The only file that knows the package `openai`.
 */
import type { OpenAI } from 'openai';
import { type Account, createAccount } from './account.ts';
import { type LlmClient, type Message, RUNGS, type Rung } from './ask.ts';
import { createAsk } from './asking.ts';
import { type Failure, retryAfterOf } from './classify.ts';
import { type Endpoint, type LlmEndpoint, readEndpoint } from './endpoint.ts';
import { LlmError } from './error.ts';
import { boundedBody, endpointFetch, type Patience, startPatience } from './guard.ts';
import { createLadder, type Question, RequestFailed, type Send } from './ladder.ts';
import {
  createChatReader,
  createResponseReader,
  malformed,
  type RawReply,
  ServerFault,
} from './read-reply.ts';
import type { Transcript } from './transcript.ts';

export interface LlmClientOptions {
  /** Of the pauses between repetitions; nothing else is left to chance here. Default 1. */
  readonly seed?: number;
  /** Default: an account without prices and budget. */
  readonly account?: Account;
  /** Everything is kept there, and answered from there first. */
  readonly transcript?: Transcript;
  /** Asks nobody: what the transcript does not hold fails with `llm-not-in-transcript`. Default false. */
  readonly replayOnly?: boolean;
}

/** Connects to nothing before something is asked. Throws `llm-unavailable` for an address that is none. */
export function createLlmClient(settings: LlmEndpoint, options: LlmClientOptions = {}): LlmClient {
  const endpoint = readEndpoint(settings);
  const account = options.account ?? createAccount();
  const climb = createLadder({
    endpoint,
    account,
    seed: options.seed ?? 1,
    send: createSend(endpoint),
  });
  return {
    host: endpoint.host,
    temperature: endpoint.temperature,
    account,
    ask: createAsk({
      endpoint,
      account,
      climb,
      transcript: options.transcript,
      replayOnly: options.replayOnly ?? false,
    }),
  };
}

function createSend(endpoint: Endpoint): Send {
  let library: Promise<Library> | undefined;
  return async (rung, question, fields, { signal, onText }) => {
    library ??= openLibrary(endpoint);
    const opened = await library;
    const patience = startPatience(endpoint.timeout, signal);
    try {
      const response = await request(opened.openai, rung, { endpoint, question, fields, patience });
      patience.heard();
      return await readBody(response, rung, { endpoint, opened, patience, onText });
    } catch (error) {
      signal?.throwIfAborted();
      const message = patience.ended();
      if (message !== undefined) throw new RequestFailed({ message });
      throw failed(error, opened, endpoint.host);
    } finally {
      patience.stop();
      // Whatever is still coming is not waited for.
      patience.controller.abort();
    }
  };
}

interface Library {
  readonly openai: OpenAI;
  readonly APIError: typeof import('openai').APIError;
  readonly Stream: typeof import('openai/core/streaming').Stream;
}

/** Loaded when it is first needed: most runs ask no model. */
async function openLibrary(endpoint: Endpoint): Promise<Library> {
  const [{ OpenAI: Client, APIError }, { Stream }] = await Promise.all([
    import('openai'),
    import('openai/core/streaming'),
  ]);
  const openai = new Client({
    baseURL: endpoint.baseURL,
    // The true one is added on the way out (guard.ts), so that no error and no log of the library can hold it.
    apiKey: 'unused',
    // Else they would be taken from the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: endpointFetch(endpoint),
  });
  return { openai, APIError, Stream };
}

interface Sending {
  readonly endpoint: Endpoint;
  readonly question: Question;
  /** Optional fields that may be sent. */
  readonly fields: ReadonlySet<string>;
  readonly patience: Patience;
}

/** The head of the answer; its body is still to come. */
function request(openai: OpenAI, rung: Rung, sending: Sending): Promise<Response> {
  const { endpoint, patience } = sending;
  const options = {
    signal: patience.controller.signal,
    // Patience ends it before.
    timeout: Math.ceil(20_000 * endpoint.timeout) + 60_000,
  };
  return rung === 'responses'
    ? openai.responses.create(responsesBody(sending), options).asResponse()
    : openai.chat.completions.create(chatBody(rung, sending), options).asResponse();
}

function responsesBody({ endpoint, question, fields }: Sending) {
  const { temperature } = question;
  const { effort, maxOutputTokens } = endpoint;
  return {
    model: endpoint.model,
    input: messagesOf(question),
    text: {
      format: {
        type: 'json_schema',
        name: question.name,
        schema: question.shape,
        strict: true,
      },
    },
    stream: true,
    // Kept here, not there.
    ...(fields.has('store') && { store: false }),
    ...(fields.has('max_output_tokens') && { max_output_tokens: maxOutputTokens }),
    ...(effort && fields.has('reasoning') && { reasoning: { effort } }),
    ...(temperature !== undefined && fields.has('temperature') && { temperature }),
  } satisfies OpenAI.Responses.ResponseCreateParamsStreaming;
}

function chatBody(rung: Exclude<Rung, 'responses'>, { endpoint, question, fields }: Sending) {
  const { temperature } = question;
  const { effort, maxOutputTokens } = endpoint;
  const format = FORMATS[rung](question);
  return {
    model: endpoint.model,
    messages: messagesOf(question),
    stream: true,
    ...(format && { response_format: format }),
    ...(fields.has('stream_options') && { stream_options: { include_usage: true } }),
    // The older name, which more servers know.
    ...(fields.has('max_tokens') && { max_tokens: maxOutputTokens }),
    ...(fields.has('max_completion_tokens') && { max_completion_tokens: maxOutputTokens }),
    ...(effort && fields.has('reasoning_effort') && { reasoning_effort: effort }),
    ...(temperature !== undefined && fields.has('temperature') && { temperature }),
  } satisfies OpenAI.Chat.ChatCompletionCreateParamsStreaming;
}

const FORMATS = {
  'chat-json-schema': ({ name, shape }: Question) => ({
    type: 'json_schema' as const,
    json_schema: { name, schema: shape, strict: true },
  }),
  'chat-json-object': () => ({ type: 'json_object' as const }),
  'chat-text': () => undefined,
};

function messagesOf({
  system,
  messages,
}: Question): (Message | { role: 'system'; content: string })[] {
  return [{ role: 'system', content: system }, ...messages];
}

interface Reading {
  readonly endpoint: Endpoint;
  readonly opened: Library;
  readonly patience: Patience;
  readonly onText: ((piece: string) => void) | undefined;
}

/** Servers may send events, or one JSON text although a stream was asked for. */
async function readBody(
  response: Response,
  rung: Rung,
  { endpoint: { host }, opened: { openai, Stream }, patience, onText }: Reading,
): Promise<RawReply> {
  const type =
    (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const streamed = type === 'text/event-stream';
  if (!streamed && !/^application\/(.+\+)?json$/.test(type)) {
    throw malformed(host, `of the type ${JSON.stringify(type.slice(0, 60))}, not JSON`);
  }
  if (response.body === null) throw malformed(host, 'empty');
  const body = boundedBody(response.body, host, { streamed, onBytes: patience.heard });
  const bounded = new Response(body, { headers: response.headers });
  const reader = rung === RUNGS[0] ? createResponseReader(host) : createChatReader(host);
  if (!streamed) {
    const piece = reader.takeWhole(parseWhole(await bounded.text(), host));
    if (reader.reply().end === 'cut') throw malformed(host, 'not in the form of the API');
    onText?.(piece);
    return reader.reply();
  }
  for await (const event of Stream.fromSSEResponse<unknown>(bounded, patience.controller, openai)) {
    const piece = reader.take(event);
    if (piece !== '') onText?.(piece);
  }
  // The library ends an aborted stream as if it were complete.
  patience.controller.signal.throwIfAborted();
  return reader.reply();
}

function parseWhole(text: string, host: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(host, 'not JSON, although it says so');
  }
}

/** What the library or the network threw, in our own words. */
function failed(error: unknown, { APIError }: Library, host: string): Error {
  if (error instanceof LlmError) return error;
  if (error instanceof SyntaxError) return malformed(host, 'events that are not JSON');
  if (error instanceof ServerFault) {
    return new RequestFailed({ message: error.message, ...(error.code && { code: error.code }) });
  }
  if (error instanceof APIError) return new RequestFailed(failureOf(error), error);
  return new RequestFailed({ message: innermost(error) }, error);
}

function failureOf(error: InstanceType<Library['APIError']>): Failure {
  const { status, headers, code, param, type } = error;
  const retryAfter = headers && retryAfterOf(headers);
  const word = [code, type].filter((text) => typeof text === 'string').join(' ');
  return {
    message: status === undefined ? innermost(error) : error.message.replace(/^\d{3} /, ''),
    ...(status !== undefined && { status }),
    ...(word !== '' && { code: word }),
    ...(typeof param === 'string' && { field: param }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** 'connect ECONNREFUSED 127.0.0.1:1' says more than 'Connection error.' around it. */
function innermost(error: unknown): string {
  let inner = error;
  for (let depth = 0; depth < 5 && inner instanceof Error && inner.cause !== undefined; depth++) {
    inner = inner.cause;
  }
  return inner instanceof Error ? inner.message : String(inner);
}
