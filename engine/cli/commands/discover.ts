import { z } from 'zod';
import { discoverSystem } from '../../studio/discover-system.ts';
import { PROPOSER_CHOICES } from '../../studio/open-proposer.ts';
import { previewLlm } from '../../studio/preview-llm.ts';
import { defineCommand, type Reply, type Tools } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { llmChoice, llmFields, llmOptions } from '../llm-options.ts';
import { reportModel, showModel } from '../model-report.ts';
import { narrator } from '../narrate.ts';
import { positiveNumber, present } from '../options.ts';
import { readSteers, steerFields, steerOptions } from '../steer-options.ts';

const schema = z.object({
  rounds: positiveNumber.optional(),
  patience: positiveNumber.optional(),
  candidates: positiveNumber.optional(),
  simulations: positiveNumber.optional(),
  minutes: z.coerce.number().positive().optional(),
  confusion: positiveNumber.optional(),
  proposer: z.enum(PROPOSER_CHOICES).optional(),
  preview: z.literal(true).optional(),
  stopAfter: positiveNumber.optional(),
  continues: z.string().optional(),
  resume: z.union([z.string(), z.literal(true)]).optional(),
  ...llmFields,
  ...steerFields,
});

export const discoverCommand = defineCommand({
  name: 'discover',
  arguments: '<project>',
  summary: 'find structures for the words and the data, weigh, calibrate and check them',
  details:
    'Proposes structures, calibrates each, compares them on data that the calibration did not see, says what is wrong with the best and changes that; at most five rounds. The structures are weighed, the best is checked on the held-out rows and calibrated on all. The composer proposes offline; with --proposer openai a language model does, over any server that speaks the OpenAI protocol (key in OPENAI_API_KEY); both: the composer begins, the model refines.',
  options: [
    { flags: '--rounds <count>', words: 'rounds at most (default 5)' },
    {
      flags: '--patience <rounds>',
      words: 'rounds without improvement before it ends (default 3)',
    },
    { flags: '--candidates <count>', words: 'structures a round (default 3)' },
    { flags: '--simulations <count>', words: 'simulated runs after which no further round begins' },
    { flags: '--minutes <number>', words: 'minutes after which no further round begins' },
    {
      flags: '--confusion <count>',
      words: 'made-up data sets by which it is measured how often the right structure is chosen',
    },
    { flags: '--proposer <who>', words: 'composer (default), openai, or both' },
    ...llmOptions,
    { flags: '--preview', words: 'show what a language model would be sent, and end' },
    ...steerOptions,
    { flags: '--stop-after <round>', words: 'hold after this round; go on with --resume' },
    {
      flags: '--continues <run>',
      words: 'begin with the rounds of this run, which has ended, and add --rounds more',
    },
    { flags: '--resume [run]', words: 'go on with this run, or with the last interrupted one' },
  ],
  schema,
  async run(tools, [folder = ''], options) {
    if (options.preview) return preview(tools, folder, options);
    const { resume, rounds, patience, candidates, simulations, confusion, ...more } = options;
    const project = await tools.openProject(folder, 'write');
    const llm = await llmChoice(tools, project, options);
    const steers = await readSteers(options);
    const report = await discoverSystem(project, tools.services(), {
      seed: tools.seed,
      ...present({ rounds, patience, candidates, simulations, confusion }),
      ...present({ proposer: more.proposer, stopAfter: more.stopAfter, llm }),
      ...present({ continues: more.continues }),
      ...(more.minutes !== undefined && { seconds: 60 * more.minutes }),
      ...(steers.length > 0 && { steers }),
      ...(resume !== undefined && { resume: typeof resume === 'string' ? { run: resume } : {} }),
      onEvent: narrator(tools),
    });
    const { run, simulator, model, spending } = report;
    const state = {
      ...{ run: run.id, state: run.state, simulator: simulator ?? null },
      ...(spending && { spending }),
    };
    if (model.kind === 'stopped') {
      const wayOn = `gsim discover ${folder} --resume ${run.id}`;
      return {
        json: { ...state, best: model.chosen?.proposal.id ?? null, resume: wayOn },
        text: `Stopped; what was found is kept. Go on with: ${wayOn}`,
        exitCode: EXIT.cancelled,
      };
    }
    return {
      json: { ...state, ...reportModel(model) },
      text: `\n${showModel(model)}\n\nRun ${run.id}, simulator ${simulator}. Next: gsim export ${folder}`,
    };
  },
});

/** Nothing is sent, nothing is begun. */
async function preview(
  tools: Tools,
  folder: string,
  options: z.infer<typeof schema>,
): Promise<Reply> {
  const project = await tools.openProject(folder, 'read');
  const { candidates, sendRows, proposer } = options;
  const text = await previewLlm(project, present({ candidates, sendRows, proposer }));
  return { json: { prompt: text }, text };
}
