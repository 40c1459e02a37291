import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { STUDIO_VERSION } from '../../engine/base/version.ts';
import { gsimHere } from './fake-terminal.ts';
import { gsim, hasStackTrace } from './gsim.ts';

describe('the command line', () => {
  it('prints its version, which is that of the package', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(STUDIO_VERSION).toBe(version);
    expect(await gsim(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('helps on standard output, with exit code 0', async () => {
    const { code, out, err } = await gsimHere('help', 'import');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/--fix <id>/);
    expect(out).toMatch(/--json/);
  });

  it('lists every command', async () => {
    const { code, out } = await gsimHere('--help');
    expect(code).toBe(0);
    for (const name of ['new', 'import', 'add', 'calibrate', 'simulate', 'check', 'export']) {
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
  });

  it.each([
    [['bogus'], /unknown command 'bogus'/],
    [['calibrat', 'x'], /Did you mean calibrate/],
    [['new'], /missing required argument 'folder'/],
    [['new', 'a', 'b'], /too many arguments/],
    [['new', 'a', '--seed', 'x'], /option --seed: a whole number is due/],
    [['simulate', 'a', '--set', 'stay'], /option --set: NAME=NUMBER is due/],
    [['simulate', 'a', '--set', 'stay=long'], /NAME=NUMBER is due, not stay=long/],
    [['simulate', 'a', '--runs', '0'], /option --runs: a whole number from 1 is due/],
    [['import', 'a', 'b', '--role', 'beds=nonsense'], /option --role/],
    [['import', 'a', 'b', '--held-out', '-3'], /option --held-out: a whole number from 0 is due/],
  ])('%j is a mistake of usage: exit code 2', async (words, message) => {
    const { code, out, err } = await gsimHere(...words, '--json');
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(JSON.parse(out).error.code).toBe('usage');
    expect(hasStackTrace(err)).toBe(false);
  });

  it('shows a stack trace only to those who ask', async () => {
    const asked = await gsim(['new', ''], { env: { GSIM_DEBUG: '1' } });
    expect(asked.code).toBe(1);
    expect(hasStackTrace(asked.err)).toBe(true);
    const { code, err } = await gsim(['new', '']);
    expect(code).toBe(1);
    expect(hasStackTrace(err)).toBe(false);
  });
});

describe('import', () => {
  const census =
    'datum;bedden;opnames\n01-03-2020;1.205,5;3\n02-03-2020;1.210;NA\n03-03-2020;-4;5\n04-03-2020;1.250;6\n05-03-2020;1.300;7\n06-03-2020;1.310;4\n';
  let ward: string;
  let file: string;
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gsim-cli-'));
    [ward, file] = [join(folder, 'ward'), join(folder, 'census.csv')];
    await writeFile(file, census);
    await gsimHere('new', ward, '--words', 'Patients come in and leave after a stay of days.');
    return () => rm(folder, { recursive: true });
  });

  const importing = async (...words: string[]) =>
    JSON.parse((await gsimHere('import', ward, file, '--json', ...words)).out);

  it('shows what each column is taken for, what looks wrong, and how to take an offer', async () => {
    const { out } = await gsimHere('import', ward, file);
    expect(out).toMatch(/^column +taken for +unit +because\n/);
    expect(out).toMatch(/^Warning: .*bedden.*\n {2}offer: .*\n +--fix spread-negative:bedden\n/m);
    expect(out).toMatch(/^Saved as data "census": 6 rows, 1 trajectory; 1 row held out/m);
  });

  it('fixes only what is asked, remembers it, and takes it back', async () => {
    const first = await importing();
    expect(first).toMatchObject({ data: 'census', rows: 6, saved: true, applied: [] });
    const offers: { id: string }[] = first.findings.flatMap(
      (finding: { fixes: [] }) => finding.fixes,
    );
    const fix = offers.find(({ id }) => id.startsWith('set-missing:bedden'))!;
    expect((await importing('--fix', fix.id)).applied).toEqual([fix]);
    expect((await importing()).applied).toEqual([fix]);
    expect((await importing('--undo', fix.id)).applied).toEqual([]);
    expect(await readFile(join(ward, 'data/census.csv'), 'utf8')).toBe(census);
  });

  it('takes a role that the person gives, and remembers it', async () => {
    const roleOf = (report: { roles: { column: string; role: string }[] }) =>
      report.roles.find(({ column }) => column === 'opnames')!.role;
    expect(roleOf(await importing('--role', 'opnames=ignore'))).toBe('ignore');
    expect(roleOf(await importing())).toBe('ignore');
    expect(roleOf(await importing('--role', 'opnames=demand'))).toBe('demand');
    const { columns } = JSON.parse(await readFile(join(ward, 'project.json'), 'utf8'));
    expect(columns).toContainEqual(expect.objectContaining({ column: 'opnames', role: 'demand' }));
  });

  it('holds out as many rows as are asked for, but leaves two to learn from', async () => {
    expect((await importing('--held-out', '3')).heldOut).toEqual({ kind: 'last-rows', rows: 3 });
    const { code, err } = await gsimHere('import', ward, file, '--held-out', '5');
    expect(code).toBe(1);
    expect(err).toMatch(/^Error: held-out rows: 5, at most 4\n/);
  });

  it('lists the offers when a fix is not among them', async () => {
    const { code, err } = await gsimHere('import', ward, file, '--fix', 'nonsense');
    expect(code).toBe(1);
    expect(err).toMatch(/^Error: fix: no "nonsense" is offered\nWay out: One of: /);
  });

  it('refuses other data under a name that is taken', async () => {
    await importing();
    await writeFile(file, census.replace('1.310', '1.320'));
    const { code, err } = await gsimHere('import', ward, file);
    expect(code).toBe(1);
    expect(err).toMatch(/^Error: data: census holds another file already\n/);
    expect((await importing('--as', 'second')).data).toBe('second');
  });
});
