/** A search for policies as a window sees it: from the run's folder, while it goes on, too. */
import { ProjectError } from '../../project/error.ts';
import type { Project } from '../../project/project.ts';
import type { RunRecord } from '../../project/schemas.ts';
import type { DecisionView } from '../contract/decision-view.ts';
import { RunStory } from '../run-story.ts';
import { type DecisionInputs, decisionInputsSchema } from './decision-inputs.ts';
import { type DecisionResult, decisionResultSchema } from './decision-result.ts';
import type { SeenAhead } from './decision-setup.ts';

const NOTHING_YET: DecisionResult = { cards: [], understanding: null, warnings: [], ended: null };

/** Throws ProjectError 'not-found' for a run that is no such search, or of another version. */
export async function readDecision(project: Project, run: string): Promise<DecisionView> {
  const inputs = await readDecisionInputs(project, run);
  const { subject, aim, means } = inputs;
  const decision = await readStory(project, run);
  const result = decisionResultSchema.safeParse(await project.readResult(run)).data;
  return {
    ...{ run, subject, aim, means },
    sentences: decision.aim?.sentences ?? [],
    dates: decision.aim?.dates ?? null,
    timeUnit: decision.aim?.timeUnit ?? 'step',
    trace: decision.view(),
    ...(result ?? NOTHING_YET),
  };
}

async function readStory(project: Project, run: string): Promise<RunStory['decision']> {
  const story = new RunStory();
  for (const line of (await project.readLog(run)).items) story.addRead(line);
  return story.decision;
}

/** By which the search set its ranges. */
export async function readAhead(project: Project, run: string): Promise<SeenAhead> {
  return (await readStory(project, run)).aim?.ahead ?? {};
}

/** Throws as readDecision. */
export async function readDecisionInputs(project: Project, run: string): Promise<DecisionInputs> {
  const record: RunRecord = await project.readRun(run);
  const inputs = decisionInputsSchema.safeParse(record.inputs).data;
  if (record.kind === 'decide' && inputs !== undefined) return inputs;
  throw new ProjectError('not-found', `run: ${run} is no search for policies`, {
    hint: 'Choose a search for policies of this project.',
  });
}

/** A policy that was looked at closely. Throws ProjectError 'not-found'. */
export async function readCard(
  project: Project,
  run: string,
  candidate: string,
): Promise<DecisionResult['cards'][number]> {
  const result = decisionResultSchema.safeParse(await project.readResult(run)).data;
  const card = result?.cards.find(({ id }) => id === candidate);
  if (card) return card;
  const ids = result?.cards.map(({ id }) => id) ?? [];
  throw new ProjectError('not-found', `policy: no ${candidate} was looked at closely`, {
    hint: ids.length === 0 ? 'Wait until the search has ended.' : `One of: ${ids.join(', ')}.`,
  });
}
