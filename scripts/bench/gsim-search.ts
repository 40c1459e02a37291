/** The seam between bench:gsim and the search over structures: what it needs of it, and how the studio's search gives it. */
import type { Dataset } from '../../engine/data/dataset.ts';
import type { Evaluated } from '../../engine/discover/candidate.ts';
import { composer } from '../../engine/discover/composer/composer.ts';
import { createEvaluation } from '../../engine/discover/evaluate.ts';
import { discover } from '../../engine/discover/loop.ts';
import type { Mixture } from '../../engine/discover/mixture/mixture.ts';
import { weighCandidates, worthWeighing } from '../../engine/discover/mixture/weigh-candidates.ts';
import type { Proposal } from '../../engine/discover/proposer.ts';
import { createSetting } from '../../engine/discover/setting.ts';
import type { Simulate } from '../../engine/simulator/simulation.ts';

/** All that a search may see. */
export interface SearchInput {
  readonly title: string;
  readonly words: string;
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly seed: number;
}

interface SearchOptions {
  readonly simulate: Simulate;
  readonly rounds: number;
  /** Parameter sets of each calibration. */
  readonly evaluations: number;
}

interface Found {
  /** Best first. */
  readonly ranked: readonly Evaluated[];
  readonly mixture: Mixture;
  /** Simulated runs spent. */
  readonly simulations: number;
}

export type Searcher = (input: SearchInput, options: SearchOptions) => Promise<Found>;

/** The composer alone. Which trajectories teach and which judge is the search's own affair. */
export const composerSearch: Searcher = async (input, { simulate, rounds, evaluations }) => {
  const dataset = seenBy(input);
  const setting = createSetting(input.title, input.words, dataset);
  let simulations = 0;
  const evaluation = createEvaluation({
    dataset,
    simulate,
    // The composer's own templates: nothing to fear.
    admit: async () => [],
    facts: setting.clues.facts,
    rules: setting.rules,
    ...{ seed: input.seed, evaluations },
  });
  const { ranked, rejected } = await discover({
    ...{ setting, proposer: composer, rounds, ...evaluation },
    onEvent: (event) => {
      if (event.kind !== 'candidate-finished') return;
      const { candidate } = event;
      const { round, proposal } = candidate;
      const result = candidate.kind === 'rejected' ? candidate.reason : candidate.score.value;
      console.error(`  round ${round}: ${proposal.id}: ${result}`);
      if (candidate.kind === 'evaluated') simulations += candidate.runs;
    },
  });
  if (ranked.length === 0) {
    const reasons = rejected.map(({ proposal, reason }) => `${proposal.id}: ${reason}`).join('; ');
    throw new Error(
      `${input.title}: no structure could be evaluated (${reasons || 'none proposed'})`,
    );
  }
  const mixture = weighCandidates(worthWeighing(ranked), input.seed);
  return { ranked, mixture, simulations };
};

/** What is proposed before anything was tried; undefined: no family suits. */
export async function firstProposal(input: SearchInput): Promise<Proposal | undefined> {
  const setting = createSetting(input.title, input.words, seenBy(input));
  const request = {
    setting,
    round: 1,
    count: 1,
    history: [],
    pinned: [],
    alternatives: [],
    check: async () => [],
  };
  for await (const proposal of composer.propose(request)) return proposal;
  return undefined;
}

function seenBy({ train, validation }: SearchInput): Dataset {
  return { ...train, trajectories: [...train.trajectories, ...validation.trajectories] };
}
