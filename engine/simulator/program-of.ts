import type { CompiledSimulator } from './compile/compile-simulator.ts';
import type { SimulationRequest } from './simulation.ts';

/** What workers need of a compiled simulator. */
export function programOf({
  hash,
  code,
}: Pick<CompiledSimulator, 'hash' | 'code'>): SimulationRequest['program'] {
  return { hash, code };
}
