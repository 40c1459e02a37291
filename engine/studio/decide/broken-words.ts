/** Why runs of a scenario broke, as a planner understands it: what did not hold, when, and under which change. */
import type { BrokenRun } from '../../decide/evaluate/run-course.ts';
import { effectWords } from '../../decide/interventions/change-words.ts';
import { type Rows, rowOf } from '../../decide/interventions/row-of-moment.ts';
import { dayOfRow, momentWords } from '../../decide/moment-words.ts';
import { plainNumber } from '../../decide/number-words.ts';
import type { NameOf } from '../../decide/plain-names.ts';
import type { DatedChange } from '../../decide/schemas/dated-change.ts';
import type { Scenario } from '../../decide/schemas/scenario.ts';
import type { Declaration } from '../../simulator/declaration.ts';

interface BrokenTools {
  readonly names: NameOf;
  readonly timeUnit: string;
  /** Of all rows, those ahead included; null: undated. */
  readonly dates: readonly string[] | null;
  /** Row before the first one ahead, and the last of all. */
  readonly origin: number;
  readonly last: number;
}

/** Changes named at most. */
const MOST = 3;

/**
 * "the rule 'nobody waits while there is stock' does not hold on 3 June 2024 under this change: service moves inventory by 3 a day at
 * most". `scenario` null: things as they are.
 */
export function brokenWords(
  broken: BrokenRun,
  scenario: Scenario | null,
  tools: BrokenTools,
): string {
  const { declaration, failure } = broken;
  const day = momentWords(dayOfRow(tools.dates, failure.step), tools);
  const what = `${problemWords(failure, declaration, tools.names)} on ${day}`;
  const changes = scenario === null ? [] : blamed(scenario, broken, tools);
  if (changes.length === 0) return what;
  const told = changes.slice(0, MOST).map((change) => nameOfChange(change, tools));
  const more = changes.length > MOST ? `, and ${changes.length - MOST} more` : '';
  return `${what} under ${changes.length === 1 ? 'this change' : 'these changes'}: ${told.join('; ')}${more}`;
}

function problemWords(
  { reason, detail, module }: BrokenRun['failure'],
  { rules, modules }: Declaration,
  names: NameOf,
): string {
  if (reason === 'rule-broken') {
    const rule = rules.find(({ name }) => /^rule (\w+)/.exec(detail)?.[1] === name);
    return rule === undefined ? detail : `the rule '${rule.meaning || rule.name}' does not hold`;
  }
  const [, output = '', value = ''] = /^output (\S+) is (\S+)$/.exec(detail) ?? [];
  if (output === '') {
    const isOfModule = modules.some(({ name }) => name === module);
    return isOfModule ? `${names('module', module).words} cannot go on (${detail})` : detail;
  }
  const { words } = names('output', output);
  if (reason === 'negative-count') return `${words} would be ${plainNumber(Number(value))}`;
  if (reason === 'out-of-range')
    return `${words} would be ${plainNumber(Number(value))}, not a share from 0 to 1,`;
  if (reason === 'not-whole')
    return `${words} would be ${plainNumber(Number(value))}, not a whole number,`;
  return `${words} cannot be computed`;
}

/** Of those that had begun: the ones of the module where it went wrong, else of any module or the state, else all. */
function blamed(scenario: Scenario, { failure }: BrokenRun, tools: BrokenTools): DatedChange[] {
  const begun = scenario.changes.filter(
    ({ on, from }) => on && firstRow(from, tools) <= failure.step,
  );
  const ofModule = begun.filter(
    ({ change }) => 'module' in change && change.module === failure.module,
  );
  if (ofModule.length > 0) return ofModule;
  const ofCourse = begun.filter(({ change }) => 'module' in change || change.kind === 'state');
  return ofCourse.length > 0 ? ofCourse : begun;
}

function firstRow(from: DatedChange['from'], { dates, origin, last }: BrokenTools): number {
  if (from === null) return origin + 1;
  const rows: Rows = { ...(dates && { dates }), last };
  return rowOf(from, 'from', rows, 'a change');
}

function nameOfChange({ words, change }: DatedChange, tools: BrokenTools): string {
  const effect = effectWords(change, tools);
  return words === '' ? effect : `"${words}" (${effect})`;
}
