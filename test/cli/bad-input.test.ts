import { createWriteStream } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeReadOnly, mountDisk } from '../project/tmpfs.ts';
import { gsimHere } from './fake-terminal.ts';
import { type Ended, gsim, hasStackTrace, temporaryFolder } from './gsim.ts';

const words = 'Patients are admitted to the ward, stay for some days, and then leave the ward.';
const good = 'date,beds\n2020-03-01,5\n2020-03-02,6\n2020-03-03,8\n2020-03-04,7\n2020-03-05,9\n';

/** A project with words and no data, made once. */
let template: string;
beforeAll(async () => {
  template = await temporaryFolder();
  expect((await gsimHere('new', join(template, 'ward'), '--words', words)).code).toBe(0);
});

async function project(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(template, folder, { recursive: true });
  return folder;
}

async function importing(content: string | Uint8Array): Promise<Ended & { readonly cwd: string }> {
  const cwd = await project();
  await writeFile(join(cwd, 'census.csv'), content);
  return { ...(await gsim(['import', 'ward', 'census.csv', '--json'], { cwd })), cwd };
}

/** A failure said well: exit code 1, one JSON object with the error, message and way out for the eye. */
function expectClear({ code, out, err }: Ended, error: { code: string; message: RegExp }): void {
  expect(code).toBe(1);
  const said = JSON.parse(out).error;
  expect(said).toMatchObject({ code: error.code, hint: expect.stringMatching(/\w+ \w+/) });
  expect(said.message).toMatch(error.message);
  expect(hasStackTrace(err)).toBe(false);
}

describe.concurrent('a CSV that cannot be used', () => {
  it.each([
    ['empty', '', { code: 'empty', message: /empty/ }],
    ['only a header', 'date,beds\n', { code: 'no-rows', message: /rows/ }],
    [
      'a column of text',
      'date,beds\n2020-03-01,many\n2020-03-02,few\n2020-03-03,some\n',
      { code: 'no-numbers', message: /number/ },
    ],
    [
      'all NaN',
      'date,beds\n2020-03-01,NaN\n2020-03-02,NaN\n2020-03-03,NaN\n',
      { code: 'all-missing', message: /beds|missing|value/ },
    ],
    ['one row', 'date,beds\n2020-03-01,5\n', { code: 'one-row', message: /only 1/ }],
    [
      'no text at all',
      Uint8Array.from({ length: 500 }, (_, i) => (i * 97) % 256),
      {
        code: 'binary',
        message: /./,
      },
    ],
  ])('%s: is refused, the project is as before', async (_, content, error) => {
    const ended = await importing(content);
    expectClear(ended, error);
    const now = await readFile(join(ended.cwd, 'ward/project.json'), 'utf8');
    expect(now).toBe(await readFile(join(template, 'ward/project.json'), 'utf8'));
  });

  it('ten million rows: are counted and refused without being held in memory', async () => {
    const cwd = await project();
    const file = createWriteStream(join(cwd, 'census.csv'));
    file.write('date,beds\n');
    for (let i = 0; i < 100; i++) file.write('2020-03-01,5\n'.repeat(100_000));
    file.end();
    await finished(file);
    const ended = await gsim(['import', 'ward', 'census.csv', '--json'], { cwd });
    expectClear(ended, { code: 'too-large', message: /rows: 10000000, at most 1000000/ });
  });

  it('missing: is named', async () => {
    const ward = join(await project(), 'ward');
    const ended = await gsimHere('import', ward, 'no.csv', '--json');
    expectClear(ended, { code: 'not-found', message: /^file: not found: no.csv$/ });
  });
});

describe.concurrent('a description of three words', () => {
  it('is a warning, and the project is made', async () => {
    const cwd = await temporaryFolder();
    const { code, out, err } = await gsim(['new', 'x', '--words', 'beds in ward', '--json'], {
      cwd,
    });
    expect(code).toBe(0);
    expect(JSON.parse(out).warnings).toEqual([expect.stringMatching(/^description: only 3 words/)]);
    expect(err).toMatch(/^Warning: description: only 3 words/);
  });
});

describe.concurrent('a damaged project', () => {
  it('is refused with the place of the damage', async () => {
    const cwd = await project();
    const file = join(cwd, 'ward/project.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"created":', '"created"'));
    const ended = await gsim(['check', 'ward', '--json'], { cwd });
    expectClear(ended, {
      code: 'corrupt',
      message: /^project.json: not valid JSON at line 9, column \d+/,
    });
    expect(JSON.parse(ended.out).error.place).toMatchObject({ file, line: 9 });
    expect(ended.err).toMatch(/^Error: project.json: .*\nPlace: .*project.json:9:\d+\nWay out: /);
  });

  it('of a newer studio is refused, unchanged', async () => {
    const cwd = await project();
    const file = join(cwd, 'ward/project.json');
    const text = (await readFile(file, 'utf8')).replace('"schema": 4', '"schema": 5');
    await writeFile(file, text);
    const ended = await gsim(['check', 'ward', '--json'], { cwd });
    expectClear(ended, {
      code: 'newer-version',
      message: /^project: version 5, this studio reads up to 4; update the studio$/,
    });
    expect(await readFile(file, 'utf8')).toBe(text);
  });
});

describe.concurrent('a command that comes too early', () => {
  it.each([
    ['calibrate', 'no-data', 'Import a CSV first.'],
    ['simulate', 'no-data', 'Import a CSV first.'],
    ['export', 'no-data', 'Import a CSV first.'],
  ])('%s says what comes first', async (command, code, hint) => {
    const ended = await gsimHere(command, join(await project(), 'ward'), '--json');
    expectClear(ended, { code, message: /^project: no data in ward$/ });
    expect(JSON.parse(ended.out).error.hint).toBe(hint);
  });
});

describe('a disk that is full', () => {
  it('says so, and keeps the project as it was', async ({ skip }) => {
    const disk = await mountDisk(48);
    if (disk === undefined) return skip('no permission to mount a disk');
    await cp(join(template, 'ward'), join(disk, 'ward'), { recursive: true });
    const elsewhere = await temporaryFolder();
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},${i % 50}\n`);
    await writeFile(join(elsewhere, 'census.csv'), `day,beds\n${rows.join('')}`);
    const ended = await gsim(['import', join(disk, 'ward'), 'census.csv', '--json'], {
      cwd: elsewhere,
    });
    expectClear(ended, {
      code: 'disk-full',
      message: /^disk: full while writing data\/census.csv$/,
    });

    await writeFile(join(elsewhere, 'census.csv'), good);
    const again = await gsim(['import', join(disk, 'ward'), 'census.csv', '--json'], {
      cwd: elsewhere,
    });
    expect(again.code).toBe(0);

    makeReadOnly(disk);
    const readOnly = await gsim(['import', join(disk, 'ward'), 'census.csv', '--json'], {
      cwd: elsewhere,
    });
    expectClear(readOnly, { code: 'read-only', message: /^folder: read-only/ });
  });
});
