// `npm run pack`: builds the studio anew and makes the installers of this platform, with the real Electron (which
// electron-builder fetches). Arguments go to electron-builder.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildStudio } from './build.ts';

await buildStudio({ force: true });
const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js');
const { status } = spawnSync(
  process.execPath,
  [builder, '--publish=never', ...process.argv.slice(2)],
  { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: 'inherit' },
);
process.exitCode = status ?? 1;
