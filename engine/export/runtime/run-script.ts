/** What an exported script does when it is run; bundled into its text (scripts/generate-script-runtime.ts). */
import type { Episode, Failure } from '../../simulator/kernel/simulation.ts';
import { hashValues } from './hash-values.ts';
import { helpLines } from './help.ts';
import type {
  ScriptCheck,
  ScriptDriver,
  ScriptEpisode,
  ScriptHost,
  ScriptParameter,
  ScriptPayload,
} from './payload.ts';
import { type PolicyFile, readPolicy } from './policy-file/read-policy.ts';
import { readArguments, type ScriptOptions } from './read-arguments.ts';
import { readInput } from './read-input.ts';
import { summaryLines, type Trajectories, trajectoriesOf, trajectoryLines } from './tables.ts';
import { trajectoryRequest } from './trajectory-request.ts';
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
  return selfTest(payload.checks, host, (order) => {
    const request = requestOf(payload, payload.episodes, payload.parameterSets, order);
    return driver.run(request, 0, order.runs).values;
  });
}

/** Whether `compute` gives the numbers that the studio had. */
export function selfTest(
  checks: readonly ScriptCheck[],
  host: ScriptHost,
  compute: (order: Pick<ScriptCheck, 'seed' | 'runs'>) => Float64Array,
): 0 | 1 {
  let failed = false;
  for (const { seed, runs, hash } of checks) {
    const found = hashValues(compute({ seed, runs }));
    if (found !== hash) failed = true;
    const answer = found === hash ? 'ok' : `failed: ${found}, the studio had ${hash}`;
    host.print(`self-test, seed ${seed}, ${runs} runs: ${answer}`);
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
  const episodes = episodesOf(payload, host, options);
  const policy = policyOf(payload, host, options, episodes);
  const sets = withValues(payload, options.set, host);
  const request = requestOf(payload, episodes, sets, options, policy);
  const { values, failures } = driver.run(request, 0, options.runs);
  const table = trajectoriesOf(payload, episodes, request, options.runs, values);
  return tell(table, episodes, failures, host, options);
}

/** Writes and prints the trajectories, and says which runs broke. */
export function tell(
  table: Trajectories,
  episodes: readonly ScriptEpisode[],
  failures: readonly Failure[],
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

function episodesOf(payload: ScriptPayload, host: ScriptHost, options: ScriptOptions) {
  if (options.input === undefined) return payload.episodes;
  const path = options.input;
  const { episode, unused } = readInput(reading(path, host), path, payload);
  if (unused.length > 0) host.warn(`note: columns not used: ${unused.join(', ')}`);
  return [episode];
}

function policyOf(
  payload: ScriptPayload,
  host: ScriptHost,
  options: ScriptOptions,
  episodes: readonly ScriptEpisode[],
): PolicyFile | undefined {
  if (options.policy === undefined) return undefined;
  // Several episodes may have different days in the same row.
  const dates = episodes.length === 1 ? episodes[0]!.dates : undefined;
  return readPolicy(reading(options.policy, host), options.policy, { ...payload, dates });
}

/** The parameter sets with the given values in all of them; warns of values that the prior excludes. */
export function withValues(payload: ScriptPayload, set: ScriptOptions['set'], host: ScriptHost) {
  const names = payload.parameters.map((parameter) => parameter.name);
  const values = new Map<number, number>();
  for (const { name, value } of set) {
    const index = names.indexOf(name);
    if (index < 0) throw unknownParameter(name, payload);
    const reason = outsidePrior(payload.parameters[index]!, value);
    if (reason)
      host.warn(`warning: ${name} = ${value} is ${reason}; the model was not made for it`);
    values.set(index, value);
  }
  return payload.parameterSets.map((row) => row.map((value, index) => values.get(index) ?? value));
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

export function requestOf(
  payload: ScriptPayload,
  episodes: readonly ScriptEpisode[],
  parameterSets: readonly (readonly number[])[],
  { seed, runs }: { readonly seed: number; readonly runs: number },
  policy?: PolicyFile,
) {
  return trajectoryRequest({
    episodes: episodes.map((episode) => expanded(episode, payload)),
    parameters: Float64Array.from(parameterSets.flat()),
    sets: parameterSets.length,
    seed,
    runs,
    ...(policy && { ...policy, record: 'all' }),
  });
}

function expanded(episode: ScriptEpisode, { outputs }: ScriptPayload): Episode {
  const { id, steps, start, inputs, levers, dates } = episode;
  const observed = outputs.map(({ name }) => {
    const series = new Float64Array(steps + 1).fill(Number.NaN);
    series[0] = start[name] ?? Number.NaN;
    return [name, series] as const;
  });
  const typed = (record: Readonly<Record<string, readonly number[]>>) =>
    Object.fromEntries(
      Object.entries(record).map(([name, values]) => [name, Float64Array.from(values)]),
    );
  return {
    id,
    steps,
    observed: Object.fromEntries(observed),
    inputs: typed(inputs),
    levers: typed(levers),
    ...(dates && { dates }),
  };
}

export function reading(path: string, host: ScriptHost): string {
  try {
    return host.readText(path);
  } catch (error) {
    throw new UsageError(
      `cannot read: ${path}`,
      `${messageOf(error)}. Check the name and the folder.`,
    );
  }
}

function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UsageError(`cannot write: ${path}`, `${messageOf(error)}. Choose another place.`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
