/** Numbers that the studio computes when it writes a script, so that the script can prove itself. */
import { rowsOf, type Simulate, type SimulationRequest } from '../simulator/simulation.ts';
import { hashValues } from './runtime/hash-values.ts';
import {
  commonOutputs,
  mixedTrajectories,
  runsOfStructures,
  type StructureRuns,
} from './runtime/mixed-trajectories.ts';
import type {
  ScriptAhead,
  ScriptCheck,
  ScriptPayload,
  ScriptStructure,
} from './runtime/payload.ts';
import { episodesAhead, partsAhead, runsOfEpisodes, tableAhead } from './runtime/rows-ahead.ts';
import { trajectoriesOf } from './runtime/tables.ts';
import { trajectoryRequest } from './runtime/trajectory-request.ts';
import type { ScriptedModel } from './script-payload.ts';

/** Runs whose numbers `--selftest` computes again. */
const CHECKED_RUNS = 100;

/** By the script's seed and by another. */
export function checksOf(
  model: ScriptedModel,
  seed: number,
  simulate: Simulate,
): Promise<ScriptCheck[]> {
  return Promise.all(seedsOf(seed).map((one) => check(model, one, simulate)));
}

/** Of the rows ahead, by the script's seed. */
export async function checkAhead(
  payload: Omit<ScriptPayload, 'ahead'>,
  ahead: Omit<ScriptAhead, 'checks'>,
  program: SimulationRequest['program'],
  seed: number,
  simulate: Simulate,
): Promise<ScriptCheck> {
  const table = await simulatedAhead(
    payload,
    ahead,
    program,
    { seed, runs: CHECKED_RUNS },
    simulate,
  );
  return { seed, runs: CHECKED_RUNS, hash: hashValues(table.values) };
}

/** A structure as the script has it, and as it was. */
interface CheckedStructure extends ScriptStructure {
  readonly model: ScriptedModel;
}

/** The same of all structures together; all of them have rows ahead. */
export async function mixtureCheckAhead(
  structures: readonly CheckedStructure[],
  seed: number,
  simulate: Simulate,
): Promise<ScriptCheck> {
  const tables = (runs: readonly number[]) =>
    Promise.all(
      structures.map(async ({ name, payload, model }, k) => {
        const own = runs[k] ?? 0;
        const { ahead } = payload;
        if (own === 0 || 'why' in ahead) return [];
        const { hash, code } = model.simulator;
        const order = { seed, runs: own };
        const table = await simulatedAhead(payload, ahead, { hash, code }, order, simulate);
        return [{ name, table, episodes: table.episodes }];
      }),
    );
  return mixedCheck(structures, seed, tables);
}

/** What the script makes of the same order. */
async function simulatedAhead(
  payload: Omit<ScriptPayload, 'ahead'>,
  ahead: Omit<ScriptAhead, 'checks'>,
  program: SimulationRequest['program'],
  { seed, runs }: Pick<ScriptCheck, 'seed' | 'runs'>,
  simulate: Simulate,
) {
  const episodes = episodesAhead(payload, ahead);
  const order = { seed, runs: runsOfEpisodes(runs, episodes.length) };
  const parts = partsAhead(payload, episodes, ahead.futures, order);
  const results = await Promise.all(parts.map(({ request }) => simulate({ ...request, program })));
  const values = results.map((result) => result.values);
  return { ...tableAhead(payload, parts, values), episodes };
}

/** Of all structures together, heaviest first. */
export function mixtureChecksOf(
  structures: readonly CheckedStructure[],
  seed: number,
  simulate: Simulate,
): Promise<ScriptCheck[]> {
  return Promise.all(seedsOf(seed).map((one) => mixtureCheck(structures, one, simulate)));
}

function seedsOf(seed: number): number[] {
  return [seed, seed === 0 ? 1 : 0];
}

async function check(
  { simulator, episodes, parameterSets: parameters, sets }: ScriptedModel,
  seed: number,
  simulate: Simulate,
): Promise<ScriptCheck> {
  const { hash, code, declaration } = simulator;
  const request = trajectoryRequest({ episodes, parameters, sets, runs: CHECKED_RUNS, seed });
  const { values } = await simulate({ ...request, program: { hash, code } });
  const outputs = Object.keys(declaration.outputs).length;
  let count = 0;
  for (let run = 0; run < CHECKED_RUNS; run++) {
    const episode = episodes[Math.floor(run / request.replications) % episodes.length]!;
    count += rowsOf(episode, request.mode) * outputs;
  }
  return { seed, runs: CHECKED_RUNS, hash: hashValues(values.subarray(0, count)) };
}

function mixtureCheck(
  structures: readonly CheckedStructure[],
  seed: number,
  simulate: Simulate,
): Promise<ScriptCheck> {
  const tables = (counts: readonly number[]) =>
    Promise.all(
      structures.map(async ({ name, payload, model }, k) => {
        const runs = counts[k] ?? 0;
        if (runs === 0) return [];
        const { simulator, episodes, parameterSets: parameters, sets } = model;
        const request = trajectoryRequest({ episodes, parameters, sets, runs, seed });
        const program = { hash: simulator.hash, code: simulator.code };
        const { values } = await simulate({ ...request, program });
        const table = trajectoriesOf(payload, payload.episodes, request, runs, values);
        return [{ name, table, episodes: payload.episodes }];
      }),
    );
  return mixedCheck(structures, seed, tables);
}

/** `tables`: of each structure that has some of the runs, by how many each has. */
async function mixedCheck(
  structures: readonly CheckedStructure[],
  seed: number,
  tables: (runs: readonly number[]) => Promise<readonly (readonly StructureRuns[])[]>,
): Promise<ScriptCheck> {
  const payloads = structures.map(({ payload }) => payload);
  const counts = runsOfStructures(
    structures.map(({ weight }) => weight),
    CHECKED_RUNS,
    payloads[0]?.episodes.length ?? 1,
  );
  const parts = (await tables(counts)).flat();
  const [episodes = []] = parts.map((part) => part.episodes);
  const { values } = mixedTrajectories(parts, commonOutputs(payloads), episodes);
  return { seed, runs: CHECKED_RUNS, hash: hashValues(values) };
}
