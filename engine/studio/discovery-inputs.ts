/** What the result of a discovery depends on besides the seed; kept with its run. */
import { z } from 'zod';
import type { Project } from '../project/project.ts';
import { sha256 } from '../project/sha256.ts';
import type { DiscoverSystemOptions } from './discovery-options.ts';
import { noModel, PROPOSER_CHOICES } from './open-proposer.ts';
import type { ProjectData } from './project-data.ts';
import { projectWords } from './project-words.ts';
import { UseCaseError } from './use-case-error.ts';

const MOST_ROUNDS = 50;

export const discoveryInputsSchema = z.strictObject({
  rounds: z.int().min(1).max(MOST_ROUNDS),
  patience: z.int().min(1).default(3),
  candidates: z.int().min(1).max(20).default(3),
  confusion: z.int().min(0).max(100).default(0),
  /** Who proposes. */
  proposer: z.enum(PROPOSER_CHOICES).default('composer'),
  /** Name of the language model, where one proposes. */
  model: z.string().nullable().default(null),
  /** Its id in the list of the person; null: it was named in the terminal. */
  modelId: z.string().nullable().default(null),
  /** Rows of the data were sent to it. */
  sendRows: z.boolean().default(false),
  /** Tokens after which it is asked no more. */
  tokens: z.number().positive().nullable().default(null),
  simulations: z.number().positive().nullable().default(null),
  seconds: z.number().positive().nullable().default(null),
  /** The run whose rounds come first, and how many these are. */
  continued: z
    .strictObject({ run: z.string(), rounds: z.int().min(0) })
    .nullable()
    .default(null),
  /** Of the words. */
  words: z.string(),
  /** Of the data as they were (ProjectData.digest). */
  digest: z.string(),
});

export type DiscoveryInputs = z.output<typeof discoveryInputsSchema>;

/** Of a new run; `before`: of the run that it goes on from. Throws UseCaseError 'no-model', 'bad-option'. */
export function newInputs(
  project: Project,
  data: ProjectData,
  options: DiscoverSystemOptions,
  before?: DiscoveryInputs,
): DiscoveryInputs {
  const { llm, rounds = 5 } = options;
  const proposer = options.proposer ?? before?.proposer ?? 'composer';
  if (proposer !== 'composer' && llm === undefined) throw noModel();
  const asked = proposer === 'composer' ? undefined : llm;
  const settled = before?.continued?.rounds ?? 0;
  if (settled + rounds > MOST_ROUNDS) throw tooMany(settled, rounds);
  return {
    rounds: settled + rounds,
    patience: options.patience ?? before?.patience ?? 3,
    candidates: options.candidates ?? before?.candidates ?? 3,
    confusion: options.confusion ?? before?.confusion ?? 0,
    proposer,
    model: asked?.endpoint.model ?? null,
    modelId: asked?.id ?? null,
    sendRows: asked?.rows !== undefined,
    tokens: asked?.budget?.tokens ?? null,
    simulations: options.simulations ?? null,
    seconds: options.seconds ?? null,
    continued: before?.continued ?? null,
    ...inputDigests(project, data),
  };
}

/** Words and data as they are: digests. */
export function inputDigests(
  project: Project,
  data: ProjectData,
): Pick<DiscoveryInputs, 'words' | 'digest'> {
  return { words: sha256(projectWords(project.meta)), digest: data.digest };
}

function tooMany(settled: number, rounds: number): UseCaseError {
  return new UseCaseError(
    'bad-option',
    `rounds: ${rounds} more after ${settled} are too many, ${MOST_ROUNDS} in all are the most`,
    { hint: 'Begin a new search.' },
  );
}
