import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Folders } from './hosts/host.ts';

/** Leaves a project with a search of one round that was interrupted in its first steps. */
export function leaveInterruptedRun(folders: Folders): void {
  prepare('./interrupt-run.ts', folders);
}

/** Leaves a project with a search of one round that came to its end: a model, weighed and judged. */
export function leaveFinishedRun(folders: Folders): void {
  prepare('./finish-run.ts', folders);
}

function prepare(script: string, { userFolder, projectsFolder }: Folders): void {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [file, userFolder, projectsFolder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
}
