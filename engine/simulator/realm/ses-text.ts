import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

/**
 * Hardened JavaScript (`ses`) as a script that installs `lockdown` in whatever realm it is run in. Its
 * CommonJS build is one self-contained script; it is read from the package, so the package stays outside
 * of bundles.
 */
export function sesScript(): Script {
  script ??= new Script(readFileSync(createRequire(here()).resolve('ses'), 'utf8'), {
    filename: 'ses.js',
  });
  return script;
}

let script: Script | undefined;

/** This file, as an ES module in development and in a CommonJS bundle in the product. */
function here(): string {
  return typeof __filename === 'string' ? __filename : import.meta.url;
}
