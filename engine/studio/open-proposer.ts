/** Who proposes in a discovery: the composer, a language model, or both; with what the model was asked kept in the run. */
import { z } from 'zod';
import { composer } from '../discover/composer/composer.ts';
import { type Budget, createAccount, type Prices } from '../discover/llm/account.ts';
import { createLlmClient } from '../discover/llm/client.ts';
import type { LlmEndpoint } from '../discover/llm/endpoint.ts';
import { createLlmProposer } from '../discover/llm/proposer.ts';
import { type TranscriptEntry, transcriptEntrySchema } from '../discover/llm/transcript.ts';
import { mixProposers } from '../discover/mix-proposers.ts';
import type { Proposer } from '../discover/proposer.ts';
import type { Project } from '../project/project.ts';
import type { Memo } from './model-request.ts';
import { UseCaseError } from './use-case-error.ts';

export const PROPOSER_CHOICES = ['composer', 'openai', 'both'] as const;
/** 'openai': any server that speaks its protocol. */
export type ProposerChoice = (typeof PROPOSER_CHOICES)[number];

export interface LlmChoice {
  readonly endpoint: LlmEndpoint;
  /** Id in the list of the person, by which a resumed run finds the endpoint again. */
  readonly id?: string;
  /** Absent: what it costs is not known. */
  readonly prices?: Prices;
  readonly budget?: Budget;
  /** CSV text of rows that may be sent; absent: no row leaves the machine. */
  readonly rows?: string;
  /** Answers from this transcript and asks nobody. */
  readonly replay?: readonly TranscriptEntry[];
}

/** What a language model took. */
export interface Spending {
  readonly transcript: () => readonly TranscriptEntry[];
  readonly report: () => SpendingReport;
}

export interface SpendingReport {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Null where prices are not known. */
  readonly cost: number | null;
}

/** Throws UseCaseError 'no-model', LlmError for an address that is none. */
export function openProposer(
  { proposer, model }: { readonly proposer: ProposerChoice; readonly model: string | null },
  memo: Memo,
  { seed, llm }: { readonly seed: number; readonly llm?: LlmChoice },
): { readonly proposer: Proposer; readonly spending?: Spending } {
  if (proposer === 'composer') return { proposer: composer };
  if (llm === undefined) throw noModel();
  const entries: TranscriptEntry[] = [];
  const account = createAccount({
    ...(llm.prices && { prices: llm.prices }),
    ...(llm.budget && { budget: llm.budget }),
  });
  const replayed = new Map((llm.replay ?? []).map((entry) => [entry.key, entry]));
  const client = createLlmClient(
    // The same model as before an interruption: its replies are found by it.
    { ...llm.endpoint, ...(model !== null && { model }) },
    {
      ...{ seed, account, replayOnly: llm.replay !== undefined },
      transcript: {
        find(key) {
          const kept = transcriptEntrySchema.safeParse(memo.get(keyOf(key))).data;
          const entry = kept ?? replayed.get(key);
          if (entry !== undefined) entries.push(entry);
          return entry;
        },
        async add(entry) {
          entries.push(entry);
          await memo.set(keyOf(entry.key), entry);
        },
      },
    },
  );
  const own = createLlmProposer({
    client,
    ...(llm.rows !== undefined && { includeRows: llm.rows }),
  });
  return {
    proposer: proposer === 'both' ? mixProposers(composer, own) : own,
    spending: {
      transcript: () => entries,
      report: () => {
        const { input, output } = account.usage();
        const cost = account.cost();
        return { requests: entries.length, inputTokens: input, outputTokens: output, cost };
      },
    },
  };
}

function keyOf(key: string): string {
  return `reply ${key}`;
}

/** What a run asked a language model. Throws UseCaseError 'bad-option' where it asked none. */
export async function readTranscript(
  project: Project,
  run: string,
): Promise<readonly TranscriptEntry[]> {
  const part = await project.readPart(run, 'transcript');
  const entries = z.array(transcriptEntrySchema).safeParse(part).data;
  if (entries) return entries;
  throw new UseCaseError('bad-option', `replay: run ${run} asked no language model`, {
    hint: 'Name a finished discovery with --proposer openai or both.',
  });
}

export function noModel(): UseCaseError {
  return new UseCaseError('no-model', 'language model: no server is given', {
    hint: 'Give its address and the name of a model (in the terminal: --base-url and --model), or let the composer propose.',
  });
}
