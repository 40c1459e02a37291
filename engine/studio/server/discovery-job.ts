/** From what a window asks of a discovery to what the use case takes: names of models become addresses with keys. */
import { z } from 'zod';
import type { Project } from '../../project/project.ts';
import type { NewJob } from '../contract/new-job.ts';
import type { DiscoverSystemOptions } from '../discovery-options.ts';
import type { LlmChoice, ProposerChoice } from '../open-proposer.ts';
import type { OpenModel } from './models.ts';

type DiscoveryJob = Extract<NewJob, { kind: 'discover' }>;

/** What a run says of its model; one of an earlier version, or from a terminal, names none of the list. */
const askedSchema = z.looseObject({
  proposer: z.enum(['composer', 'openai', 'both']).catch('composer'),
  modelId: z.string().nullable().catch(null),
  sendRows: z.boolean().catch(false),
  tokens: z.number().nullable().catch(null),
});

/** Throws UseCaseError 'no-model' for a model that is not in the list, ProjectError for a run that is not there. */
export async function newDiscovery(
  project: Project,
  { kind: _kind, minutes, model, sendRows, tokens, ...options }: DiscoveryJob,
  openModel: OpenModel,
): Promise<DiscoverSystemOptions> {
  const { continues } = options;
  const before = continues === undefined ? undefined : await askedBy(project, continues);
  const llm = await llmChoice(
    project,
    {
      proposer: options.proposer ?? before?.proposer ?? 'composer',
      modelId: model ?? before?.modelId ?? null,
      sendRows: sendRows ?? before?.sendRows ?? false,
      tokens: tokens ?? null,
    },
    openModel,
  );
  return {
    ...options,
    ...(minutes !== undefined && { seconds: 60 * minutes }),
    ...(llm && { llm }),
  };
}

/** Throws UseCaseError 'no-model' where the model of the run is not in the list any more. */
export async function resumedDiscovery(
  project: Project,
  { id, seed }: { readonly id: string; readonly seed: number },
  openModel: OpenModel,
): Promise<DiscoverSystemOptions> {
  const llm = await llmChoice(project, await askedBy(project, id), openModel);
  return { seed, resume: { run: id }, ...(llm && { llm }) };
}

async function askedBy(project: Project, run: string) {
  return askedSchema.parse((await project.readRun(run)).inputs);
}

interface Asked {
  readonly proposer: ProposerChoice;
  readonly modelId: string | null;
  readonly sendRows: boolean;
  readonly tokens: number | null;
}

async function llmChoice(
  project: Project,
  { proposer, modelId, sendRows, tokens }: Asked,
  openModel: OpenModel,
): Promise<LlmChoice | undefined> {
  if (proposer === 'composer' || modelId === null) return undefined;
  const endpoint = await openModel(modelId);
  const { trainingRows } = await import('../preview-llm.ts');
  return {
    ...{ endpoint, id: modelId },
    ...(tokens !== null && { budget: { tokens } }),
    ...(sendRows && { rows: await trainingRows(project) }),
  };
}
