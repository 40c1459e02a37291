import { z } from 'zod';
import { aimNames } from '../../decide/aims/aim-names.ts';
import { leverContexts } from '../../decide/policies/lever-contexts.ts';
import { freeDocument } from '../../project/collections.ts';
import type { Project } from '../../project/project.ts';
import { type DecideReport, decidePolicy } from '../../studio/decide/decide-policy.ts';
import { planOf } from '../../studio/decide/make-plan.ts';
import { spaceFacts } from '../../studio/decide/space-facts.ts';
import { type ExploredSubject, readSubject } from '../../studio/explore/explored-subject.ts';
import { defaultHorizon } from '../../studio/forecast-model.ts';
import { readProjectData } from '../../studio/project-data.ts';
import { readProjectSimulator } from '../../studio/project-simulator.ts';
import { readMixture } from '../../studio/stored-mixture.ts';
import { UseCaseError } from '../../studio/use-case-error.ts';
import { defineCommand, type Tools } from '../command.ts';
import {
  choicesOf,
  leverTexts,
  meansWith,
  resourceTexts,
  suitingKinds,
  wantedOf,
} from '../decide-order.ts';
import { decideJson, showDecision } from '../decide-report.ts';
import { EXIT } from '../exit-code.ts';
import { mixtureField, mixtureOption } from '../mixture-option.ts';
import { positiveNumber, present, simulatorOption } from '../options.ts';
import { textTable } from '../text-table.ts';

const texts = z.array(z.string().min(1, 'a sentence is due')).default([]);

const optionsSchema = z.object({
  minimise: texts,
  maximise: texts,
  keep: texts,
  lever: leverTexts,
  resource: resourceTexts,
  horizon: positiveNumber.max(2000, 'at most 2000 are possible').optional(),
  minutes: z.coerce.number('minutes are due').positive('minutes are due').optional(),
  policies: positiveNumber.min(10, 'at least 10 are due').optional(),
  runs: positiveNumber.min(100, 'at least 100 are due').max(100_000).optional(),
  scenario: z.string().optional(),
  plan: z.string().min(1, 'a name is due').optional(),
  list: z.boolean().default(false),
  resume: z.union([z.string(), z.literal(true)]).optional(),
  simulator: z.string().optional(),
  mixture: mixtureField,
});
type Options = z.output<typeof optionsSchema>;

export const decideCommand = defineCommand({
  name: 'decide',
  arguments: '<project>',
  summary: 'look for the policy that suits an aim best, and keeps its limits',
  details:
    'Tries many policies on the calibrated model, all with the same luck; those that may be best are looked at more closely, and what is recommended is judged by runs that the search has not seen. It is always compared with doing nothing and with the best single value.',
  options: [
    {
      flags: '--minimise <sentence...>',
      words: 'what is to be low: "total cost"; may be repeated',
    },
    { flags: '--maximise <sentence...>', words: 'what is to be high; may be repeated' },
    {
      flags: '--keep <sentence...>',
      words: 'a limit: "beds below 40 on all days in 95 % of outcomes"; may be repeated',
    },
    {
      flags: '--lever <name...>',
      words:
        'a lever or resource to set, NAME or NAME:KIND,KIND (kinds as --list tells); default: all of them',
    },
    {
      flags: '--resource <text...>',
      words:
        'what you could provide, NAME:LOW:HIGH:UNIT:COST, with :OUTPUT:THERE for the result that it serves and how much of it is there anyway; kept in the project',
    },
    { flags: '--horizon <rows>', words: 'rows ahead (default 28; of weekly data 4)' },
    { flags: '--minutes <number>', words: 'end after so many, with the best so far' },
    { flags: '--policies <count>', words: 'policies to try (default by what is looked for)' },
    { flags: '--runs <count>', words: 'runs by which the best are judged (default 2000)' },
    { flags: '--scenario <id>', words: 'a scenario of the project under which it has to hold' },
    { flags: '--plan <name>', words: 'write what is recommended as a policy file of this name' },
    { flags: '--list', words: 'show what can be set and what can be wanted, and end' },
    { flags: '--resume [run]', words: 'go on with a search that was stopped' },
    simulatorOption,
    mixtureOption,
  ],
  schema: optionsSchema,
  async run(tools, [folder = ''], options) {
    const project = await tools.openProject(folder, 'write');
    if (options.resume !== undefined) {
      const run = options.resume === true ? {} : { run: options.resume };
      const report = await decidePolicy(project, tools.services(), {
        seed: tools.seed,
        resume: run,
      });
      return reply(project, report, options.plan);
    }
    const asked = await subjectOf(project, options);
    await provide(project, options);
    if (options.list) return list(project, asked);
    const report = await decidePolicy(
      project,
      tools.services(),
      order(tools, project, asked, options),
    );
    return reply(project, report, options.plan);
  },
});

interface Asked {
  readonly choice: Parameters<typeof readSubject>[2];
  readonly subject: ExploredSubject;
  readonly horizon: number;
}

async function subjectOf(
  project: Project,
  { simulator, mixture, horizon }: Options,
): Promise<Asked> {
  if (simulator !== undefined && mixture !== undefined) {
    throw new UseCaseError('bad-option', `simulator: ${simulator} beside all structures`, {
      hint: 'Choose either one simulator or the structures with weights.',
    });
  }
  const choice =
    mixture === undefined
      ? {
          kind: 'simulator' as const,
          simulator: (await readProjectSimulator(project, simulator)).id,
        }
      : {
          kind: 'mixture' as const,
          run: (await readMixture(project, mixture === true ? undefined : mixture)).run.id,
        };
  const subject = await readSubject(project, await readProjectData(project), choice);
  const [{ declaration }] = subject.models;
  return { choice, subject, horizon: horizon ?? defaultHorizon(declaration) };
}

/** Resources of the command line are kept: what is found rests on them, and so does the plan. */
async function provide(project: Project, { resource: given }: Options): Promise<void> {
  if (given.length === 0) return;
  const { resources, costs } = project.meta;
  const names = given.map(({ name }) => name).join(', ');
  await project.edit({
    intent: `${names} can be provided`,
    meta: meansWith({ resources, costs }, given),
  });
}

function order(
  tools: Tools,
  project: Project,
  { choice, subject, horizon }: Asked,
  { lever, resource, scenario, minutes, policies, runs, ...words }: Options,
) {
  const means = { resources: project.meta.resources, costs: project.meta.costs };
  const declarations = subject.models.map(({ declaration }) => declaration);
  const wanted = wantedOf(words, aimNames(declarations, means));
  const contexts = leverContexts(spaceFacts(subject, means, 0, horizon));
  return {
    ...{ seed: tools.seed, subject: choice },
    aim: {
      name: 'gsim decide',
      ...wanted,
      choices: choicesOf(lever, resource, contexts),
      ...{ scenario: scenario ?? null, current: {}, horizon },
    },
    ...present({ minutes, evaluations: policies, closeRuns: runs }),
  };
}

function list(project: Project, { subject, horizon }: Asked) {
  const means = { resources: project.meta.resources, costs: project.meta.costs };
  const declarations = subject.models.map(({ declaration }) => declaration);
  const { series } = aimNames(declarations, means);
  const levers = [...leverContexts(spaceFacts(subject, means, 0, horizon)).values()].map(
    (context) => ({ ...context, kinds: suitingKinds(context) }),
  );
  const told = levers.map(({ name, words, unit, low, high, kinds }) => {
    return { name, words, unit, low, high, kinds };
  });
  return {
    json: { levers: told, quantities: series },
    text: [
      told.length === 0
        ? 'The model has no lever: name what you could provide by --resource.'
        : textTable(
            ['can be set', 'means', 'unit', 'from', 'to', 'kinds of policies'],
            told.map(({ name, words, unit, low, high, kinds }) => [
              ...[name, words, unit, String(low), String(high), kinds.join(', ')],
            ]),
          ),
      textTable(
        ['can be wanted', 'means', 'unit'],
        series.map(({ name, words, also, unit }) => [name, also ?? words, unit]),
      ),
      'Sentences: --minimise "total cost", --keep "NAME below 40 on all days in 95 % of outcomes".',
    ].join('\n\n'),
  };
}

async function reply(project: Project, report: DecideReport, name: string | undefined) {
  const [card] = report.result.cards;
  let plan: string | null = null;
  if (name !== undefined && card?.role === 'recommended') {
    const { file } = freeDocument(project.collection('policies'), 'policies', name);
    const content = planOf(report.setup, card, { name, run: report.run.id });
    await project.edit({ intent: `Plan "${name}" made`, documents: { [file]: content } });
    await project.flush();
    plan = file;
  }
  return {
    json: decideJson(report, plan),
    text: showDecision(report, plan),
    ...(report.run.state === 'cancelled' && { exitCode: EXIT.cancelled }),
  };
}
