/** One candidate: asked for, checked, and sent back for repair until it can be evaluated or is given up. */
import type { Proposal, ProposalRequest, ProposerOptions, Suggestion } from '../proposer.ts';
import type { Answer, LlmClient, Message } from './ask.ts';
import { isPoorReply, type LlmError } from './error.ts';
import { type CandidateReply, candidateSchema, candidateText } from './prompts/candidate.ts';
import { repairText, unreadableText } from './prompts/repair.ts';
import { systemText } from './prompts/system.ts';
import { PROMPTS_VERSION } from './prompts/version.ts';
import { fencesOf } from './reply-shape.ts';

/** What became of one candidate. */
export type Written =
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  /** It could not be mended; a warning has said so. */
  | { readonly kind: 'given-up' }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface WritingOptions extends ProposerOptions {
  /** From 1. */
  readonly number: number;
  readonly suggestions: readonly Suggestion[];
  readonly client: LlmClient;
  readonly rows: string | undefined;
}

const MOST_REPAIRS = 3;

/** Throws what `LlmClient.ask` throws, but for replies that can be asked for again. */
export async function writeCandidate(
  request: ProposalRequest,
  options: WritingOptions,
): Promise<Written> {
  const { number, suggestions, rows, signal, onActivity } = options;
  const draft = `llm-${request.round}.${number}`;
  const messages: Message[] = [
    { role: 'user', content: candidateText(request, { number, suggestions, rows }) },
  ];
  for (let repair = 0; ; repair++) {
    signal?.throwIfAborted();
    const answer = await askForCandidate(messages, draft, options);
    const problems =
      answer.kind === 'poor' ? [answer.error.message] : await problemsOf(answer, request);
    if (answer.kind === 'answer' && problems.length === 0) {
      return { kind: 'proposal', proposal: proposalOf(draft, answer.value, request) };
    }
    if (repair === MOST_REPAIRS) {
      const text = `${draft}: given up after ${MOST_REPAIRS} repairs (${problems[0]})`;
      onActivity?.({ kind: 'warning', text });
      return { kind: 'given-up' };
    }
    onActivity?.({ kind: 'repairing', draft, problems });
    messages.push(
      { role: 'assistant', content: saidOf(answer) },
      {
        role: 'user',
        content: answer.kind === 'poor' ? unreadableText(problems[0] ?? '') : repairText(problems),
      },
    );
  }
}

type Outcome =
  | { readonly kind: 'answer'; readonly value: CandidateReply; readonly text: string }
  | { readonly kind: 'poor'; readonly error: LlmError };

async function askForCandidate(
  messages: readonly Message[],
  draft: string,
  { number, client, signal, onActivity }: WritingOptions,
): Promise<Outcome> {
  let characters = 0;
  try {
    const { value, text }: Answer<CandidateReply> = await client.ask(
      {
        name: `simulator_${PROMPTS_VERSION}`,
        system: systemText(),
        messages,
        schema: candidateSchema,
        salvage: salvageCode,
        ...temperatureFor(number, client),
      },
      {
        ...(signal && { signal }),
        onText(piece) {
          characters += piece.length;
          onActivity?.({ kind: 'writing', draft, characters });
        },
      },
    );
    return { kind: 'answer', value, text };
  } catch (error) {
    // Without a reply the question itself was too long, and asking on makes it longer.
    if (isPoorReply(error) && error.reply !== undefined) return { kind: 'poor', error };
    throw error;
  }
}

/** Later candidates take greater liberties, where the temperature is ours to choose. */
function temperatureFor(number: number, { temperature }: LlmClient) {
  if (temperature === undefined) return {};
  return { temperature: Math.min(2, Number((temperature + 0.1 * (number - 1)).toFixed(2))) };
}

async function problemsOf(
  { value }: Extract<Outcome, { kind: 'answer' }>,
  { check }: ProposalRequest,
): Promise<readonly string[]> {
  return value.code.trim() === '' ? ['code: empty'] : check(value.code);
}

const LONGEST_POOR_REPLY = 4000;

function saidOf(outcome: Outcome): string {
  if (outcome.kind === 'answer') return outcome.text;
  const reply = outcome.error.reply ?? '';
  // An empty message is refused by many servers.
  return reply.trim() === '' ? '(nothing)' : reply.slice(0, LONGEST_POOR_REPLY);
}

function proposalOf(
  id: string,
  { name, parts, assumptions, rationale, changes, code }: CandidateReply,
  { history }: ProposalRequest,
): Proposal {
  const parent = history.find(({ proposal }) => proposal.id === changes)?.proposal.id;
  const words = sentencesOf(parts);
  const title = oneLine(name);
  return {
    id,
    proposer: 'llm',
    source: code,
    words: words.length === 0 ? [title] : words,
    assumptions: sentencesOf(assumptions),
    rationale: [title, oneLine(rationale)].filter((text) => text !== '').join(': '),
    ...(parent !== undefined && { parent }),
  };
}

const MOST_SENTENCES = 20;

function sentencesOf(texts: readonly string[]): string[] {
  return texts
    .map(oneLine)
    .filter((text) => text !== '')
    .slice(0, MOST_SENTENCES);
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 500);
}

/** Models without structured output may answer with words and a simulator in a code fence. */
function salvageCode(text: string): CandidateReply | undefined {
  const code = fencesOf(text).find(({ content }) => content.includes('export default'))?.content;
  if (code === undefined) return undefined;
  return {
    name: /^\s*title:\s*'([^'\n]*)'/m.exec(code)?.[1] ?? 'A simulator',
    parts: [],
    assumptions: [],
    rationale: oneLine(text.slice(0, text.indexOf('```'))),
    changes: null,
    code,
  };
}
