import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Folders } from './hosts/host.ts';

const script = fileURLToPath(new URL('./interrupt-run.ts', import.meta.url));

/** Leaves a project with a search of one round that was interrupted in its first steps. */
export function leaveInterruptedRun({ userFolder, projectsFolder }: Folders): void {
  const { status, stderr } = spawnSync(process.execPath, [script, userFolder, projectsFolder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`interrupt-run: ${stderr}`);
}
