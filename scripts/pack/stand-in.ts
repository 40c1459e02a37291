import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How @electron/fuses finds the fuses in a binary. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Made up: each is the opposite of what scripts/after-pack.cjs wants, so that each has to be flipped. */
const FUSES = '101100110';

/**
 * A folder that electron-builder takes for an unpacked Electron for Linux, so that everything around the binary can
 * be packed and looked at without it. Its binary says what it is and fails.
 */
export function writeStandIn(folder: string, electronVersion: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const script = Buffer.from('#!/bin/sh\necho "stand-in for Electron" >&2\nexit 1\n');
  const fuses = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([1, FUSES.length]),
    Buffer.from(FUSES),
  ]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([script, fuses]), { mode: 0o755 });
  writeFileSync(join(folder, 'version'), electronVersion);
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'icudtl.dat',
    'resources.pak',
    'locales/en-US.pak',
    'chrome-sandbox',
    'chrome_crashpad_handler',
  ]) {
    writeFileSync(join(folder, name), '');
  }
}
