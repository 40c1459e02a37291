import { describe, expect, it } from 'vitest';
import type { Admitted, Candidate } from '../../engine/discover/candidate.ts';
import { LlmError } from '../../engine/discover/llm/error.ts';
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

  it('tells how sure each difference to the best is, where there is one', async () => {
    const points = (values: readonly number[]) =>
      new Map(values.map((value, i) => [`o${i}|1`, pointOf(value)]));
    const own = (proposal: Proposal, values: readonly number[]) =>
      evaluatedCandidate(proposal.id, {
        proposal,
        score: { value: values.reduce((a, b) => a + b) / values.length, points: points(values) },
      });
    const { rounds } = await discover({
      setting,
      proposer: {
        id: 'composer',
        async *propose() {
          yield* [proposalOf('a'), proposalOf('b'), proposalOf('c')];
        },
      },
      rounds: 1,
      admit: async (proposal, round) =>
        proposal.id === 'c'
          ? { kind: 'rejected', round, proposal, reason: 'does not compile' }
          : admitted(proposal),
      evaluate: async ({ proposal }) => own(proposal, proposal.id === 'a' ? [1, 1, 1] : [5, 6, 7]),
    });
    // Differences 4, 5, 6: standard deviation 1, over the root of 3.
    expect(rounds[0]?.best).toBe('a');
    expect(Object.keys(rounds[0]?.standardErrors ?? {})).toEqual(['b']);
    expect(rounds[0]?.standardErrors.b).toBeCloseTo(1 / Math.sqrt(3), 12);
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

  describe('what the person decides', () => {
    const scores: Readonly<Record<string, number>> = { r1: 1, r2: 2, r3: 3, own: 0.5 };
    const evaluate: DiscoverOptions['evaluate'] = async ({ proposal }, { round }) =>
      scored(scores[proposal.id] ?? 9, proposal, round);

    it('leaves a rejected structure out of the ranking, tells the proposer, and keeps it in the record', async () => {
      const requests: ProposalRequest[] = [];
      const { ranked, rounds } = await discover({
        setting,
        proposer: counting(requests),
        rounds: 3,
        evaluate,
        steer: async (round) => (round === 2 ? [{ kind: 'reject', id: 'r1' }] : []),
      });
      expect(ranked.map(({ proposal }) => proposal.id)).toEqual(['r2', 'r3']);
      expect(requests[1]?.history).toMatchObject([
        { proposal: { id: 'r1' }, score: undefined, reason: 'the person does not want it' },
      ]);
      expect(rounds[0]?.candidates.map(({ proposal }) => proposal.id)).toEqual(['r1']);
    });

    it('tells the proposer what is pinned', async () => {
      const requests: ProposalRequest[] = [];
      await discover({
        setting,
        proposer: counting(requests),
        rounds: 3,
        evaluate,
        steer: async (round) => (round === 2 ? [{ kind: 'pin', id: 'r1' }] : []),
      });
      expect(requests.map(({ pinned }) => pinned)).toEqual([[], ['r1'], ['r1']]);
    });

    it('may be taken back', async () => {
      const requests: ProposalRequest[] = [];
      const { ranked } = await discover({
        setting,
        proposer: counting(requests),
        rounds: 4,
        evaluate,
        steer: async (round) => {
          if (round === 2) return [{ kind: 'reject', id: 'r1' }];
          if (round === 3) return [{ kind: 'pin', id: 'r2' }];
          return round === 4 ? ['r1', 'r2'].map((id) => ({ kind: 'release', id })) : [];
        },
      });
      expect(requests.map(({ pinned }) => pinned)).toEqual([[], [], ['r2'], []]);
      expect(ranked.map(({ proposal }) => proposal.id)).toEqual(['r1', 'r2', 'r3', 'r4']);
    });

    it('counts although the last round has begun', async () => {
      const { ranked, rounds } = await discover({
        setting,
        proposer: counting(),
        rounds: 2,
        evaluate,
        steer: async (round) => (round === 3 ? [{ kind: 'reject', id: 'r1' }] : []),
      });
      expect(rounds).toHaveLength(2);
      expect(ranked.map(({ proposal }) => proposal.id)).toEqual(['r2']);
    });

    it('is told to the proposer from the next round on, and read for clues', async () => {
      const requests: ProposalRequest[] = [];
      await discover({
        setting,
        proposer: counting(requests),
        rounds: 3,
        evaluate,
        steer: async (round) =>
          round === 2 ? [{ kind: 'tell', text: 'At most 12 beds are there. Others wait.' }] : [],
      });
      const told = requests.map((request) => request.setting);
      expect(told[0]).toBe(setting);
      for (const { words, clues, rules } of told.slice(1)) {
        expect(words).toBe(`${setting.words}\nAt most 12 beds are there. Others wait.`);
        expect(clues.capacity).toBe(12);
        expect(clues.themes.queue).toBe('Others wait.');
        // All structures are judged by what was said before the first.
        expect(rules).toBe(setting.rules);
      }
    });

    it('tries an added structure by the same door, with its parent', async () => {
      const parents: (string | undefined)[] = [];
      const own = proposalOf('own', { proposer: 'person', parent: 'r1' });
      const { ranked } = await discover({
        setting,
        proposer: counting(),
        rounds: 2,
        evaluate: (item, context) => {
          parents.push(context.parent?.proposal.id);
          return evaluate(item, context);
        },
        steer: async (round) => (round === 2 ? [{ kind: 'add', proposal: own }] : []),
      });
      expect(ranked[0]?.proposal.id).toBe('own');
      expect(parents).toEqual([undefined, 'r1', undefined]);
    });

    it('holds before a round when told to', async () => {
      const { stopped, rounds } = await discover({
        setting,
        proposer: counting(),
        evaluate,
        steer: async (round) => (round === 3 ? 'stop' : []),
      });
      expect([stopped, rounds.length]).toEqual(['paused', 2]);
    });
  });

  describe('a budget', () => {
    const evaluate: DiscoverOptions['evaluate'] = async ({ proposal }, { round }) => ({
      ...(scored(1 / round, proposal, round) as ReturnType<typeof evaluatedCandidate>),
      runs: 100,
    });

    it('of simulations: no round begins once they are spent', async () => {
      const { stopped, rounds } = await discover({
        setting,
        proposer: counting(),
        evaluate,
        budget: { simulations: 150 },
      });
      expect([stopped, rounds.length]).toEqual(['budget', 2]);
    });

    it('pays for no round that another search has held, and none of these ends it', async () => {
      const { stopped, rounds } = await discover({
        setting,
        proposer: counting(),
        rounds: 9,
        patience: 1,
        settled: 3,
        evaluate: async ({ proposal }, { round }) => ({
          ...(scored(round > 3 ? 1 / round : 1, proposal, round) as ReturnType<
            typeof evaluatedCandidate
          >),
          runs: 100,
        }),
        budget: { simulations: 150 },
      });
      expect([stopped, rounds.length]).toEqual(['budget', 5]);
    });

    it('of time', async () => {
      let now = 0;
      const { stopped, rounds } = await discover({
        setting,
        proposer: counting(),
        evaluate: (item, context) => {
          now += 10;
          return evaluate(item, context);
        },
        budget: { seconds: 25, elapsed: () => now },
      });
      expect([stopped, rounds.length]).toEqual(['budget', 3]);
    });

    it('of the language model: what was found stands', async () => {
      const proposer: Proposer = {
        id: 'llm',
        async *propose({ round }) {
          if (round === 2)
            throw new LlmError('llm-over-budget', 'language model: 10 tokens are spent', {
              hint: 'Allow more.',
            });
          yield proposalOf(`r${round}`);
        },
      };
      const told: string[] = [];
      const { stopped, ranked } = await discover({
        setting,
        proposer,
        evaluate,
        onEvent: (event) => {
          if (event.kind === 'proposer' && event.activity.kind === 'warning')
            told.push(event.activity.text);
        },
      });
      expect([stopped, ranked.length]).toEqual(['budget', 1]);
      expect(told).toEqual(['language model: 10 tokens are spent']);
    });
  });

  it('throws when the proposer fails before anything was found', async () => {
    const proposer: Proposer = {
      id: 'llm',
      // biome-ignore lint/correctness/useYield: it fails before it proposes anything
      async *propose() {
        throw new LlmError('llm-unauthorised', 'example.org: refused the key', {
          hint: 'Check it.',
        });
      },
    };
    await expect(
      discover({ setting, proposer, evaluate: async ({ proposal }) => scored(1, proposal, 1) }),
    ).rejects.toMatchObject({ code: 'llm-unauthorised' });
  });
});
