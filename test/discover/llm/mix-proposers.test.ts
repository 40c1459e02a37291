import { expect, test } from 'vitest';
import { LlmError } from '../../../engine/discover/llm/error.ts';
import { mixProposers } from '../../../engine/discover/mix-proposers.ts';
import type {
  Proposal,
  ProposalRequest,
  Proposer,
  ProposerActivity,
} from '../../../engine/discover/proposer.ts';

function proposalOf(id: string, proposer: Proposal['proposer']): Proposal {
  return { id, proposer, source: id, words: [], assumptions: [], rationale: '' };
}

interface Double extends Proposer {
  readonly counts: number[];
}

/** Knows `most` proposals, always the same; fails after `failAfter` of them. */
function double(
  id: 'composer' | 'llm',
  most: number,
  { failAfter, error }: { readonly failAfter?: number; readonly error?: Error } = {},
): Double {
  const counts: number[] = [];
  return {
    id,
    counts,
    async *propose({ count }) {
      counts.push(count);
      for (let i = 0; i < Math.min(count, most); i++) {
        if (i === failAfter) throw error;
        yield proposalOf(`${id}-${i + 1}`, id);
      }
      if (failAfter !== undefined && failAfter >= Math.min(count, most)) throw error;
    },
  };
}

async function idsOf(proposer: Proposer, round: number, count: number) {
  const warnings: string[] = [];
  const ids: string[] = [];
  const request = { round, count } as ProposalRequest;
  const onActivity = (one: ProposerActivity) => {
    if (one.kind === 'warning') warnings.push(one.text);
  };
  for await (const { id } of proposer.propose(request, { onActivity })) ids.push(id);
  return { ids, warnings };
}

test('the composer seeds the first round with about half, one at least, and the model fills', async () => {
  for (const [count, ids] of [
    [1, ['composer-1']],
    [2, ['composer-1', 'llm-1']],
    [3, ['composer-1', 'llm-1', 'llm-2']],
    [4, ['composer-1', 'composer-2', 'llm-1', 'llm-2']],
  ] as const) {
    const both = mixProposers(double('composer', 9), double('llm', 9));
    expect(both.id).toBe('both');
    expect(await idsOf(both, 1, count)).toEqual({ ids, warnings: [] });
  }
});

test('later the model comes first, and the composer gives what is missing', async () => {
  const composer = double('composer', 9);
  expect((await idsOf(mixProposers(composer, double('llm', 9)), 2, 3)).ids).toEqual([
    'llm-1',
    'llm-2',
    'llm-3',
  ]);
  expect(composer.counts).toEqual([]);
  const few = mixProposers(composer, double('llm', 1));
  expect((await idsOf(few, 2, 3)).ids).toEqual(['llm-1', 'composer-1', 'composer-2']);
});

test('where the composer knows little, the model fills', async () => {
  const both = mixProposers(double('composer', 0), double('llm', 9));
  expect((await idsOf(both, 1, 4)).ids).toEqual(['llm-1', 'llm-2', 'llm-3', 'llm-4']);
});

test('without the model the composer does the round, with a word', async () => {
  const error = new LlmError('llm-unavailable', 'language model at host: no answer', {
    hint: 'Check that it runs',
  });
  const first = mixProposers(double('composer', 9), double('llm', 9, { failAfter: 0, error }));
  expect(await idsOf(first, 1, 3)).toEqual({
    ids: ['composer-1', 'composer-2', 'composer-3'],
    warnings: ['language model at host: no answer. The composer fills in. Check that it runs'],
  });
  const later = mixProposers(double('composer', 9), double('llm', 9, { failAfter: 1, error }));
  expect((await idsOf(later, 2, 3)).ids).toEqual(['llm-1', 'composer-1', 'composer-2']);
});

test('a replay that lacks something, and other errors, are not hidden', async () => {
  for (const error of [
    new LlmError('llm-not-in-transcript', 'transcript: it does not hold it'),
    new Error('a mistake'),
  ]) {
    const both = mixProposers(double('composer', 9), double('llm', 9, { failAfter: 0, error }));
    await expect(idsOf(both, 2, 2)).rejects.toBe(error);
  }
});

test('what the model has spent is what both have spent', () => {
  const llm = { ...double('llm', 1), spent: () => 0.25 };
  expect(mixProposers(double('composer', 1), llm).spent?.()).toBe(0.25);
  expect(mixProposers(double('composer', 1), double('llm', 1)).spent).toBeUndefined();
});
