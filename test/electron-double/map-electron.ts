import { registerHooks } from 'node:module';

const REAL = /[\\/]node_modules[\\/]electron[\\/]/;
const KEY = Symbol.for('gsim.electron-double');

/**
 * From now on `electron` is the given module in this process, for require and import alike. The real package is
 * never evaluated: it would fetch its binary.
 */
export function mapElectron(electron: object): void {
  Object.assign(globalThis, { [KEY]: electron });
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'electron') {
        return { url: new URL('./electron.cjs', import.meta.url).href, shortCircuit: true };
      }
      const found = next(specifier, context);
      if (REAL.test(found.url) || specifier.startsWith('electron/')) {
        throw new Error(`electron double: ${specifier} is the real Electron`);
      }
      return found;
    },
  });
}
