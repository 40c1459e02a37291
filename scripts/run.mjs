// Sets up the clone when it needs it, then runs a command of the project on Node 24.
//
//   node scripts/run.mjs FILE [ARGS]
//
// Written for Node >= 20: it is what brings Node 24 along (tools/node24).
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');

setUp();
const [first = '', ...rest] = process.argv.slice(2);
const child = spawn(findNode24(), [join(root, first), ...rest], {
  stdio: 'inherit',
  env: environment(),
});
// Ctrl-C reaches the child as well, which keeps its best so far: wait for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (status, signal) => process.exit(status ?? (signal === 'SIGINT' ? 130 : 1)));

/** Installs when node_modules is missing or older than the lock file. */
function setUp() {
  const stamp = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error('Setting up: npm ci (once, and after each change of package-lock.json) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) fail('Setting up failed: npm ci did not finish. Its message is above.');
}

function findNode24() {
  const local = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(local)) return local;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    'Node 24 was not found: the package registry holds no Node 24 for this machine. Install Node 24 and try again.',
  );
}

/** Children find Node 24 first on their PATH as well. */
function environment() {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: `${bin}${separator}${process.env.PATH ?? ''}` };
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
