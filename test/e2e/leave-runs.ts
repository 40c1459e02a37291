import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Folders } from './hosts/host.ts';

/** Leaves a project with a search of one round that was interrupted in its first steps. */
export function leaveInterruptedRun(folders: Folders): void {
  prepare(new URL('./interrupt-run.ts', import.meta.url), folders);
}

/** Made once for all specs of a worker. */
let finished: Folders | undefined;

/** Leaves a project with a search of one round that came to its end: a model, weighed and judged. */
export function leaveFinishedRun({ userFolder, projectsFolder }: Folders): void {
  finished ??= finishRun();
  cpSync(finished.projectsFolder, projectsFolder, { recursive: true });
  cpSync(finished.userFolder, userFolder, { recursive: true });
  // The list of projects knows where they were.
  for (const name of readdirSync(userFolder)) {
    const file = join(userFolder, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll(finished.projectsFolder, projectsFolder));
  }
}

function finishRun(): Folders {
  const folder = mkdtempSync(join(tmpdir(), 'gsim-e2e-finished-'));
  const folders = { userFolder: join(folder, 'user'), projectsFolder: join(folder, 'projects') };
  prepare(new URL('./finish-run.ts', import.meta.url), folders);
  return folders;
}

function prepare(script: URL, { userFolder, projectsFolder }: Folders): void {
  const file = fileURLToPath(script);
  const { status, stderr } = spawnSync(process.execPath, [file, userFolder, projectsFolder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file}: ${stderr}`);
}
