/** What a failed request calls for: again, differently, one rung down, or not at all. */
import { type Endpoint, tidyServerText } from './endpoint.ts';
import { LlmError } from './error.ts';

/** A request that failed, as far as the server or the network told. */
export interface Failure {
  /** Absent: no answer came, or the fault was reported within a reply. */
  readonly status?: number;
  /** The server's word for it: 'model_not_found', 'rate_limit_exceeded'. */
  readonly code?: string;
  /** The field of the request that the server complains of. */
  readonly field?: string;
  readonly message: string;
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter?: number;
}

export type Verdict =
  | { readonly kind: 'stop'; readonly error: LlmError }
  /** It may pass; `error` when it does not. */
  | { readonly kind: 'again'; readonly error: LlmError; readonly after?: number }
  /** The server does not know this field, which can be left out. */
  | { readonly kind: 'omit'; readonly field: string }
  /** The server may understand a simpler form; `error` when there is none. */
  | { readonly kind: 'lower'; readonly error: LlmError };

/** `sent` are the fields of the request that can be left out. */
export function classify(failure: Failure, endpoint: Endpoint, sent: readonly string[]): Verdict {
  const { status } = failure;
  const said = tidyServerText(failure.message, endpoint);
  const error = errorsFor(endpoint.host, said);
  if (status === 401 || status === 403) return stop(error.unauthorised(status));
  if (status === 402 || NO_CREDIT.test(`${failure.code}`)) return stop(error.withoutCredit());
  if (status === 429 || (status === undefined && TOO_MANY.test(`${failure.code}`))) {
    return again(error.busy(), failure);
  }
  if (status === undefined || MAY_PASS.has(status))
    return again(error.unavailable(status), failure);
  if (status === 413 || TOO_LONG.test(`${failure.code} ${said}`)) return stop(error.tooLong());
  if (FORM.has(status)) {
    const field = sent.find((name) => new RegExp(`\\b${name}\\b`).test(`${failure.field} ${said}`));
    if (field !== undefined && status !== 404) return { kind: 'omit', field };
    if (NO_MODEL.test(`${failure.code} ${said}`)) return stop(error.noModel(endpoint.model));
    return { kind: 'lower', error: error.rejected(status) };
  }
  return stop(error.rejected(status));
}

/** A request that is not in a form that the server knows. */
const FORM = new Set([400, 404, 405, 415, 422, 501]);
const MAY_PASS = new Set([408, 409, 425, 500, 502, 503, 504, 520, 522, 524, 529]);
const NO_CREDIT = /insufficient_quota|billing|credit/i;
const TOO_MANY = /rate_?limit|too_many|overloaded/i;
const TOO_LONG = /context_length|context (length|window|size)|too many tokens|maximum context/i;
const NO_MODEL = /model_not_found|\bmodel\b.*\b(not found|does not exist|not exist|unknown)\b/i;

function stop(error: LlmError): Verdict {
  return { kind: 'stop', error };
}

function again(error: LlmError, { retryAfter }: Failure): Verdict {
  return { kind: 'again', error, ...(retryAfter !== undefined && { after: retryAfter }) };
}

function errorsFor(host: string, said: string) {
  const from = `language model at ${host}`;
  const because = said === '' ? '' : ` (${said})`;
  return {
    // What the server says of a wrong key may hold a part of it.
    unauthorised: (status: number) =>
      new LlmError('llm-unauthorised', `${from}: the key is not accepted (${status})`, {
        hint: 'Check the key, and that it may use this model',
      }),
    withoutCredit: () =>
      new LlmError('llm-over-budget', `${from}: the account there has no credit left${because}`, {
        hint: 'Top it up there, or choose another language model',
      }),
    busy: () =>
      new LlmError('llm-busy', `${from}: too many requests${because}`, {
        hint: 'Try again later, or allow fewer requests at once',
      }),
    unavailable: (status: number | undefined) =>
      new LlmError(
        'llm-unavailable',
        `${from}: ${status === undefined ? 'no answer' : `fault ${status}`}${because}`,
        { hint: 'Check that it runs and can be reached, or work without a language model' },
      ),
    noModel: (model: string) =>
      new LlmError('llm-unavailable', `${from}: no model ${JSON.stringify(model)} there`, {
        hint: 'Choose a model that the server offers',
      }),
    tooLong: () =>
      new LlmError(
        'llm-too-long',
        `question to ${host}: longer than the model can read${because}`,
        {
          hint: 'Choose a model that reads more, or shorten the description',
        },
      ),
    rejected: (status: number) =>
      new LlmError('llm-unavailable', `${from}: does not take the request (${status})${because}`, {
        hint: 'Check the address (it usually ends in /v1) and the name of the model',
      }),
  };
}

/** Seconds from the headers `retry-after-ms` and `retry-after`; a date is read against the server's own clock. */
export function retryAfterOf(headers: Headers): number | undefined {
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = Number(text);
  const until = (Date.parse(text) - Date.parse(headers.get('date') ?? '')) / 1000;
  const wait = Number.isFinite(seconds) ? seconds : until;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
