import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Folders } from './hosts/host.ts';

/** Leaves a project with a search of one round that was interrupted in its first steps. */
export function leaveInterruptedRun(folders: Folders): void {
  prepare(new URL('./interrupt-run.ts', import.meta.url), folders);
}

/** Leaves a project with a search of one round that came to its end: a model, weighed and judged. */
export function leaveFinishedRun(folders: Folders): void {
  prepare(new URL('./finish-run.ts', import.meta.url), folders);
}

function prepare(script: URL, { userFolder, projectsFolder }: Folders): void {
  const file = fileURLToPath(script);
  const { status, stderr } = spawnSync(process.execPath, [file, userFolder, projectsFolder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file}: ${stderr}`);
}
