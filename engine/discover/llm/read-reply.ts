/** What servers send, whole or in pieces, by either API: read with suspicion, since it may hold anything. */
import { z } from 'zod';
import type { Usage } from './account.ts';
import { LlmError } from './error.ts';

/** What a reply came to. */
export interface RawReply {
  readonly text: string;
  /** undefined when the server did not tell. */
  readonly usage: Usage | undefined;
  /** length: cut off at the largest length; refused: by the model or a filter; cut: the rest never came. */
  readonly end: 'complete' | 'length' | 'refused' | 'cut';
}

/** Longest text of a reply, in characters. */
export const LONGEST_TEXT = 2_000_000;

/** Collects one reply. */
export interface ReplyReader {
  /** One event of a stream; gives the text that is new in it. Throws `ServerFault`, `llm-malformed`, `llm-too-long`. */
  readonly take: (event: unknown) => string;
  /** The same for a reply in one piece, from servers that do not stream. */
  readonly takeWhole: (body: unknown) => string;
  readonly reply: () => RawReply;
}

/** A server that reports a fault within a reply that began well. */
export class ServerFault extends Error {
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

const faultSchema = z.looseObject({
  code: z.union([z.string(), z.number()]).nullish(),
  message: z.string().nullish(),
});

const responseSchema = z.looseObject({
  status: z.string().nullish(),
  error: faultSchema.nullish(),
  incomplete_details: z.looseObject({ reason: z.string().nullish() }).nullish(),
  output: z
    .array(
      z.looseObject({
        content: z
          .array(
            z.looseObject({
              type: z.string(),
              text: z.string().nullish(),
              refusal: z.string().nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
  usage: z
    .looseObject({ input_tokens: z.number(), output_tokens: z.number() })
    .nullish()
    .catch(null),
});

const responseEventSchema = z.looseObject({
  type: z.string(),
  delta: z.string().nullish(),
  response: responseSchema.nullish(),
});

/** Responses API: events of type `response.*`, or the response itself. */
export function createResponseReader(host: string): ReplyReader {
  const text = createText(host);
  let usage: Usage | undefined;
  let end: RawReply['end'] = 'cut';
  const close = ({ status, error, incomplete_details, output, usage: used }: Response) => {
    if (error) throw faultOf(error);
    const parts = (output ?? []).flatMap(({ content }) => content ?? []);
    if (used) usage = { input: used.input_tokens, output: used.output_tokens };
    const refused =
      parts.some(({ type }) => type === 'refusal') ||
      incomplete_details?.reason === 'content_filter';
    if (refused) end = 'refused';
    else if (status === 'incomplete') end = 'length';
    else if (status === 'completed' || output) end = 'complete';
    // The text as a whole; the pieces of a stream have been taken already.
    if (text.length() > 0) return '';
    return text.add(parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''));
  };
  return {
    take(event) {
      const { type, delta, response } = expect(responseEventSchema, event, host);
      if (type === 'response.output_text.delta') return text.add(delta ?? '');
      return response && CLOSING.has(type) ? close(response) : '';
    },
    takeWhole: (body) => close(expect(responseSchema, body, host)),
    reply: () => ({ text: text.whole(), usage, end }),
  };
}

type Response = z.infer<typeof responseSchema>;

const CLOSING = new Set(['response.completed', 'response.incomplete', 'response.failed']);

const partSchema = z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() });

const chatSchema = z.looseObject({
  error: faultSchema.nullish(),
  choices: z
    .array(
      z.looseObject({
        delta: partSchema.nullish(),
        message: partSchema.nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .looseObject({ prompt_tokens: z.number(), completion_tokens: z.number() })
    .nullish()
    .catch(null),
});

/** Chat completions: chunks, or the completion itself. */
export function createChatReader(host: string): ReplyReader {
  const text = createText(host);
  let usage: Usage | undefined;
  let end: RawReply['end'] = 'cut';
  let refused = false;
  const take = (event: unknown) => {
    const { error, choices, usage: used } = expect(chatSchema, event, host);
    if (error) throw faultOf(error);
    if (used) usage = { input: used.prompt_tokens, output: used.completion_tokens };
    const [choice] = choices ?? [];
    const part = choice?.message ?? choice?.delta;
    if (part?.refusal) refused = true;
    if (choice?.finish_reason) end = CHAT_ENDS[choice.finish_reason] ?? 'complete';
    else if (choice?.message) end = 'complete';
    return text.add(part?.content ?? '');
  };
  return {
    take,
    takeWhole: take,
    reply: () => ({ text: text.whole(), usage, end: refused ? 'refused' : end }),
  };
}

const CHAT_ENDS: Readonly<Record<string, RawReply['end']>> = {
  length: 'length',
  content_filter: 'refused',
};

function createText(host: string) {
  const pieces: string[] = [];
  let length = 0;
  return {
    add(piece: string): string {
      length += piece.length;
      if (length > LONGEST_TEXT) throw tooLarge(host);
      pieces.push(piece);
      return piece;
    },
    length: () => length,
    whole: () => pieces.join(''),
  };
}

export function tooLarge(host: string): LlmError {
  return new LlmError(
    'llm-too-long',
    `reply from ${host}: larger than 2 MB, the rest was not read`,
    {
      hint: 'Ask for fewer tokens at most, or choose another model',
    },
  );
}

export function malformed(host: string, what: string): LlmError {
  return new LlmError('llm-malformed', `reply from ${host}: ${what}`, {
    hint: 'Check that the address is that of a language model (it usually ends in /v1)',
  });
}

function faultOf({ message, code }: z.infer<typeof faultSchema>): ServerFault {
  return new ServerFault(message ?? 'without a reason', code === null ? undefined : String(code));
}

function expect<T>(schema: z.ZodType<T>, event: unknown, host: string): T {
  const read = schema.safeParse(event);
  if (read.success) return read.data;
  throw malformed(host, 'not in the form of the API');
}
