import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import { findElectron } from '../../../scripts/start/electron-binary.ts';
import { hostArguments, type RunningHost, type StartOptions } from './host.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Electron's binary where it is; never fetched by a test. */
export function electronBinary(): string | undefined {
  const binary = findElectron(`${root}node_modules/electron`);
  return binary !== undefined && existsSync(binary) ? binary : undefined;
}

export async function startElectron(options: StartOptions): Promise<RunningHost> {
  const app = await _electron.launch({
    executablePath: electronBinary()!,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, ...hostArguments(options)],
  });
  const page = await app.firstWindow();
  return {
    page,
    end: () => app.close(),
    killEngine: async () => {
      const pid = await app.evaluate(
        ({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'G-Sim engine')?.pid,
      );
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
  };
}
