/**
 * Runs a compiled simulator in plain JavaScript, in this process. ONLY FOR TRUSTED CODE: the studio's own templates in
 * tests, and the reference of the throughput benchmark. What `new Function` evaluates can do whatever this process
 * can; a simulator that a person or a model wrote runs in the hardened realm (realm/), never here.
 */
import type { Driver } from './kernel/driver.ts';
import { kernelSource } from './kernel.generated.ts';
import type { ProgramFactory } from './program.ts';
import type { Simulate, SimulationResult } from './simulation.ts';

/** Runs between two looks at the signal. */
const CHUNK = 256;

/** A Simulate for trusted code; the programs that it has seen stay evaluated, by hash. */
export function createPlainRunner(): Simulate {
  const drivers = new Map<string, Driver>();
  return async (request, { signal, onProgress } = {}) => {
    const { hash, code } = request.program;
    const driver = drivers.get(hash) ?? evaluateDriver(code);
    drivers.set(hash, driver);
    const total = request.sets * request.episodes.length * request.replications;
    // A forecast's ensemble is filtered as a whole, so chunks are multiples of it.
    const unit = request.mode.kind === 'forecast' ? Math.max(1, request.replications) : 1;
    const chunk = unit * Math.ceil(CHUNK / unit);
    const parts: SimulationResult[] = [];
    for (let first = 0; first < total; first += chunk) {
      signal?.throwIfAborted();
      const last = Math.min(total, first + chunk);
      parts.push(driver.run(request, first, last));
      onProgress?.(last, total);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return joined(parts);
  };
}

/** The kernel with the program in it. Trusted code only. */
export function evaluateDriver(code: string): Driver {
  const kernel = evaluate(kernelSource) as {
    createDriver: (factory: ProgramFactory) => Driver;
  };
  return kernel.createDriver(evaluate(code) as ProgramFactory);
}

function evaluate(expression: string): unknown {
  return new Function(`'use strict'; return (${expression});`)();
}

function joined(parts: readonly SimulationResult[]): SimulationResult {
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at);
    at += part.values.length;
  }
  const filters = parts.flatMap((part) => part.filters ?? []);
  // Flows are of fewer runs than a chunk has.
  const [flows] = parts.flatMap((part) => part.flows ?? []);
  return {
    values,
    failures: parts.flatMap((part) => part.failures),
    notes: parts.flatMap((part) => part.notes ?? []),
    ...(filters.length > 0 && { filters }),
    ...(flows && { flows }),
  };
}
