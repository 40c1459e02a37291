import { spanOf } from './choose-rows.ts';
import type { NothingAhead, ScriptAhead, ScriptParameter, ScriptPayload } from './payload.ts';
import { policyFileLines } from './policy-file/policy-help.ts';
import { episodesAhead } from './rows-ahead.ts';
import type { TableEpisode } from './tables.ts';

/** The text of --help, line by line. */
export function helpLines(payload: ScriptPayload, script: string): string[] {
  const { parameters, inputs, levers, outputs, modules, state, episodes } = payload;
  const lines = [
    payload.title,
    '',
    `node ${script} [options]`,
    `  --seed N              same seed, same numbers (default ${payload.seed})`,
    `  --runs N              number of trajectories (default ${payload.runs})`,
    '  --set NAME=VALUE      fixes a parameter in all runs; may be repeated',
    '  --input FILE.csv      other inputs, levers and start row than the embedded ones',
    '  --policy FILE.json    how levers and resources are set, and what changes when; see below',
    ...aheadLines(payload),
    '  --out FILE.csv        every trajectory: run, row or date, outputs; with a policy also what was set',
    '  --selftest            computes the embedded check numbers again: ok, or exit code 1',
    '',
    'Prints the 5, 25, 50, 75 and 95 % points of each output and row as CSV.',
    'Exit codes: 0 done, 1 self-test failed or every run broke, 2 something in the call is wrong.',
  ];
  section(lines, 'Parameters', parameters, (item) => `${range(item)}`);
  section(lines, 'Inputs', inputs, ({ default: value }) =>
    value === undefined ? 'needed in every row' : `${value} where missing`,
  );
  section(
    lines,
    'Levers',
    levers,
    (item) => `${item.low} to ${item.high}, default ${item.default}`,
  );
  section(lines, 'Outputs', outputs, () => '');
  lines.push('', `Modules: ${modules.join(', ')}`, `State: ${state.join(', ') || 'none'}`);
  lines.push(
    `Embedded: ${payload.parameterSets.length} parameter sets, ` +
      `${episodes.map(({ id, steps, dates }) => `${id} (${dates?.[0] ?? 'row 0'}, ${steps} steps)`).join(', ')}`,
    '',
    ...policyFileLines(payload),
  );
  return lines;
}

function aheadLines(payload: ScriptPayload): string[] {
  const { ahead } = payload;
  if ('why' in ahead) return aheadHelp(ahead);
  return aheadHelp({ ...ahead, rows: episodesAhead(payload, ahead) });
}

/** What --ahead does, or why it can do nothing. */
export function aheadHelp(
  ahead:
    | NothingAhead
    | (Pick<ScriptAhead, 'horizon' | 'inputs'> & { readonly rows: readonly TableEpisode[] }),
): string[] {
  if ('why' in ahead) return [`  --ahead               not possible here: ${ahead.why}`];
  const { horizon, inputs, rows } = ahead;
  const place = rows.length === 1 ? `, ${spanOf(rows)}` : '';
  return [
    `  --ahead               the ${horizon} rows after the data${place}, from the state at the last observed`,
    '                        row; --set then holds from the first of them on. A policy file that speaks of',
    '                        these rows has them run without --ahead, too',
    ...(inputs === '' ? [] : [`                        Inputs ahead: ${inputs}`]),
  ];
}

function section<Item extends { name: string; unit: string; meaning: string }>(
  lines: string[],
  title: string,
  items: readonly Item[],
  note: (item: Item) => string,
): void {
  if (items.length === 0) return;
  lines.push('', title);
  for (const item of items) {
    const notes = [item.unit, note(item)].filter((part) => part !== '').join(', ');
    lines.push(`  ${item.name}${notes === '' ? '' : ` (${notes})`}  ${item.meaning}`.trimEnd());
  }
}

function range({ low, high, values }: ScriptParameter): string {
  if (values) return `one of ${values.join(', ')}`;
  if (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY) return 'any number';
  if (low === Number.NEGATIVE_INFINITY) return `up to ${high}`;
  return high === Number.POSITIVE_INFINITY ? `from ${low}` : `${low} to ${high}`;
}
