/** What an exported script of several structures does when it is run; bundled into its text. */
import type { Failure } from '../../simulator/kernel/simulation.ts';
import { allNames, policyFor } from './mixed-policy.ts';
import {
  commonOutputs,
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
import { readArguments, type ScriptOptions } from './read-arguments.ts';
import { readInput } from './read-input.ts';
import { type PolicyFile, readPolicy } from './read-policy.ts';
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
      const index = named(payload, options.structure);
      return obey(payload.structures[index]!.payload, drivers[index]!, host, options);
    }
    if (options.help) {
      for (const line of mixtureHelpLines(payload, host.scriptName)) host.print(line);
      return 0;
    }
    if (!options.selftest) return simulate(payload, drivers, saidOnce(host), options);
    return selfTest(
      payload.checks,
      host,
      (order) => runAll(payload, drivers, order, (structure) => asEmbedded(structure)).table.values,
    );
  });
}

/** By its name or the letters it begins with. */
function named({ structures }: MixturePayload, wanted: string): number {
  const names = structures.map(({ name }) => name);
  const exact = names.indexOf(wanted);
  const alike = names.filter((name) => name.startsWith(wanted));
  if (exact >= 0) return exact;
  if (alike.length === 1) return names.indexOf(alike[0]!);
  throw new UsageError(
    `${alike.length === 0 ? 'unknown structure' : 'several structures'}: ${wanted}`,
    `Structures are ${listed(names)}.`,
  );
}

/** What one structure runs with. */
interface Setting {
  readonly episodes: readonly ScriptEpisode[];
  readonly parameterSets: readonly (readonly number[])[];
  readonly policy?: PolicyFile;
}

function asEmbedded({ payload }: ScriptStructure): Setting {
  return { episodes: payload.episodes, parameterSets: payload.parameterSets };
}

function simulate(
  payload: MixturePayload,
  drivers: readonly ScriptDriver[],
  host: ScriptHost,
  options: ScriptOptions,
): 0 | 1 {
  refuseUnknown(payload, options.set);
  const episodes = episodesOf(payload, host, options);
  const dates = episodes[0]?.length === 1 ? episodes[0][0]!.dates : undefined;
  const payloads = payload.structures.map((structure) => structure.payload);
  const policy =
    options.policy === undefined
      ? undefined
      : readPolicy(reading(options.policy, host), options.policy, {
          ...allNames(payloads),
          dates,
        });
  const { table, failures } = runAll(payload, drivers, options, (structure, k) => ({
    episodes: episodes[k]!,
    parameterSets: setsOf(structure, options.set, host),
    ...(policy && { policy: ownPolicy(structure, policy, host) }),
  }));
  return tell(table, episodes[0]!, failures, host, options);
}

/** Structures with no run are left out, but what they lack is missing from the table all the same. */
function runAll(
  payload: MixturePayload,
  drivers: readonly ScriptDriver[],
  { seed, runs }: { readonly seed: number; readonly runs: number },
  settingOf: (structure: ScriptStructure, k: number) => Setting,
) {
  const { structures } = payload;
  const settings = structures.map(settingOf);
  const counts = runsOfStructures(
    structures.map(({ weight }) => weight),
    runs,
    settings[0]!.episodes.length,
  );
  const parts: StructureRuns[] = [];
  const failures: Failure[] = [];
  let before = 0;
  for (const [k, { name, payload: own }] of structures.entries()) {
    const { episodes, parameterSets, policy } = settings[k]!;
    const count = counts[k]!;
    if (count === 0) continue;
    const request = requestOf(own, episodes, parameterSets, { seed, runs: count }, policy);
    const result = drivers[k]!.run(request, 0, count);
    const table = trajectoriesOf(own, episodes, request, count, result.values);
    parts.push({ name, table, episodes });
    for (const failure of result.failures) failures.push({ ...failure, run: before + failure.run });
    before += count;
  }
  const outputs = commonOutputs(structures.map((structure) => structure.payload));
  return { table: mixedTrajectories(parts, outputs, settings[0]!.episodes), failures };
}

/** By structure. A column is unused where none of them uses it. */
function episodesOf(payload: MixturePayload, host: ScriptHost, { input }: ScriptOptions) {
  const { structures } = payload;
  if (input === undefined) return structures.map((structure) => structure.payload.episodes);
  const text = reading(input, host);
  const read = structures.map((structure) => readInput(text, input, structure.payload));
  const unused = read[0]!.unused.filter((name) => read.every((own) => own.unused.includes(name)));
  if (unused.length > 0) host.warn(`note: columns not used: ${unused.join(', ')}`);
  return read.map(({ episode }) => [episode]);
}

function refuseUnknown({ structures }: MixturePayload, set: ScriptOptions['set']): void {
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
