/** Structures proposed by a language model: it reflects on what was seen, writes, and mends what does not compile. */
import type {
  Proposal,
  ProposalRequest,
  Proposer,
  ProposerOptions,
  Suggestion,
} from '../proposer.ts';
import type { LlmClient } from './ask.ts';
import { limitAtOnce } from './at-once.ts';
import { isEndpointFailure, isForThePerson, LlmError } from './error.ts';
import { reflectionSchema, reflectionSystem, reflectionText } from './prompts/reflection.ts';
import { PROMPTS_VERSION } from './prompts/version.ts';
import { type Written, writeCandidate } from './write-candidate.ts';

export interface LlmProposerOptions {
  readonly client: LlmClient;
  /** Candidates that are written side by side, default 3; how many requests are under way is the client's to limit. */
  readonly candidatesAtOnce?: number;
  /** CSV text of training rows that the person allows to be sent. Default: none are sent. */
  readonly includeRows?: string;
}

/**
 * Proposals come in the order of their numbers, ids 'llm-<round>.<number>'. A candidate that comes to nothing is told
 * as a warning. Throws the `LlmError` of the endpoint when nothing can be had from it, and the reason of the signal.
 */
export function createLlmProposer(options: LlmProposerOptions): Proposer {
  const { account } = options.client;
  return {
    id: 'llm',
    propose: (request, more = {}) => propose(request, more, options),
    // Nobody knows the cost without prices; tokens stand in the client's account.
    ...(account.cost() !== null && { spent: () => account.cost() ?? 0 }),
  };
}

async function* propose(
  request: ProposalRequest,
  { signal, onActivity }: ProposerOptions,
  { client, candidatesAtOnce = 3, includeRows: rows }: LlmProposerOptions,
): AsyncGenerator<Proposal, void, undefined> {
  // Whoever stops listening stops the candidates that are still being written, too.
  const stop = new AbortController();
  const together = AbortSignal.any(signal === undefined ? [stop.signal] : [stop.signal, signal]);
  const telling = { signal: together, ...(onActivity && { onActivity }) };
  const limit = limitAtOnce(candidatesAtOnce);
  try {
    const suggestions = await reflect(request, { client, rows, ...telling });
    const numbers = Array.from({ length: request.count }, (_, i) => i + 1);
    onActivity?.({ kind: 'asking', text: askingText(request.count, client.host) });
    const writing = numbers.map((number) =>
      limit(() => writeCandidate(request, { number, suggestions, client, rows, ...telling })).then(
        (written) => written,
        (error: unknown): Written => ({ kind: 'failed', error }),
      ),
    );
    yield* inOrder(writing, request, onActivity);
    signal?.throwIfAborted();
  } finally {
    stop.abort();
  }
}

function askingText(count: number, host: string): string {
  return `${host} is asked for ${count === 1 ? 'a structure' : `${count} structures`}`;
}

async function* inOrder(
  writing: readonly Promise<Written>[],
  { history }: ProposalRequest,
  onActivity: ProposerOptions['onActivity'],
): AsyncGenerator<Proposal, void, undefined> {
  const seen = new Map(history.map(({ proposal }) => [essenceOf(proposal.source), proposal.id]));
  const failures: LlmError[] = [];
  for (const pending of writing) {
    const written = await pending;
    if (written.kind === 'failed') {
      if (!(written.error instanceof LlmError)) throw written.error;
      failures.push(written.error);
      onActivity?.({ kind: 'warning', text: warningText(written.error) });
    } else if (written.kind === 'proposal') {
      const { proposal } = written;
      const twin = seen.get(essenceOf(proposal.source));
      if (twin === undefined) {
        seen.set(essenceOf(proposal.source), proposal.id);
        yield proposal;
      } else {
        onActivity?.({ kind: 'warning', text: `${proposal.id}: the same as ${twin}, left out` });
      }
    }
  }
  const [first] = failures;
  const alike = failures.every(({ code }) => code === first?.code);
  if (failures.length === writing.length && alike && isEndpointFailure(first)) throw first;
}

function warningText({ message, hint }: LlmError): string {
  return hint === undefined ? message : `${message}. ${hint}`;
}

/** White space aside. */
function essenceOf(source: string): string {
  return source.replace(/\s+/g, '');
}

interface Reflecting extends ProposerOptions {
  readonly client: LlmClient;
  readonly rows: string | undefined;
}

/** None where nothing was seen, or where the model has nothing of use to say. */
async function reflect(
  request: ProposalRequest,
  { client, rows, signal, onActivity }: Reflecting,
): Promise<readonly Suggestion[]> {
  const text = reflectionText(request, rows);
  if (text === undefined) return [];
  onActivity?.({ kind: 'asking', text: `${client.host} is asked what to change` });
  try {
    const { value } = await client.ask(
      {
        name: `reflection_${PROMPTS_VERSION}`,
        system: reflectionSystem(),
        messages: [{ role: 'user', content: text }],
        schema: reflectionSchema,
      },
      signal && { signal },
    );
    const suggestions = value.suggestions.slice(0, MOST_SUGGESTIONS).map(shortened);
    onActivity?.({ kind: 'reflected', suggestions });
    return suggestions;
  } catch (error) {
    // The candidates would fail by it, too.
    if (!(error instanceof LlmError) || isHopeless(error)) throw error;
    onActivity?.({ kind: 'warning', text: warningText(error) });
    return [];
  }
}

const MOST_SUGGESTIONS = 5;

function shortened({ text, because }: Suggestion): Suggestion {
  return { text: text.slice(0, 400), because: because.slice(0, 400) };
}

function isHopeless({ code }: LlmError): boolean {
  return isForThePerson(code) || code === 'llm-not-in-transcript';
}
