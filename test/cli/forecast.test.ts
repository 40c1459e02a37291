import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { calibratedWard } from './calibrated-ward.ts';
import { gsimHere } from './fake-terminal.ts';

let folder: string;
let place: string;
beforeAll(async () => {
  place = await calibratedWard();
  folder = join(place, 'ward');
}, 60_000);

describe('gsim forecast', () => {
  it('shows ranges by date, risk and simulation error apart', async () => {
    const { code, out, err } = await gsimHere(
      ...['forecast', folder, '--horizon', '20', '--above', 'beds=45', '--runs', '900'],
    );
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Ward: 20 days ahead, 900 runs\n\nFrom the state at the end of 2020-04-09\. /,
    );
    expect(out).toMatch(/about \d+ agreed with what was observed that day \(effective sample size/);
    expect(out).toMatch(
      /\n\nbeds \(patients\) +median +5 of 10 +8 of 10 +19 of 20 +above 45 +by then\n2020-04-10 /,
    );
    expect(out).toMatch(
      /Risk, beds \(patients\): on 2020-04-29 in 1 of 20 outcomes more than [\d.]+ \([\d.]+( to [\d.]+)? given 900 runs\)/,
    );
    expect(out).toMatch(
      /Risk, above 45 at least once by 2020-04-29: \S+ % \(\S+ % to \S+ % given 900 runs\)/,
    );
    expect(out).toMatch(/admissions ahead: drawn from the last 4 weeks recorded\./);
    const [, file] = /Every row: (\S+)/.exec(out)!;
    const table = await readFile(join(folder, file!), 'utf8');
    expect(table).toMatch(/^trajectory,row,beds\.mean,beds\.p2\.5,beds\.p5,/);
    expect(table.trimEnd().split('\n')).toHaveLength(21);
    expect(err).toMatch(/^Forecasting: \d+ of 900 runs/m);
  });

  it('is one JSON value with --json', async () => {
    const words = ['forecast', folder, '--horizon', '3', '--inputs', 'weekday', '--runs', '200'];
    const { code, out } = await gsimHere(...words, '--set', 'stay=10', '--json');
    const json = JSON.parse(out);
    expect([code, json.horizon, json.trajectories.length]).toEqual([0, 3, 1]);
    const [one] = json.trajectories;
    expect(one.dates).toEqual(['2020-04-10', '2020-04-11', '2020-04-12']);
    expect(one.filter.share).toHaveLength(39);
    expect(one.filter.logLikelihood.median).toBeLessThan(0);
    const [median] = one.outputs[0].rows[0].quantiles.slice(4);
    expect(median).toMatchObject({ level: 0.5, value: expect.any(Number) });
    expect(json.conditions).toContain('From the first forecast row on: stay = 10.');
    expect(json.conditions[0]).toMatch(/as in the same day of the week last recorded/);
  });

  it('takes the inputs from a file, and names what is wrong in it', async () => {
    const plan = join(place, 'plan.csv');
    await writeFile(plan, 'date,admissions\n2020-04-10,5\n2020-04-11,none\n2020-04-12,7\n');
    const words = ['forecast', folder, '--horizon', '3', '--runs', '200', '--inputs', plan];
    const refused = await gsimHere(...words);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(
      /^Error: plan\.csv: row 3, column admissions holds "none", no number/,
    );
    await writeFile(plan, 'date,admissions\n2020-04-10,5\n2020-04-11,6\n2020-04-12,7\n');
    expect(await gsimHere(...words)).toMatchObject({
      code: 0,
      out: expect.stringContaining('admissions ahead: from plan.csv.'),
    });
    const missing = await gsimHere(...words.slice(0, -1), join(place, 'none.csv'));
    expect([missing.code, missing.err]).toEqual([1, expect.stringMatching(/none\.csv/)]);
  });

  it.each([
    [['--above', 'beds'], 2, /option --above: NAME=NUMBER is due/],
    [['--horizon', '0'], 2, /option --horizon: a whole number from 1 is due/],
    [['--above', 'cots=3'], 1, /output: no cots[\s\S]*One of: beds/],
  ])('refuses %j', async (more, code, message) => {
    const refused = await gsimHere('forecast', folder, ...more);
    expect(refused.code).toBe(code);
    expect(refused.err).toMatch(message);
  });
});
