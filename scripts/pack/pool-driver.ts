// Bundled by pack:check, put beside the packed workers and run there: compiles a simulator written in TypeScript,
// runs it in the pool, and prints what came out.
import { createRequire } from 'node:module';
import { createSimulationPool } from '../../engine/compute/pool/simulation-pool.ts';
import { createSimulate } from '../../engine/compute/simulate.ts';
import { compileSimulator } from '../../engine/simulator/compile/compile-simulator.ts';
import type { SimulationRequest } from '../../engine/simulator/simulation.ts';

/** What the request simulates; `source` in TypeScript. */
export function sampleRequest(source: string): SimulationRequest {
  const { hash, code } = compileSimulator(source, { file: 'sir.sim.ts' });
  return {
    program: { hash, code },
    episodes: [
      {
        id: 'a',
        steps: 60,
        observed: Object.fromEntries(
          Object.entries({ S: 96, I: 3, R: 1 }).map(([name, value]) => [
            name,
            new Float64Array(61).fill(value),
          ]),
        ),
        inputs: {},
        levers: {},
      },
    ],
    parameters: Float64Array.of(0.5, 0.1, 0.8, 0.2),
    sets: 2,
    replications: 20,
    mode: { kind: 'rollout' },
    seed: 7,
    streams: 'independent',
  };
}

export interface PoolReport {
  readonly values: readonly number[];
  readonly failures: number;
  /** Where the packages were found that are not part of the bundles. */
  readonly packages: readonly string[];
}

async function report(source: string): Promise<PoolReport> {
  const pool = createSimulationPool({ threads: 2 });
  try {
    const { values, failures } = await createSimulate(pool)(sampleRequest(source));
    const require = createRequire(__filename);
    return {
      values: [...values],
      failures: failures.length,
      packages: ['piscina', 'ses', '@napi-rs/nice'].map((name) => require.resolve(name)),
    };
  } finally {
    await pool.close();
  }
}

// Only in the bundle: whoever imports the module from source wants the request alone.
const module: string | undefined = import.meta.url;
if (!module) {
  report(process.argv[2]!).then((result) => process.stdout.write(JSON.stringify(result)));
}
