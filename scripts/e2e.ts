// The application from end to end, through its windows, on one host after the other.
//
//   node scripts/e2e.ts [loopback] [double] [electron]     (default: loopback and double)
//
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildStudio } from './build.ts';
import { haveChromium } from './find-chromium.ts';
import { findElectron } from './start/electron-binary.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HOSTS = ['loopback', 'double', 'electron'] as const;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(HOSTS as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`host: ${unknown.join(', ')}. Known are ${HOSTS.join(', ')}.`);
  process.exit(2);
}
const hosts = asked.length > 0 ? asked : ['loopback', 'double'];
if (hosts.includes('electron') && !findElectron(join(ROOT, 'node_modules', 'electron'))) {
  console.log('Skipped on Electron: its binary is not in node_modules/electron/dist.');
  if (hosts.length === 1) process.exit(0);
}

await buildStudio();
const { status } = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/@playwright/test/cli.js'),
    'test',
    ...hosts.flatMap((host) => ['--project', host]),
  ],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, CHROMIUM: await haveChromium() } },
);
process.exitCode = status ?? 1;
