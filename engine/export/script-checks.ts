/** Numbers that the studio computes when it writes a script, so that the script can prove itself. */
import { rowsOf, type Simulate } from '../simulator/simulation.ts';
import { hashValues } from './runtime/hash-values.ts';
import {
  commonOutputs,
  mixedTrajectories,
  runsOfStructures,
} from './runtime/mixed-trajectories.ts';
import type { ScriptCheck, ScriptStructure } from './runtime/payload.ts';
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

/** A structure as the script has it, and as it was. */
interface CheckedStructure extends ScriptStructure {
  readonly model: ScriptedModel;
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

async function mixtureCheck(
  structures: readonly CheckedStructure[],
  seed: number,
  simulate: Simulate,
): Promise<ScriptCheck> {
  const payloads = structures.map(({ payload }) => payload);
  const [episodes = []] = payloads.map((payload) => payload.episodes);
  const counts = runsOfStructures(
    structures.map(({ weight }) => weight),
    CHECKED_RUNS,
    episodes.length,
  );
  const parts = await Promise.all(
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
  const { values } = mixedTrajectories(parts.flat(), commonOutputs(payloads), episodes);
  return { seed, runs: CHECKED_RUNS, hash: hashValues(values) };
}
