/** What an exported script does when it is run; bundled into its text (scripts/generate-script-runtime.ts). */
import { chooseRows } from './choose-rows.ts';
import { hashValues } from './hash-values.ts';
import { helpLines } from './help.ts';
import type {
  ScriptCheck,
  ScriptDriver,
  ScriptHost,
  ScriptParameter,
  ScriptPayload,
} from './payload.ts';
import { readArguments, type ScriptOptions } from './read-arguments.ts';
import { readInput } from './read-input.ts';
import { reading, writing } from './reading.ts';
import { episodesAhead } from './rows-ahead.ts';
import { type Rows, type RowsRun, runRows } from './run-rows.ts';
import { summaryLines, type Trajectories, trajectoryLines } from './tables.ts';
import { listed, UsageError } from './usage-error.ts';

/** The whole script; gives its exit code. */
export function runScript(
  payload: ScriptPayload,
  driver: ScriptDriver,
  host: ScriptHost,
): 0 | 1 | 2 {
  return answering(host, () => obey(payload, driver, host, readArguments(host.arguments, payload)));
}

/** A wrong call is told on standard error, with exit code 2. */
export function answering(host: ScriptHost, work: () => 0 | 1): 0 | 1 | 2 {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.warn(`error: ${error.message}`);
    host.warn(error.hint);
    return 2;
  }
}

export function obey(
  payload: ScriptPayload,
  driver: ScriptDriver,
  host: ScriptHost,
  options: ScriptOptions,
): 0 | 1 {
  if (options.help) {
    for (const line of helpLines(payload, host.scriptName)) host.print(line);
    return 0;
  }
  if (!options.selftest) return simulate(payload, driver, host, options);
  const { ahead, checks, episodes } = payload;
  const task = { payload, driver, fixed: [] };
  return selfTest(host, [
    {
      ...{ what: '', checks },
      compute: (order) => runRows({ ...task, rows: { kind: 'recorded', episodes } }, order).table,
    },
    ...('why' in ahead
      ? []
      : [
          {
            ...{ what: ', rows ahead', checks: ahead.checks },
            compute: (order: Order) =>
              runRows({ ...task, rows: { kind: 'ahead', ahead } }, order).table,
          },
        ]),
  ]);
}

type Order = Pick<ScriptCheck, 'seed' | 'runs'>;

/** Numbers that can be computed again. */
export interface SelfTest {
  /** Which, to be told after the word self-test. */
  readonly what: string;
  readonly checks: readonly ScriptCheck[];
  readonly compute: (order: Order) => Pick<Trajectories, 'values'>;
}

/** Whether the numbers are those that the studio had. */
export function selfTest(host: ScriptHost, tests: readonly SelfTest[]): 0 | 1 {
  let failed = false;
  for (const { what, checks, compute } of tests)
    for (const { seed, runs, hash } of checks) {
      const found = hashValues(compute({ seed, runs }).values);
      if (found !== hash) failed = true;
      const answer = found === hash ? 'ok' : `failed: ${found}, the studio had ${hash}`;
      host.print(`self-test${what}, seed ${seed}, ${runs} runs: ${answer}`);
    }
  if (!failed) return 0;
  host.warn(
    'The numbers differ from the studio. Either the file was changed, or this version of Node computes',
  );
  host.warn(
    'a mathematical function differently in the last digit: results are then alike, but not the same.',
  );
  return 1;
}

function simulate(
  payload: ScriptPayload,
  driver: ScriptDriver,
  host: ScriptHost,
  options: ScriptOptions,
): 0 | 1 {
  const recorded = recordedOf(payload, host, options);
  const { ahead } = payload;
  const rowsAhead = 'why' in ahead ? ahead : episodesAhead(payload, ahead);
  const { isAhead, policy } = chooseRows(options, host, payload, recorded, rowsAhead);
  const rows: Rows =
    isAhead && !('why' in ahead)
      ? { kind: 'ahead', ahead }
      : { kind: 'recorded', episodes: recorded };
  checkValues(payload, options.set, host);
  const run = runRows({ payload, driver, rows, fixed: options.set, policy }, options);
  return tell(run, host, options);
}

/** Writes and prints the trajectories, and says which runs broke. */
export function tell(
  { table, episodes, failures }: RowsRun,
  host: ScriptHost,
  { out }: Pick<ScriptOptions, 'out'>,
): 0 | 1 {
  if (out !== undefined) {
    writing(out, () => host.writeText(out, trajectoryLines(table, episodes)));
  }
  for (const line of summaryLines(table, episodes)) host.print(line);
  if (failures.length === 0) return 0;
  const { run, step, module, reason, detail } = failures[0]!;
  host.warn(
    `warning: ${failures.length} of ${table.runs} runs broke and have no values from then on; ` +
      `first run ${run + 1} at row ${step}, ${module}: ${reason}, ${detail}`,
  );
  return failures.length === table.runs ? 1 : 0;
}

function recordedOf(payload: ScriptPayload, host: ScriptHost, options: ScriptOptions) {
  if (options.input === undefined) return payload.episodes;
  const path = options.input;
  const { episode, unused } = readInput(reading(path, host), path, payload);
  if (unused.length > 0) host.warn(`note: columns not used: ${unused.join(', ')}`);
  return [episode];
}

/** Throws UsageError for a parameter that there is not; warns of values that the prior excludes. */
export function checkValues(
  payload: ScriptPayload,
  set: ScriptOptions['set'],
  host: ScriptHost,
): void {
  for (const { name, value } of set) {
    const parameter = payload.parameters.find((one) => one.name === name);
    if (parameter === undefined) throw unknownParameter(name, payload);
    const reason = outsidePrior(parameter, value);
    if (reason)
      host.warn(`warning: ${name} = ${value} is ${reason}; the model was not made for it`);
  }
}

function unknownParameter(name: string, { parameters, levers }: ScriptPayload): UsageError {
  const hint = levers.some((lever) => lever.name === name)
    ? `${name} is a lever: set it by --policy.`
    : `Parameters are ${listed(parameters.map((parameter) => parameter.name))}.`;
  return new UsageError(`unknown parameter: ${name}`, hint);
}

function outsidePrior({ low, high, values, whole }: ScriptParameter, value: number) {
  if (values && !values.includes(value)) return `none of ${values.join(', ')}`;
  if (value < low || value > high) return `outside ${low} to ${high}`;
  return whole && !Number.isInteger(value) ? 'not a whole number' : undefined;
}
