/** What an exported script of several structures does when it is run; bundled into its text. */
import type { Failure } from '../../simulator/kernel/simulation.ts';
import { chooseRows } from './choose-rows.ts';
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
import type { PolicyFile } from './policy-file/read-policy.ts';
import { readArguments, type ScriptOptions } from './read-arguments.ts';
import { readInput } from './read-input.ts';
import { reading } from './reading.ts';
import { episodesAhead } from './rows-ahead.ts';
import { type Rows, type RowsRun, type RowsTask, runRows } from './run-rows.ts';
import { answering, checkValues, obey, type SelfTest, selfTest, tell } from './run-script.ts';
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
    if (!options.selftest) return simulate(payload, structures, saidOnce(host), options);
    return selfTest(host, selfTestsOf(payload, structures));
  });
}

function selfTestsOf(
  { checks, ahead }: MixturePayload,
  structures: readonly Runnable[],
): SelfTest[] {
  const of =
    (isAhead: boolean): SelfTest['compute'] =>
    (order) => {
      const tasks = structures.map((structure) => ({
        ...{ ...structure, fixed: [] },
        rows: isAhead ? rowsAhead(structure) : recordedRows(structure),
      }));
      return runAll(tasks, order).table;
    };
  return [
    { what: '', checks, compute: of(false) },
    ...('why' in ahead ? [] : [{ what: ', rows ahead', checks: ahead.checks, compute: of(true) }]),
  ];
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
type Task = Runnable & RowsTask;

function recordedRows({ payload: { episodes } }: Runnable): Rows {
  return { kind: 'recorded', episodes };
}

function rowsAhead({ name, payload: { ahead } }: Runnable): Extract<Rows, { kind: 'ahead' }> {
  if ('why' in ahead) throw new Error(`rows ahead: none of ${name}`);
  return { kind: 'ahead', ahead };
}

function simulate(
  { ahead }: MixturePayload,
  structures: readonly Runnable[],
  host: ScriptHost,
  options: ScriptOptions,
): 0 | 1 {
  refuseUnknown(structures, options.set);
  const own = recordedOf(structures, host, options);
  const names = allNames(structures.map(({ payload }) => payload));
  const [first] = structures;
  const [recorded = []] = own.map(({ episodes }) => episodes);
  const later =
    'why' in ahead || first === undefined
      ? { why: 'why' in ahead ? ahead.why : 'there is no structure' }
      : episodesAhead(first.payload, rowsAhead(first).ahead);
  const { isAhead, policy } = chooseRows(options, host, names, recorded, later);
  const tasks = own.map(
    ({ structure, episodes }): Task => ({
      ...structure,
      rows: isAhead ? rowsAhead(structure) : { kind: 'recorded', episodes },
      fixed: fixedOf(structure, options.set, host),
      ...(policy && { policy: ownPolicy(structure, policy, host) }),
    }),
  );
  return tell(runAll(tasks, options), host, options);
}

/** Structures with no run are left out, but what they lack is missing from the table all the same. */
function runAll(
  tasks: readonly Task[],
  { seed, runs }: { readonly seed: number; readonly runs: number },
): RowsRun {
  const payloads = tasks.map(({ payload }) => payload);
  const weights = tasks.map(({ weight }) => weight);
  const counts = runsOfStructures(weights, runs, payloads[0]?.episodes.length ?? 1);
  const parts: StructureRuns[] = [];
  const failures: Failure[] = [];
  let before = 0;
  for (const [k, task] of tasks.entries()) {
    const count = counts[k] ?? 0;
    if (count === 0) continue;
    const made = runRows(task, { seed, runs: count });
    parts.push({ name: task.name, ...made });
    for (const failure of made.failures) failures.push({ ...failure, run: before + failure.run });
    before += count;
  }
  const columns = mixedColumns(
    payloads,
    parts.map(({ table }) => table),
  );
  const [episodes = []] = parts.map((part) => part.episodes);
  return { table: mixedTrajectories(parts, columns, episodes), episodes, failures };
}

/** A column is unused where none of them uses it. */
function recordedOf(
  structures: readonly Runnable[],
  host: ScriptHost,
  { input }: ScriptOptions,
): { readonly structure: Runnable; readonly episodes: readonly ScriptEpisode[] }[] {
  if (input === undefined)
    return structures.map((structure) => ({ structure, episodes: structure.payload.episodes }));
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

function fixedOf({ name, payload }: Runnable, set: ScriptOptions['set'], host: ScriptHost) {
  const names = payload.parameters.map((parameter) => parameter.name);
  for (const one of set) {
    if (!names.includes(one.name)) host.warn(`note: ${name} has no parameter ${one.name}`);
  }
  const fixed = set.filter((one) => names.includes(one.name));
  checkValues(payload, fixed, host);
  return fixed;
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
