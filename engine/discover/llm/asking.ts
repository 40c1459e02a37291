/** From a question to a value: out of the transcript where it holds it, else from the model, and then kept there. */
import type { Account } from './account.ts';
import type { Answer, AskOptions, AskRequest, LlmClient, Rung } from './ask.ts';
import { RUNGS } from './ask.ts';
import { limitAtOnce } from './at-once.ts';
import type { Endpoint } from './endpoint.ts';
import { isForThePerson, LlmError, recordedError } from './error.ts';
import type { Climb, Question, Tally } from './ladder.ts';
import type { RawReply } from './read-reply.ts';
import { jsonSchemaOf, readValue, withReplyShape } from './reply-shape.ts';
import { createKeys, type Transcript, type TranscriptEntry } from './transcript.ts';

interface Asking {
  readonly endpoint: Endpoint;
  readonly account: Account;
  readonly climb: Climb;
  readonly transcript: Transcript | undefined;
  readonly replayOnly: boolean;
}

export function createAsk(asking: Asking): LlmClient['ask'] {
  const keyOf = createKeys();
  const limit = limitAtOnce(asking.endpoint.requestsAtOnce);
  return async (request, options = {}) => {
    options.signal?.throwIfAborted();
    const { asked, question } = questionOf(request, asking.endpoint);
    const key = await keyOf(asked);
    const stored = asking.transcript?.find(key);
    if (stored !== undefined && isStillTrue(stored, asking)) {
      return replay(stored, request, options, asking);
    }
    if (asking.replayOnly) throw notInTranscript(asking.endpoint);
    return limit(() => askModel({ key, asked, question, request }, options, asking));
  };
}

function questionOf<T>(request: AskRequest<T>, endpoint: Endpoint) {
  const temperature = endpoint.temperature && (request.temperature ?? endpoint.temperature);
  const system = withReplyShape(request.system, request.schema);
  const messages = request.messages.map(({ role, content }) => ({ role, content }));
  const asked: TranscriptEntry['asked'] = {
    name: request.name,
    model: endpoint.model,
    ...(endpoint.effort !== undefined && { effort: endpoint.effort }),
    ...(temperature !== undefined && { temperature }),
    maxOutputTokens: endpoint.maxOutputTokens,
    system,
    messages,
  };
  const shape = jsonSchemaOf(request.schema);
  const question: Question = { name: request.name, system, messages, shape, temperature };
  return { asked, question };
}

/** A wrong key or a spent budget may have been mended since; a replay shows what happened then. */
function isStillTrue({ problem }: TranscriptEntry, { replayOnly }: Asking): boolean {
  return replayOnly || problem === undefined || !isForThePerson(problem.code);
}

function replay<T>(
  { reply, problem, usage }: TranscriptEntry,
  request: AskRequest<T>,
  { onText }: AskOptions,
  { account, endpoint }: Asking,
): Answer<T> {
  account.book(usage);
  if (problem !== undefined || reply === undefined) {
    const nothing = { code: 'llm-malformed', message: 'entry of the transcript: without a reply' };
    throw recordedError(problem ?? nothing, reply?.text);
  }
  onText?.(reply.text);
  const via = RUNGS.find((rung) => rung === reply.via) ?? 'chat-text';
  return { value: readAnswer(reply.text, request, endpoint), text: reply.text, usage, via };
}

interface Asked<T> {
  readonly key: string;
  readonly asked: TranscriptEntry['asked'];
  readonly question: Question;
  readonly request: AskRequest<T>;
}

async function askModel<T>(
  { key, asked, question, request }: Asked<T>,
  options: AskOptions,
  { climb, endpoint, transcript }: Asking,
): Promise<Answer<T>> {
  const tally: Tally = { attempts: 0, usage: { input: 0, output: 0 } };
  let answered: { readonly reply: RawReply; readonly via: Rung } | undefined;
  const keep = async (error?: LlmError) =>
    transcript?.add({
      version: 1,
      key,
      asked,
      attempts: tally.attempts,
      usage: tally.usage,
      ...(answered && { reply: { text: answered.reply.text, via: answered.via } }),
      ...(error && { problem: problemOf(error) }),
    });
  try {
    answered = await climb(question, tally, options);
    const { reply, via } = answered;
    refuseBadEnd(reply, endpoint);
    const value = readAnswer(reply.text, request, endpoint);
    await keep();
    return { value, text: reply.text, usage: tally.usage, via };
  } catch (error) {
    if (error instanceof LlmError) await keep(error);
    throw error;
  }
}

function problemOf({ code, message, hint }: LlmError): NonNullable<TranscriptEntry['problem']> {
  return { code, message, ...(hint !== undefined && { hint }) };
}

function readAnswer<T>(text: string, { schema, salvage }: AskRequest<T>, { host }: Endpoint): T {
  return readValue(text, schema, { host, ...(salvage && { salvage }) });
}

function refuseBadEnd({ end, text }: RawReply, { host, maxOutputTokens }: Endpoint): void {
  if (end === 'refused') {
    throw new LlmError('llm-refused', `language model at ${host}: declines to answer`, {
      hint: 'Look at what the description asks for, or choose another model',
    });
  }
  if (end === 'length') {
    throw new LlmError('llm-too-long', `reply from ${host}: cut off at ${maxOutputTokens} tokens`, {
      hint: 'Allow longer replies, or let the model think less',
      reply: text,
    });
  }
}

function notInTranscript({ host }: Endpoint): LlmError {
  return new LlmError(
    'llm-not-in-transcript',
    `transcript: it does not hold what would be asked of ${host}`,
    { hint: 'Replay with the settings and the data of the recorded run, or ask the model again' },
  );
}
