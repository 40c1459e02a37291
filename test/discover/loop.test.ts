import { describe, expect, it } from 'vitest';
import type { Admitted, Candidate } from '../../engine/discover/candidate.ts';
import { type DiscoverOptions, discover as discoverWith } from '../../engine/discover/loop.ts';
import type { Proposal, ProposalRequest, Proposer } from '../../engine/discover/proposer.ts';
import { bedSeries, evaluatedCandidate, pointOf, proposalOf, settingOf } from './fixtures.ts';

const setting = settingOf('Patients stay in beds on a ward for some days.', bedSeries);

/** Everything is admitted, unless a test says otherwise. */
function discover(
  options: Omit<DiscoverOptions, 'admit' | 'check'> & Partial<Pick<DiscoverOptions, 'admit'>>,
) {
  return discoverWith({
    check: async () => [],
    admit: async (proposal) => admitted(proposal),
    ...options,
  });
}

function admitted(proposal: Proposal): Admitted {
  return {
    kind: 'admitted',
    proposal,
    compiled: evaluatedCandidate('').compiled,
    complexity: 1,
  };
}

/** Proposes one candidate a round, named by the round, and remembers what it was told. */
function counting(requests: ProposalRequest[] = [], until = Number.POSITIVE_INFINITY): Proposer {
  return {
    id: 'composer',
    async *propose(request) {
      requests.push(request);
      if (request.round <= until) yield proposalOf(`r${request.round}`);
    },
  };
}

function scored(value: number, proposal: Proposal, round: number): Candidate {
  return evaluatedCandidate(proposal.id, {
    proposal,
    round,
    score: { value, points: new Map([['o|1', pointOf(value)]]) },
  });
}

describe('discover', () => {
  it('runs at most five rounds while the held-out error keeps falling', async () => {
    const { rounds, stopped, ranked } = await discover({
      setting,
      proposer: counting(),
      evaluate: async ({ proposal }, { round }) => scored(1 / round, proposal, round),
    });
    expect(rounds).toHaveLength(5);
    expect(stopped).toBe('rounds');
    expect(ranked[0]?.proposal.id).toBe('r5');
  });

  it('stops after three rounds without improvement', async () => {
    const { rounds, stopped } = await discover({
      setting,
      proposer: counting(),
      evaluate: async ({ proposal }, { round }) => scored(round === 1 ? 1 : 2, proposal, round),
    });
    expect(rounds).toHaveLength(4);
    expect(stopped).toBe('no-improvement');
  });

  it('stops when nothing new is proposed', async () => {
    const { stopped, rounds } = await discover({
      setting,
      proposer: counting([], 2),
      evaluate: async ({ proposal }, { round }) => scored(1 / round, proposal, round),
    });
    expect(stopped).toBe('nothing-new');
    expect(rounds).toHaveLength(2);
  });

  it('tells the proposer the history, best first, and the feedback on the best', async () => {
    const requests: ProposalRequest[] = [];
    await discover({
      setting,
      proposer: counting(requests),
      rounds: 3,
      evaluate: async ({ proposal }, { round }) => ({
        ...(scored(round === 2 ? 5 : 1 / round, proposal, round) as ReturnType<
          typeof evaluatedCandidate
        >),
        symptoms: [{ id: 'late', output: 'occupied', strength: 0.5, evidence: 'by 2 rows' }],
      }),
    });
    expect(requests[0]?.feedback).toBeUndefined();
    expect(requests[2]?.history.map(({ proposal }) => proposal.id)).toEqual(['r1', 'r2']);
    expect(requests[2]?.feedback?.sentences).toEqual([
      'occupied: the model runs behind the data (by 2 rows).',
    ]);
  });

  it('keeps a rejected candidate in the record and goes on', async () => {
    const { rejected, ranked } = await discover({
      setting,
      proposer: counting(),
      rounds: 2,
      admit: async (proposal, round) =>
        round === 1
          ? { kind: 'rejected', round, proposal, reason: 'does not compile' }
          : admitted(proposal),
      evaluate: async ({ proposal }, { round }) => scored(1, proposal, round),
    });
    expect(rejected.map(({ proposal }) => proposal.id)).toEqual(['r1']);
    expect(ranked.map(({ proposal }) => proposal.id)).toEqual(['r2']);
  });

  it('keeps what was finished when it is cancelled', async () => {
    const controller = new AbortController();
    const { stopped, ranked } = await discover({
      setting,
      proposer: counting(),
      signal: controller.signal,
      evaluate: async ({ proposal }, { round }) => {
        if (round === 2) {
          controller.abort();
          throw new Error('cancelled');
        }
        return scored(1, proposal, round);
      },
    });
    expect(stopped).toBe('cancelled');
    expect(ranked.map(({ proposal }) => proposal.id)).toEqual(['r1']);
  });

  it('admits one at a time and evaluates side by side', async () => {
    let admitting = 0;
    let evaluating = 0;
    let mostAdmitting = 0;
    let mostEvaluating = 0;
    const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
    await discover({
      setting,
      rounds: 1,
      proposer: {
        id: 'composer',
        async *propose() {
          yield* [proposalOf('a'), proposalOf('b'), proposalOf('c')];
        },
      },
      admit: async (proposal) => {
        mostAdmitting = Math.max(mostAdmitting, ++admitting);
        await pause();
        admitting--;
        expect(evaluating).toBe(0);
        return admitted(proposal);
      },
      evaluate: async ({ proposal }, { round }) => {
        mostEvaluating = Math.max(mostEvaluating, ++evaluating);
        await pause();
        evaluating--;
        return scored(1, proposal, round);
      },
    });
    expect([mostAdmitting, mostEvaluating]).toEqual([1, 3]);
  });

  it('passes on a programmer error instead of calling it a bad candidate', async () => {
    await expect(
      discover({
        setting,
        proposer: counting(),
        evaluate: async () => {
          throw new TypeError('undefined is not a function');
        },
      }),
    ).rejects.toThrow(TypeError);
  });
});
