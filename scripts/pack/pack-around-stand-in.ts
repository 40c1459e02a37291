// Run by pack:check in a process of its own (electron-builder talks a lot): packs for Linux, and stops before the
// Debian package itself, once everything is known that would go into it.
//
//   node pack-around-stand-in.ts STAND-IN VERSION OUTPUT
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, Platform } from 'electron-builder';
import { z } from 'zod';

const [standIn, electronVersion, output] = process.argv.slice(2) as [string, string, string];

await build({
  projectDir: fileURLToPath(new URL('../..', import.meta.url)),
  publish: 'never',
  targets: Platform.LINUX.createTarget(['dir', 'deb']),
  config: { electronDist: standIn, electronVersion, directories: { output } },
  effectiveOptionComputed: async (computed) => {
    keepSystemEntries(z.tuple([z.array(z.string()), z.string()]).parse(computed)[0]);
    return true;
  },
});

/** 'from=to' are files that the package installs: those for the desktop are kept beside the packed folder. */
function keepSystemEntries(args: readonly string[]): void {
  const folder = join(output, 'system');
  mkdirSync(folder, { recursive: true });
  const installed = args
    .map((arg) => arg.split('='))
    .filter(([, to]) => to?.startsWith('/usr/share/')) as [string, string][];
  for (const [from, to] of installed) {
    if (/\.(xml|desktop)$/.test(to)) copyFileSync(from, join(folder, to.split('/').at(-1)!));
  }
  writeFileSync(join(folder, 'installed.json'), JSON.stringify(installed.map(([, to]) => to)));
}
