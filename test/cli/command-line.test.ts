import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STUDIO_VERSION } from '../../engine/base/version.ts';
import { gsim, hasStackTrace, temporaryFolder } from './gsim.ts';

const census =
  'datum;bedden;opnames\n01-03-2020;1.205,5;3\n02-03-2020;1.210;NA\n03-03-2020;-4;5\n04-03-2020;1.250;6\n05-03-2020;1.300;7\n06-03-2020;1.310;4\n';

describe.concurrent('the command line', () => {
  it('prints its version, which is that of the package', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(STUDIO_VERSION).toBe(version);
    expect(await gsim(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('helps on standard output, with exit code 0', async () => {
    const { code, out } = await gsim(['help', 'import']);
    expect(code).toBe(0);
    expect(out).toMatch(/--fix <id>/);
    expect(out).toMatch(/--json/);
  });

  it.each([
    [['bogus'], /unknown command 'bogus'/],
    [['calibrat', 'x'], /Did you mean calibrate/],
    [['new'], /missing required argument 'folder'/],
    [['new', 'a', 'b'], /too many arguments/],
    [['new', 'a', '--seed', 'x'], /option --seed: a whole number is due/],
    [['simulate', 'a', '--set', 'stay'], /option --set: NAME=NUMBER is due/],
    [['import', 'a', 'b', '--role', 'beds=nonsense'], /option --role/],
  ])('%j is a mistake of usage: exit code 2', async (words, message) => {
    const { code, out, err } = await gsim([...words, '--json']);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(JSON.parse(out).error.code).toBe('usage');
    expect(hasStackTrace(err)).toBe(false);
  });

  it('shows a stack trace to those who ask', async () => {
    const { code, err } = await gsim(['check', 'nowhere'], { env: { GSIM_DEBUG: '1' } });
    expect(code).toBe(1);
    expect(hasStackTrace(err)).toBe(true);
  });
});

describe('import', () => {
  it('shows what each column is taken for and what looks wrong, and fixes only what is asked', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'census.csv'), census);
    await gsim(['new', 'ward', '--words', 'Patients come in and leave after a stay of days.'], {
      cwd,
    });

    const first = await gsim(['import', 'ward', 'census.csv', '--json'], { cwd });
    const report = JSON.parse(first.out);
    expect(report).toMatchObject({ data: 'census', rows: 6, saved: true, applied: [] });
    const offers = report.findings.flatMap(({ fixes }: { fixes: { id: string }[] }) => fixes);
    const fix = offers.find(({ id }: { id: string }) => id.startsWith('set-missing:bedden'));

    const second = await gsim(
      ['import', 'ward', 'census.csv', '--json', '--fix', fix.id, '--role', 'bedden=stock'],
      { cwd },
    );
    const fixed = JSON.parse(second.out);
    expect(fixed.applied).toEqual([fix]);
    expect(fixed.roles.find(({ column }: { column: string }) => column === 'bedden').role).toBe(
      'stock',
    );

    const third = JSON.parse((await gsim(['import', 'ward', 'census.csv', '--json'], { cwd })).out);
    expect(third.applied).toEqual([fix]);

    const undone = await gsim(['import', 'ward', 'census.csv', '--json', '--undo', fix.id], {
      cwd,
    });
    expect(JSON.parse(undone.out).applied).toEqual([]);

    const unknown = await gsim(['import', 'ward', 'census.csv', '--fix', 'nonsense'], { cwd });
    expect(unknown.code).toBe(1);
    expect(unknown.err).toMatch(/^Error: fix: no "nonsense" is offered\nWay out: One of: /);
    expect(await readFile(join(cwd, 'ward/data/census.csv'), 'utf8')).toBe(census);

    const { out } = await gsim(['import', 'ward', 'census.csv'], { cwd });
    expect(out).toMatch(/^column +taken for +unit +because\n/);
    expect(out).toMatch(/offer: .*\n +--fix set-missing:bedden/);
  });
});
