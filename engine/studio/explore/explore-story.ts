/** What an answer takes as given, in sentences. */
import type { InputModel } from '../../forecast/input-model.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import type { ExploreRequest } from '../contract/explore.ts';
import { forecastConditions } from '../forecast-story.ts';
import { ignoredSettings } from '../mixed-settings.ts';
import { outputsLeftOut } from '../outputs-of-all.ts';
import type { ExploredSubject } from './explored-subject.ts';
import type { AheadFacts } from './run-forecast.ts';

type Question = Pick<ExploreRequest, 'set' | 'changes'>;

export function conditionsOfForecast(
  subject: ExploredSubject,
  trajectories: readonly AheadFacts[],
  inputs: InputModel,
  question: Question,
): string[] {
  const [{ declaration }] = subject.models;
  const levers = leversOf(subject);
  return [
    ...forecastConditions(
      { trajectories },
      { time: declaration.time, levers },
      inputs,
      question.set,
    ),
    ...question.changes.map((change) => inWords(change, trajectories, declaration.time.unit)),
    ...ofSettings(subject, question),
  ];
}

export function conditionsOfFit(subject: ExploredSubject, question: Question): string[] {
  const [{ declaration }] = subject.models;
  const settings = Object.entries(question.set).map(([name, value]) => `${name} = ${value}`);
  const given = Object.keys(declaration.inputs);
  return [
    'Every run starts from the first row of the data and is told no result after it.',
    ...(given.length > 0 ? [`${given.join(', ')}: as recorded, else the default.`] : []),
    ...(settings.length > 0 ? [`All the time: ${settings.join(', ')}.`] : []),
    ...ofSettings(subject, question),
  ];
}

/** Structures that weigh too little for a run. */
export function structuresLeftOut(
  { models }: ExploredSubject,
  blocks: readonly number[],
): string[] {
  const without = models.filter((_, k) => blocks[k] === 0).map(({ name }) => name);
  return without.length === 0
    ? []
    : [`${without.join(', ')}: too little weight for a run among so few, so left out.`];
}

function inWords(
  { name, how, value, first, last }: ExploreRequest['changes'][number],
  trajectories: readonly AheadFacts[],
  unit: string,
): string {
  const [one] = trajectories;
  const date = (at: number) => one?.dates?.[one.origin + at];
  const isOneDate = trajectories.every(({ origin, dates }) => dates?.[origin] === date(0));
  const day = (at: number) => (isOneDate ? date(at) : undefined) ?? `${unit} ${at} ahead`;
  const when = first === last ? `On ${day(first)}` : `From ${day(first)} to ${day(last)}`;
  return `${when}: ${name} ${how === 'set' ? '=' : 'times'} ${value}.`;
}

/** What is not heeded as it was asked. */
function ofSettings({ models }: ExploredSubject, { set, changes }: Question): string[] {
  const declarations = models.map(({ declaration }) => declaration);
  const names = models.map(({ name }) => name);
  const changed = Object.fromEntries(changes.map(({ name, value }) => [name, value]));
  return [
    ...ignoredSettings({ ...changed, ...set }, declarations, names),
    ...outOfBounds(set, changes, declarations),
    ...outputsLeftOut(declarations, names),
  ];
}

function outOfBounds(
  set: Question['set'],
  changes: Question['changes'],
  declarations: readonly Declaration[],
): string[] {
  const asked = [
    ...Object.entries(set),
    ...changes.flatMap(({ name, how, value }) => (how === 'set' ? [[name, value] as const] : [])),
  ];
  const levers = Object.assign(
    {},
    ...declarations.map((one) => one.levers),
  ) as Declaration['levers'];
  const beyond = asked.flatMap(([name, value]) => {
    const lever = Object.hasOwn(levers, name) ? levers[name] : undefined;
    if (lever === undefined || (value >= lever.low && value <= lever.high)) return [];
    return [`${name}: kept within ${lever.low} and ${lever.high}.`];
  });
  return [...new Set(beyond)];
}

function leversOf({ models }: ExploredSubject): Declaration['levers'] {
  return Object.assign({}, ...models.map(({ declaration }) => declaration.levers));
}
