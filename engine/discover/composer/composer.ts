/**
 * The offline proposer. It starts from the simplest structure that the columns and the words allow and from what
 * they clearly speak of, and then changes blocks of the structures that do best: first those whose registry row
 * says that they cure what the feedback saw, and always something that nothing asks for. The same request gives the
 * same proposals.
 */
import type { Proposal, ProposalRequest, Proposer } from '../proposer.ts';
import { reflect } from '../reflect.ts';
import type { Setting } from '../setting.ts';
import { explorations } from './explore.ts';
import { guidedPlans } from './guided.ts';
import { openings } from './openings.ts';
import { beamOf, runnableParents } from './parents.ts';
import type { Plan } from './plan.ts';
import { chosenBlocks, complexityOf } from './registry.ts';
import { structureName } from './structure.ts';
import { writeSimulator } from './write-simulator.ts';

export const composer: Proposer = {
  id: 'composer',
  async *propose(request, options) {
    const { setting, count, history, feedback } = request;
    if (feedback !== undefined) {
      const suggestions = reflect(feedback, setting, history[0]?.proposal.structure);
      options?.onActivity?.({ kind: 'reflected', suggestions });
    }
    const plans = history.length === 0 ? openings(setting).slice(0, count) : nextPlans(request);
    for (const plan of plans) yield proposal(setting, plan);
  },
};

function nextPlans(request: ProposalRequest): Plan[] {
  const { setting, count, history } = request;
  const tried = new Set(
    history.flatMap(({ proposal: { structure } }) => (structure ? [structureName(structure)] : [])),
  );
  const parents = runnableParents(request);
  const beam = beamOf(parents, request);
  const guided = guidedPlans(beam, setting, tried);
  const chosen = new Map<string, Plan>();
  const take = (plans: Iterable<Plan>, upTo: number) => {
    for (const plan of plans) {
      if (chosen.size >= upTo) return;
      const name = structureName(plan.structure);
      if (!tried.has(name) && !chosen.has(name)) chosen.set(name, plan);
    }
  };
  take(guided, count - explored(request));
  take(explorations(parents, beam, setting), count);
  // Where nothing is left to explore, more of what is asked for.
  take(guided, count);
  return [...chosen.values()];
}

/** How many proposals of a round go where nothing points: a third, at least one; of a single one, each third round. */
function explored({ count, round }: Pick<ProposalRequest, 'count' | 'round'>): number {
  if (count > 1) return Math.max(1, Math.floor(count / 3));
  return round % 3 === 0 ? 1 : 0;
}

function proposal(setting: Setting, { structure, why, parent }: Plan): Proposal {
  const blocks = chosenBlocks(structure, setting);
  return {
    id: structureName(structure),
    source: writeSimulator(setting, structure),
    proposer: 'composer',
    words: blocks.map(({ words }) => words),
    assumptions: blocks.map(({ assumption }) => assumption),
    rationale: why,
    complexity: complexityOf(structure, setting),
    structure,
    ...(parent !== undefined && { parent }),
  };
}
