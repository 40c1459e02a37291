import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openProject } from '../../engine/project/project.ts';
import * as schemas from '../../engine/project/schemas.ts';
import { METHODS } from '../../engine/studio/contract/methods.ts';
import { errorOf, newProject, options } from './support.ts';

/** Names under which a secret would be kept; `key` alone is that of a JSON member (a data fix). */
const SECRET = /\wkey|secret|token|password|passwd|credential|authorization|bearer/i;

describe('a project', () => {
  it('has no field for a key, in no file', () => {
    const kinds = Object.entries(schemas).filter(([name]) => name.endsWith('File'));
    expect(kinds.length).toBeGreaterThanOrEqual(5);
    for (const [name, kind] of kinds) {
      const schema = z.toJSONSchema((kind as { content: z.ZodType }).content, {
        unrepresentable: 'any',
        io: 'input',
      });
      expect(
        fieldsOf(schema).filter((field) => SECRET.test(field)),
        name,
      ).toEqual([]);
    }
  });

  it('refuses a field that it does not know, wherever it is put', async () => {
    const project = await newProject();
    await project.close();
    const file = join(project.folder, 'project.json');
    const meta = JSON.parse(await readFile(file, 'utf8'));
    for (const damaged of [
      { ...meta, apiKey: 'sk-1' },
      { ...meta, heldOut: { ...meta.heldOut, apiKey: 'sk-1' } },
      { ...meta, columns: [{ column: 'x', role: 'date', apiKey: 'sk-1' }] },
    ]) {
      await writeFile(file, JSON.stringify(damaged));
      expect(await errorOf(openProject(project.folder, options))).toMatchObject({
        code: 'corrupt',
        message: expect.stringContaining('apiKey'),
      });
    }
  });

  it('gets no key with a job: what a run keeps of its question is fixed', () => {
    const job = { kind: 'discover', seed: 1 };
    const { params } = METHODS['jobs.start'];
    expect(params.safeParse({ project: '/p', job }).success).toBe(true);
    expect(params.safeParse({ project: '/p', job: { ...job, apiKey: 'sk-1' } }).success).toBe(
      false,
    );
  });

  it('gets no key from an edit', async () => {
    const project = await newProject();
    const meta = { notes: 'x', apiKey: 'sk-1' };
    expect((await errorOf(project.edit({ intent: 'Noted', meta }))).message).toContain('apiKey');
    await project.close();
    const names = await readdir(project.folder);
    for (const name of names.filter((entry) => entry.includes('json'))) {
      expect(await readFile(join(project.folder, name), 'utf8')).not.toContain('sk-1');
    }
  });
});

/** Names of all properties that the JSON schema allows, at any depth. */
function fieldsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, value]) =>
    name === 'properties'
      ? [...Object.keys(value as object), ...Object.values(value as object).flatMap(fieldsOf)]
      : fieldsOf(value),
  );
}
