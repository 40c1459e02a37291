// All checks of the project, in the order in which they are cheapest to fail. `npm test` and CI run this.
import { spawnSync } from 'node:child_process';

const checks = ['lock', 'lint', 'types', 'boundaries', 'unused', 'unit', 'pack', 'e2e'];

for (const check of checks) {
  const started = Date.now();
  console.log(`\n== ${check}`);
  const { status } = spawnSync('npm', ['run', '--silent', `check:${check}`], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  console.log(
    `== ${check}: ${status === 0 ? 'ok' : 'failed'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) process.exit(1);
}
