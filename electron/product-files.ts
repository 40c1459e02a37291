import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Samples and worked simulators. */
export function assetsFolder(): string {
  return join(productFolder(), 'assets');
}

/** What the window is made of, as `npm run build` wrote it. */
export function windowFolder(): string {
  return join(productFolder(), 'dist', 'renderer');
}

/** Where package.json lies: two folders above a bundle (dist/engine/engine.cjs), one above this file. */
function productFolder(): string {
  // Absent in a CommonJS bundle.
  const module: string | undefined = import.meta.url;
  return module
    ? join(dirname(fileURLToPath(module)), '..')
    : join(dirname(__filename), '..', '..');
}
