import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Folders } from './hosts/host.ts';

/** Leaves a project with a search of one round that was interrupted in its first steps. */
export function leaveInterruptedRun(folders: Folders): void {
  prepare(new URL('./interrupt-run.ts', import.meta.url), folders);
}

/** Leaves a project with a search of one round that came to its end: a model, weighed and judged. */
export function leaveFinishedRun({ userFolder, projectsFolder }: Folders): void {
  const finished = finishedOnce();
  cpSync(finished.projectsFolder, projectsFolder, { recursive: true });
  cpSync(finished.userFolder, userFolder, { recursive: true });
  // The list of projects knows where they were.
  for (const name of readdirSync(userFolder)) {
    const file = join(userFolder, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll(finished.projectsFolder, projectsFolder));
  }
}

/** Where Playwright puts away what is left of the run before. */
const FINISHED = fileURLToPath(new URL('../../.cache/e2e/finished-run', import.meta.url));

/** Made by the worker that comes first; the others wait for it. */
function finishedOnce(): Folders {
  const folders = {
    userFolder: join(FINISHED, 'user'),
    projectsFolder: join(FINISHED, 'projects'),
  };
  const isReady = join(FINISHED, 'ready');
  if (isFirst()) {
    try {
      prepare(new URL('./finish-run.ts', import.meta.url), folders);
    } catch (error) {
      rmSync(FINISHED, { recursive: true });
      throw error;
    }
    writeFileSync(isReady, '');
  }
  while (!existsSync(isReady)) {
    if (!existsSync(FINISHED)) return finishedOnce();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  return folders;
}

function isFirst(): boolean {
  mkdirSync(dirname(FINISHED), { recursive: true });
  try {
    mkdirSync(FINISHED);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function prepare(script: URL, { userFolder, projectsFolder }: Folders): void {
  const file = fileURLToPath(script);
  const { status, stderr } = spawnSync(process.execPath, [file, userFolder, projectsFolder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file}: ${stderr}`);
}
