/** Options by which a language model is reached; the key comes from the environment, never from the command line. */
import { z } from 'zod';
import type { Project } from '../project/project.ts';
import { type LlmChoice, readTranscript } from '../studio/open-proposer.ts';
import { trainingRows } from '../studio/preview-llm.ts';
import { UseCaseError } from '../studio/use-case-error.ts';
import type { CommandOption, Tools } from './command.ts';
import { positiveNumber } from './options.ts';

const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
const price = z.coerce.number().min(0, 'a price from 0 is due');

export const llmFields = {
  baseUrl: z.string().optional(),
  model: z.string().min(1).optional(),
  effort: z.enum(EFFORTS).optional(),
  temperature: z.coerce.number().min(0).max(2).optional(),
  timeout: z.coerce.number().positive().optional(),
  tokens: positiveNumber.optional(),
  money: z.coerce.number().positive().optional(),
  priceIn: price.optional(),
  priceOut: price.optional(),
  sendRows: z.literal(true).optional(),
  replay: z.string().optional(),
};

export const llmOptions: readonly CommandOption[] = [
  {
    flags: '--base-url <address>',
    words: 'server of the model (default: OPENAI_BASE_URL, else https://api.openai.com/v1)',
  },
  { flags: '--model <name>', words: 'name of the model (default: OPENAI_MODEL)' },
  {
    flags: '--effort <level>',
    words: 'how long it may think: none, minimal, low, medium, high, xhigh, max',
  },
  { flags: '--temperature <number>', words: '0 to 2, for models that know it' },
  { flags: '--timeout <seconds>', words: 'longest silence of the server (default 120)' },
  { flags: '--tokens <count>', words: 'tokens that the run may take' },
  { flags: '--money <amount>', words: 'what the run may cost; needs both prices' },
  { flags: '--price-in <amount>', words: 'price of a million tokens sent' },
  { flags: '--price-out <amount>', words: 'price of a million tokens received' },
  {
    flags: '--send-rows',
    words: 'let the model see the rows to learn from; else only figures of the columns',
  },
  { flags: '--replay <run>', words: 'take the replies from this run and ask nobody' },
];

type LlmFields = z.infer<z.ZodObject<typeof llmFields>>;

/** Undefined where neither a model nor a run to replay is named. Throws UseCaseError 'bad-option'. */
export async function llmChoice(
  { environment }: Pick<Tools, 'environment'>,
  project: Project,
  options: LlmFields,
): Promise<LlmChoice | undefined> {
  const { money, tokens, priceIn, priceOut, effort, temperature, timeout, replay } = options;
  const recorded = replay === undefined ? undefined : await readTranscript(project, replay);
  const model = options.model ?? environment('OPENAI_MODEL') ?? recorded?.[0]?.asked.model;
  if (model === undefined) return undefined;
  const isPriced = priceIn !== undefined && priceOut !== undefined;
  if (money !== undefined && !isPriced) {
    throw new UseCaseError('bad-option', 'money: what it costs cannot be told without prices', {
      hint: 'Give --price-in and --price-out, or limit --tokens.',
    });
  }
  return {
    endpoint: {
      baseURL: options.baseUrl ?? environment('OPENAI_BASE_URL') ?? 'https://api.openai.com/v1',
      model,
      key: environment('OPENAI_API_KEY') ?? '',
      ...(effort !== undefined && { effort }),
      ...(temperature !== undefined && { temperature }),
      ...(timeout !== undefined && { timeout }),
    },
    ...(isPriced && { prices: { input: priceIn, output: priceOut } }),
    budget: { ...(tokens !== undefined && { tokens }), ...(money !== undefined && { money }) },
    ...(options.sendRows && { rows: await trainingRows(project) }),
    ...(recorded && { replay: recorded }),
  };
}
