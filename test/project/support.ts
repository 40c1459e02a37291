import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { NewData } from '../../engine/project/data-files.ts';
import { ProjectError } from '../../engine/project/error.ts';
import type { FileSystem } from '../../engine/project/file-system.ts';
import { nodeFileSystem } from '../../engine/project/file-system.ts';
import type { Project } from '../../engine/project/project.ts';
import { createProject, openProject } from '../../engine/project/project.ts';
import type { EditStep, MetaChange } from '../../engine/project/project-edit.ts';
import { about, options } from './inputs.ts';

export * from './inputs.ts';

/** An empty folder that goes away with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gsim-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A new project that is closed with the test. */
export async function newProject(folder?: string): Promise<Project> {
  const path = folder ?? join(await temporaryFolder(), 'beds');
  return closing(await createProject(path, about, options));
}

export async function open(
  folder: string,
  more: Partial<Parameters<typeof openProject>[1]> = {},
): Promise<Project> {
  return closing(await openProject(folder, { ...options, ...more }));
}

/** What lies on the disk at this moment, as after the end of the process: without its lock. */
export async function crashed({ folder }: Project): Promise<string> {
  const copy = join(await temporaryFolder(), 'crashed');
  await cp(folder, copy, { recursive: true });
  await rm(join(copy, '.lock'), { recursive: true, force: true });
  return copy;
}

/** The step of an import. */
export function importing(data: NewData): EditStep {
  return { intent: `Imported ${data.name}`, data };
}

/** The step of an edit of project.json. */
export function changing(meta: MetaChange): EditStep {
  return { intent: `Changed ${Object.keys(meta).join(', ')}`, meta };
}

/** What a promise was rejected with; a test that expected an error and got none fails here. */
export async function errorOf(promise: Promise<unknown>): Promise<ProjectError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof ProjectError) return outcome;
  throw new Error('expected a ProjectError', { cause: outcome });
}

/**
 * A disk whose n-th changing call fails with `errno` (from 1), and every later one too: what a full
 * disk does. A write that fails has first written half of its bytes.
 */
export function failingFrom(n: number, errno: string): FileSystem & { readonly calls: number } {
  let calls = 0;
  const refuse = () => {
    calls++;
    if (calls >= n) throw Object.assign(new Error(`${errno}: injected`), { code: errno });
  };
  const fs = {
    ...nodeFileSystem,
    get calls() {
      return calls;
    },
    mkdir: async (...args: Parameters<FileSystem['mkdir']>) => {
      refuse();
      return nodeFileSystem.mkdir(...args);
    },
    rename: async (...args: Parameters<FileSystem['rename']>) => {
      refuse();
      return nodeFileSystem.rename(...args);
    },
    open: async (...args: Parameters<FileSystem['open']>) => {
      if (args[1] !== 'r') refuse();
      const file = await nodeFileSystem.open(...args);
      const writeFile = file.writeFile.bind(file);
      file.writeFile = async (content) => {
        try {
          refuse();
        } catch (error) {
          await writeFile(Buffer.from(content as Uint8Array).subarray(0, 5));
          throw error;
        }
        await writeFile(content);
      };
      return file;
    },
  };
  return fs as FileSystem & { readonly calls: number };
}

function closing(project: Project): Project {
  onTestFinished(() => project.close());
  return project;
}
