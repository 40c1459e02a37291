/** A ward of 24 days from which a quarter leaves each day, as a project on disk. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { gsimHere } from './fake-terminal.ts';
import { temporaryFolder } from './gsim.ts';

/** As CSV. */
export function census(): string {
  let beds = 12;
  const rows = Array.from({ length: 24 }, (_, day) => {
    const came = 2 + ((day * 5) % 4);
    if (day > 0) beds += came - Math.round(beds / 4);
    return `${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)},${beds},${came}`;
  });
  return `date,beds,admissions\n${rows.join('\n')}\n`;
}

/** The folder in which a project 'ward' lies that has no data yet, with census.csv beside it. */
export async function emptyWardProject(words: string): Promise<string> {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, 'census.csv'), census());
  await gsimHere('new', join(cwd, 'ward'), '--words', words);
  return cwd;
}

/** The same with the data. */
export async function wardProject(words: string, ...importing: readonly string[]): Promise<string> {
  const cwd = await emptyWardProject(words);
  const file = join(cwd, 'census.csv');
  const imported = await gsimHere('import', join(cwd, 'ward'), file, ...importing);
  expect(imported.code).toBe(0);
  return cwd;
}
