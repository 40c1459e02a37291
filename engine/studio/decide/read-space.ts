/** Answers decisions.space: what of a model can be changed, among which policies, under which ready-made stress. */
import { priorDistribution } from '../../calibrate/prior.ts';
import { stressTests } from '../../decide/interventions/stress-tests.ts';
import type { LeverContext } from '../../decide/policies/lever-context.ts';
import { type LeverFacts, leverContexts } from '../../decide/policies/lever-contexts.ts';
import { POLICIES } from '../../decide/policies/registry.ts';
import { suggestedStarts } from '../../decide/policies/suggested-starts.ts';
import type { Means } from '../../decide/schemas/means.ts';
import { originOf } from '../../forecast/future-episode.ts';
import type { Declaration, Prior } from '../../simulator/declaration.ts';
import type { Simulate } from '../../simulator/simulation.ts';
import type { DecisionSpace, LeverView } from '../contract/decision-space.ts';
import type { ExploredModel, ExploredSubject } from '../explore/explored-subject.ts';
import { editableFields } from './editable-fields.ts';
import { calibratedQuantile, rowDates, spaceFacts } from './space-facts.ts';

/** Newest recorded values whose mean tells what is usual of an input. */
const RECENT = 7;

/** Throws ForecastError 'nothing-observed'; rejects as `simulate` does. */
export async function readSpace(
  { models }: Pick<ExploredSubject, 'models'>,
  { resources }: Pick<Means, 'resources'>,
  horizon: number,
  simulate: Simulate,
): Promise<DecisionSpace> {
  const facts = spaceFacts({ models }, { resources }, 0, horizon);
  const declarations = models.map(({ declaration }) => declaration);
  const [first] = models;
  return {
    timeUnit: first.declaration.time.unit,
    records: first.episodes.map((episode) => {
      const last = originOf(episode, first.declaration);
      return { id: episode.id, last, dates: rowDates(episode, last + horizon) };
    }),
    parameters: parametersOf(first),
    inputs: inputsOf(models),
    levers: [...leverContexts(facts).values()].map((context) =>
      leverView(context, meaningOf(context.name, declarations) ?? context.words),
    ),
    outputs: outputsOf(declarations, facts),
    modules: modulesOf(declarations),
    fields: stateFields(declarations, await editableFields({ models }, simulate)),
    policies: POLICIES.map(({ kind, words, use, watches }) => ({ kind, words, use, watches })),
    stress: stressTests({
      ...{ declarations, resources, names: facts.names },
      ...{ last: facts.firstRow - 1, dates: facts.dates },
    }),
  };
}

function parametersOf(model: ExploredModel): DecisionSpace['parameters'] {
  return Object.entries(model.declaration.parameters).map(([name, { meaning, unit, prior }], i) => {
    const [low, value, high] = [0.05, 0.5, 0.95].map((level) =>
      calibratedQuantile(model, i, level),
    );
    const support = supportOf(prior);
    return {
      ...{ name, meaning, unit },
      ...{ low: low ?? Number.NaN, value: value ?? Number.NaN, high: high ?? Number.NaN },
      ...{ priorLow: support.low, priorHigh: support.high },
      integer: prior.kind === 'integer',
    };
  });
}

/** All that the prior allows; where it has no end, all but a thousandth of it. */
function supportOf(prior: Prior) {
  const { low, high, quantile } = priorDistribution(prior);
  return {
    low: Number.isFinite(low) ? low : quantile(0.001),
    high: Number.isFinite(high) ? high : quantile(0.999),
  };
}

function inputsOf(models: ExploredSubject['models']): DecisionSpace['inputs'] {
  const found = new Map<string, DecisionSpace['inputs'][number]>();
  for (const { declaration, episodes } of models)
    for (const [name, { meaning, unit }] of Object.entries(declaration.inputs)) {
      if (found.has(name)) continue;
      found.set(name, { name, meaning, unit, recent: recentOf(episodes[0]?.inputs[name]) });
    }
  return [...found.values()];
}

function recentOf(values: Float64Array | undefined): number | null {
  const newest = values?.filter((value) => !Number.isNaN(value)).slice(-RECENT);
  if (newest === undefined || newest.length === 0) return null;
  return newest.reduce((sum, value) => sum + value, 0) / newest.length;
}

function leverView(context: LeverContext, meaning: string): LeverView {
  const { name, unit, kind, low, high, integer, recorded, watches } = context;
  const watch = watches[0]?.watch ?? null;
  const starts = suggestedStarts(context);
  const kinds = POLICIES.map((row) => ({ row, suits: row.suits(context) }))
    .filter(({ suits }) => suits > 0)
    .toSorted((a, b) => b.suits - a.suits)
    .map(({ row }) => ({
      kind: row.kind,
      numbers: [...row.numbersFor(context, row.watches ? watch : null, starts)],
    }));
  return {
    ...{ name, meaning, unit, kind, low, high, integer, recorded, kinds },
    default: context.default,
    watches: [...watches],
  };
}

function outputsOf(
  declarations: readonly Declaration[],
  { observed }: Pick<LeverFacts, 'observed'>,
): DecisionSpace['outputs'] {
  const found = new Map<string, DecisionSpace['outputs'][number]>();
  for (const { outputs } of declarations)
    for (const [name, { meaning, unit }] of Object.entries(outputs))
      if (!found.has(name))
        found.set(name, { name, meaning, unit, observed: observed[name] ?? null });
  return [...found.values()];
}

function modulesOf(declarations: readonly Declaration[]): DecisionSpace['modules'] {
  const found = new Map<string, DecisionSpace['modules'][number]>();
  for (const { modules } of declarations)
    for (const { name, meaning, writes } of modules)
      if (!found.has(name)) found.set(name, { name, meaning, writes: [...writes] });
  return [...found.values()];
}

/** What it is called as a result stands for what it means. */
function stateFields(
  declarations: readonly Declaration[],
  fields: readonly (readonly string[])[],
): DecisionSpace['fields'] {
  const names = [...new Set(fields.flat())];
  return names.map((name) => ({
    name,
    meaning:
      declarations.find(({ outputs }) => Object.hasOwn(outputs, name))?.outputs[name]?.meaning ??
      '',
  }));
}

function meaningOf(lever: string, declarations: readonly Declaration[]): string | undefined {
  return declarations.find(({ levers }) => Object.hasOwn(levers, lever))?.levers[lever]?.meaning;
}
