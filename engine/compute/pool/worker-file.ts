import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files that run in threads and processes of their own, `<name>.worker.ts` beside this one. */
export type WorkerName = 'simulation-host' | 'simulation' | 'numerics';

/**
 * Absolute path of a worker: in development the TypeScript file itself (Node strips its types); in the
 * product its single-file bundle dist/worker/<name>.cjs, outside of the asar archive, where a process that
 * is not Electron's can read it.
 */
export function workerFile(name: WorkerName): string {
  // Absent in a CommonJS bundle.
  const module: string | undefined = import.meta.url;
  if (module) return fileURLToPath(new URL(`./${name}.worker.ts`, module));
  const bundled = join(dirname(__filename), '..', 'worker', `${name}.cjs`);
  const unpacked = bundled.replace(/([\\/]app\.asar)([\\/])/, '$1.unpacked$2');
  if (!existsSync(unpacked)) throw new Error(`worker file: ${unpacked} is missing from this build`);
  return unpacked;
}
