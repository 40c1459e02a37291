import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

/**
 * Hardened JavaScript (`ses`) as a script that installs `lockdown` in whatever realm it is run in. Its
 * CommonJS build is one self-contained script; it is read from the package, so the package stays outside
 * of bundles.
 */
export function sesScript(): Script {
  if (script) return script;
  const require = createRequire(here());
  script = new Script(readFileSync(require.resolve('ses'), 'utf8'), { filename: 'ses.js' });
  return script;
}

let script: Script | undefined;

/** This module; in a CommonJS bundle, where modules have no address, the bundle. */
function here(): string {
  const module: string | undefined = import.meta.url;
  return module || __filename;
}
