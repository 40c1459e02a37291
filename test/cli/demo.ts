/** The demonstration as a process of its own, and what its JSON must look like. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { z } from 'zod';
import { gsim, temporaryFolder } from './gsim.ts';

const text = z.string().min(1);
const naive = z.record(z.string(), z.number().positive());

/** What a program that reads the demonstration may rely on. */
const demoSchema = z.object({
  structure: z.object({
    name: text,
    words: z.array(text).min(1),
    modules: z.array(z.object({ name: text, meaning: text })).min(1),
    parameters: z
      .array(
        z.object({
          name: text,
          value: z.number(),
          low: z.number(),
          high: z.number(),
          unit: z.string(),
          meaning: text,
        }),
      )
      .min(1),
  }),
  fit: z.object({ rmse: z.number().positive() }),
  heldOut: z.object({ wis: z.number().positive(), coverage80: z.number().min(0).max(1), naive }),
  facts: z.array(text),
  rounds: z
    .array(
      z.object({
        round: z.int(),
        feedback: z.array(text).min(1),
        candidates: z
          .array(
            z.object({
              structure: text,
              parameters: z.record(z.string(), z.number()).optional(),
              facts: z.array(text).optional(),
              fit: z.record(z.string(), z.number()).optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1)
    .max(5),
  verdict: z.object({ headline: text }),
  project: text,
  script: text,
  seconds: z.number().positive(),
});
export type Demo = z.infer<typeof demoSchema>;

export async function demo(sample: string): Promise<Demo> {
  const folder = join(await temporaryFolder(), sample);
  const { code, out, err } = await gsim(['demo', '--sample', sample, '--folder', folder, '--json']);
  expect([code, err]).toEqual([0, expect.not.stringMatching(/error/i)]);
  return demoSchema.parse(JSON.parse(out));
}

export function numberOf({ structure }: Demo, name: string): number {
  return structure.parameters.find((parameter) => parameter.name === name)?.value ?? Number.NaN;
}

/** Values lie within their ranges, and project and script are there; the script proves itself. */
export async function expectWhole({ structure, project, script }: Demo): Promise<void> {
  for (const { low, high } of structure.parameters) expect(low).toBeLessThanOrEqual(high);
  expect(JSON.parse(await readFile(join(project, 'project.json'), 'utf8'))).toHaveProperty('name');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--selftest']);
  expect(stdout).toMatch(/ok/);
}
