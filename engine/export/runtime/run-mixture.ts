/** What an exported script of several structures does when it is run; bundled into its text. */
import type { Failure } from '../../simulator/kernel/simulation.ts';
import { allNames, policyFor } from './mixed-policy.ts';
import {
  mixedColumns,
  mixedTrajectories,
  runsOfStructures,
  type StructureRuns,
} from './mixed-trajectories.ts';
import { mixtureHelpLines } from './mixture-help.ts';
import type {
  MixturePayload,
  ScriptDriver,
  ScriptEpisode,
  ScriptHost,
  ScriptStructure,
} from './payload.ts';
import { type PolicyFile, readPolicy } from './policy-file/read-policy.ts';
import { readArguments, type ScriptOptions } from './read-arguments.ts';
import { readInput } from './read-input.ts';
import { answering, obey, reading, requestOf, selfTest, tell, withValues } from './run-script.ts';
import { trajectoriesOf } from './tables.ts';
import { listed, UsageError } from './usage-error.ts';

/** `drivers`: one a structure. Gives the exit code. */
export function runMixture(
  payload: MixturePayload,
  drivers: readonly ScriptDriver[],
  host: ScriptHost,
): 0 | 1 | 2 {
  return answering(host, () => {
    const options = readArguments(host.arguments, payload, ['structure']);
    if (options.structure !== undefined) {
      const { payload: own, driver } = named(withDrivers(payload, drivers), options.structure);
      return obey(own, driver, host, options);
    }
    if (options.help) {
      for (const line of mixtureHelpLines(payload, host.scriptName)) host.print(line);
      return 0;
    }
    const structures = withDrivers(payload, drivers);
    if (!options.selftest) return simulate(structures, saidOnce(host), options);
    const tasks = structures.map((structure) => ({ structure, ...structure.payload }));
    return selfTest(payload.checks, host, (order) => runAll(tasks, order).table.values);
  });
}

interface Runnable extends ScriptStructure {
  readonly driver: ScriptDriver;
}

function withDrivers(
  { structures }: MixturePayload,
  drivers: readonly ScriptDriver[],
): readonly Runnable[] {
  return structures.map((structure, k) => {
    const driver = drivers[k];
    if (driver === undefined) throw new Error(`structure: no program of ${structure.name}`);
    return { ...structure, driver };
  });
}

/** By its name or the letters it begins with. */
function named(structures: readonly Runnable[], wanted: string): Runnable {
  const exact = structures.filter(({ name }) => name === wanted);
  const alike = structures.filter(({ name }) => name.startsWith(wanted));
  const [found, other] = exact.length > 0 ? exact : alike;
  if (found !== undefined && other === undefined) return found;
  throw new UsageError(
    `${found === undefined ? 'unknown structure' : 'several structures'}: ${wanted}`,
    `Structures are ${listed(structures.map(({ name }) => name))}.`,
  );
}

/** What one structure runs with. */
interface Task {
  readonly structure: Runnable;
  readonly episodes: readonly ScriptEpisode[];
  readonly parameterSets: readonly (readonly number[])[];
  readonly policy?: PolicyFile;
}

function simulate(
  structures: readonly Runnable[],
  host: ScriptHost,
  options: ScriptOptions,
): 0 | 1 {
  refuseUnknown(structures, options.set);
  const own = withEpisodes(structures, host, options);
  const [episodes = []] = own.map((one) => one.episodes);
  const policy = policyOf(structures, host, options, episodes);
  const tasks = own.map(
    (one): Task => ({
      ...one,
      parameterSets: setsOf(one.structure, options.set, host),
      ...(policy && { policy: ownPolicy(one.structure, policy, host) }),
    }),
  );
  const { table, failures } = runAll(tasks, options);
  return tell(table, episodes, failures, host, options);
}

/** Structures with no run are left out, but what they lack is missing from the table all the same. */
function runAll(
  tasks: readonly Task[],
  { seed, runs }: { readonly seed: number; readonly runs: number },
) {
  const [episodes = []] = tasks.map((task) => task.episodes);
  const weights = tasks.map(({ structure }) => structure.weight);
  const counts = runsOfStructures(weights, runs, episodes.length);
  const parts: StructureRuns[] = [];
  const failures: Failure[] = [];
  let before = 0;
  for (const [k, { structure, policy, ...own }] of tasks.entries()) {
    const { name, payload, driver } = structure;
    const count = counts[k] ?? 0;
    if (count === 0) continue;
    const order = { seed, runs: count };
    const request = requestOf(payload, own.episodes, own.parameterSets, order, policy);
    const result = driver.run(request, 0, count);
    const table = trajectoriesOf(payload, own.episodes, request, count, result.values);
    parts.push({ name, table, episodes: own.episodes });
    for (const failure of result.failures) failures.push({ ...failure, run: before + failure.run });
    before += count;
  }
  const columns = mixedColumns(
    tasks.map(({ structure }) => structure.payload),
    parts.map(({ table }) => table),
  );
  return { table: mixedTrajectories(parts, columns, episodes), failures };
}

/** A column is unused where none of them uses it. */
function withEpisodes(
  structures: readonly Runnable[],
  host: ScriptHost,
  { input }: ScriptOptions,
): Pick<Task, 'structure' | 'episodes'>[] {
  if (input === undefined) {
    return structures.map((structure) => ({ structure, episodes: structure.payload.episodes }));
  }
  const text = reading(input, host);
  const read = structures.map((structure) => ({
    structure,
    ...readInput(text, input, structure.payload),
  }));
  const [unused = []] = read.map((own) => own.unused);
  const byNone = unused.filter((name) => read.every((own) => own.unused.includes(name)));
  if (byNone.length > 0) host.warn(`note: columns not used: ${byNone.join(', ')}`);
  return read.map(({ structure, episode }) => ({ structure, episodes: [episode] }));
}

function policyOf(
  structures: readonly Runnable[],
  host: ScriptHost,
  { policy }: ScriptOptions,
  episodes: readonly ScriptEpisode[],
): PolicyFile | undefined {
  if (policy === undefined) return undefined;
  const names = allNames(structures.map(({ payload }) => payload));
  // Several episodes may have different days in the same row.
  const dates = episodes.length === 1 ? episodes[0]?.dates : undefined;
  return readPolicy(reading(policy, host), policy, { ...names, dates });
}

function refuseUnknown(structures: readonly ScriptStructure[], set: ScriptOptions['set']): void {
  const all = structures.flatMap(({ payload }) => payload.parameters.map(({ name }) => name));
  const unknown = set.find(({ name }) => !all.includes(name));
  if (unknown === undefined) return;
  const isLever = structures.some(({ payload }) =>
    payload.levers.some(({ name }) => name === unknown.name),
  );
  throw new UsageError(
    `unknown parameter: ${unknown.name}`,
    isLever
      ? `${unknown.name} is a lever: set it by --policy.`
      : `Parameters are ${listed([...new Set(all)])}.`,
  );
}

function setsOf({ name, payload }: ScriptStructure, set: ScriptOptions['set'], host: ScriptHost) {
  const names = payload.parameters.map((parameter) => parameter.name);
  for (const one of set) {
    if (!names.includes(one.name)) host.warn(`note: ${name} has no parameter ${one.name}`);
  }
  return withValues(
    payload,
    set.filter((one) => names.includes(one.name)),
    host,
  );
}

function ownPolicy({ name, payload }: ScriptStructure, policy: PolicyFile, host: ScriptHost) {
  const { own, missing } = policyFor(policy, payload);
  if (missing.length > 0) host.warn(`note: ${name} cannot follow the policy of ${listed(missing)}`);
  return own;
}

/** What several structures would warn of alike is told once. */
function saidOnce(host: ScriptHost): ScriptHost {
  const said = new Set<string>();
  return {
    ...host,
    warn: (line) => {
      if (!said.has(line)) host.warn(line);
      said.add(line);
    },
  };
}
