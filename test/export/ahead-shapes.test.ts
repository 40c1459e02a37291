/** Rows ahead of several records, of data without dates, of several structures; and where there are none. */
import { describe, expect, it } from 'vitest';
import { mixtureScript } from '../../engine/export/mixture-script.ts';
import { chooseAhead } from '../../engine/export/script-ahead.ts';
import {
  type StandaloneScriptInput,
  standaloneScript,
} from '../../engine/export/standalone-script.ts';
import { INPUT_MODELS } from '../../engine/forecast/input-model.ts';
import { createPlainRunner } from '../../engine/simulator/plain-runner.ts';
import type { Episode } from '../../engine/simulator/simulation.ts';
import { mixtureInput } from './mixture-samples.ts';
import { cellsOf, folderWith, runIn } from './run-file.ts';
import { sampleInput } from './samples.ts';

const simulate = createPlainRunner();
const ahead = { horizon: 5, inputs: INPUT_MODELS[0] };

async function folderOf(
  input: StandaloneScriptInput,
  files: Readonly<Record<string, object>> = {},
): Promise<string> {
  const texts = Object.entries(files).map(([name, file]) => [name, JSON.stringify(file)]);
  return folderWith({
    'script.mjs': await standaloneScript(input, simulate),
    ...Object.fromEntries(texts),
  });
}

/** The first `rows` of it, the last ones of which are not observed. */
function part(episode: Episode, id: string, rows: number, observed: number): Episode {
  const { dates: _, ...undated } = episode;
  const cut = (series: Episode['inputs'], known: number) =>
    Object.fromEntries(
      Object.entries(series).map(([name, values]) => [
        name,
        values.slice(0, rows).map((value, row) => (row < known ? value : Number.NaN)),
      ]),
    );
  return {
    ...undated,
    ...{ id, steps: rows - 1 },
    observed: cut(episode.observed, observed),
    inputs: cut(episode.inputs, rows),
  };
}

/** Two wards without dates: 31 rows, and 21 of which the last 4 are not observed. */
function twoWards(): StandaloneScriptInput {
  const input = sampleInput('icu-staged-stay', { ahead });
  const [episode] = input.episodes;
  if (episode === undefined) throw new Error('no episode');
  return { ...input, episodes: [part(episode, 'a', 31, 31), part(episode, 'b', 21, 17)] };
}

const spare = (policy: object) => ({ resources: { spare: { low: 0, high: 9, policy } } });
const from = (row: number) => spare({ kind: 'schedule', entries: [{ from: row, value: 5 }] });

describe('rows ahead', () => {
  it('begin after the last observed row of each record, with its share of the runs', async () => {
    const folder = await folderOf(twoWards());
    expect(runIn(folder, '--selftest')).toMatchObject({ code: 0, err: '' });
    const { out } = runIn(folder, '--ahead', '--runs', '7', '--out', 'runs.csv');
    const rows = cellsOf(folder, 'runs.csv').slice(1);
    const places = rows.map(([run, record, row]) => `${run} ${record} ${row}`);
    const runs = [1, 2, 3, 4].flatMap((run) =>
      [31, 32, 33, 34, 35].map((row) => `${run} a ${row}`),
    );
    const others = [5, 6, 7].flatMap((run) => [17, 18, 19, 20, 21].map((row) => `${run} b ${row}`));
    expect(places).toEqual([...runs, ...others]);
    expect(out).toMatch(/^a,occupied,31,,4,/m);
    expect(out).toMatch(/^b,occupied,21,,3,/m);
    const single = runIn(folder, '--ahead', '--runs', '1');
    expect(single.code).toBe(0);
    expect(single.out).toMatch(/^b,occupied,21,,0,,,,,$/m);
  });

  it('are run where a policy file begins after all rows of the data, by number', async () => {
    const files = {
      'within.json': from(30),
      'after.json': from(31),
      'ramp.json': spare({ kind: 'ramp', from: 32, to: 90, start: 0, end: 58 }),
      'always.json': spare({ kind: 'constant', value: 2 }),
    };
    const folder = await folderOf(twoWards(), files);
    const run = (...words: string[]) => {
      const { err } = runIn(folder, '--runs', '2', '--out', 'runs.csv', '--policy', ...words);
      const rows = cellsOf(folder, 'runs.csv').filter((cells) => cells[1] === 'a');
      return { err, first: rows[0]?.[2], spare: rows.map((row) => row.at(-1)) };
    };
    expect(run('within.json')).toMatchObject({ err: '', first: '0' });
    const after = run('after.json');
    expect(after.err).toBe(
      'note: after.json speaks of rows after the data, so these are run: row 31 to 35\n',
    );
    expect(after).toMatchObject({ first: '31', spare: ['5', '5', '5', '5', '5'] });
    expect(run('ramp.json').spare).toEqual(['0', '0', '1', '2', '3']);
    expect(run('always.json')).toMatchObject({ err: '', first: '0' });
    const asked = run('always.json', '--ahead');
    expect(asked).toMatchObject({ err: '', first: '31', spare: ['2', '2', '2', '2', '2'] });
  });

  it('are none where nothing was observed, which the help says', async () => {
    const input = twoWards();
    const [episode] = input.episodes;
    if (episode === undefined) throw new Error('no episode');
    const episodes = [part(episode, 'a', 31, 0)];
    const none = chooseAhead([{ ...input, episodes }], 5, 1);
    expect(none).toEqual({ why: 'trajectory a: no output observed' });
    const folder = await folderOf({ ...input, episodes, ahead: none }, { 'after.json': from(31) });
    expect(runIn(folder, '--help').out).toContain(
      '--ahead               not possible here: trajectory a: no output observed',
    );
    expect(runIn(folder, '--ahead')).toMatchObject({
      code: 2,
      err: 'error: --ahead: trajectory a: no output observed\nLeave it out to run the rows that the data have.\n',
    });
    // Rows may be named that nobody runs, as ever.
    expect(runIn(folder, '--policy', 'after.json', '--runs', '1').err).toContain('missing');
  });

  it('do not go with rows of another file', async () => {
    const folder = await folderOf(twoWards());
    expect(runIn(folder, '--ahead', '--input', 'x.csv')).toMatchObject({
      code: 2,
      err: expect.stringContaining('error: --ahead: with --input\n'),
    });
  });
});

describe('rows ahead of several structures', () => {
  const input = mixtureInput();
  const structures = input.structures.map((model) => ({ ...model, ahead }));

  it('are shared out by weight, each to the numbers of its own script', async () => {
    const text = await mixtureScript({ ...input, structures }, simulate);
    const folder = folderWith({ 'script.mjs': text });
    const proved = runIn(folder, '--selftest');
    expect(proved.out.split('\n').at(-2)).toBe('self-test, rows ahead, seed 7, 100 runs: ok');
    expect(proved.code).toBe(0);
    const call = runIn(folder, '--ahead', '--runs', '50', '--seed', '3', '--out', 'runs.csv');
    expect(call).toMatchObject({ code: 0, err: '' });
    expect(call.out).toMatch(/^sir,S,61,2020-04-28,50,/m);
    const rows = cellsOf(folder, 'runs.csv');
    const place = ['S', 'I', 'R'].map((name) => rows[0]?.indexOf(name) ?? -1);
    for (const [name, runs] of [
      ['0001-sir', 32],
      ['0002-contacts', 18],
    ] as const) {
      const own = rows.filter((row) => row[1] === name);
      const alone = ['--structure', name, '--ahead', '--runs', String(runs), '--seed', '3'];
      expect(runIn(folder, ...alone, '--out', 'alone.csv').code).toBe(0);
      const [titles = [], ...single] = cellsOf(folder, 'alone.csv');
      const at = ['S', 'I', 'R'].map((output) => titles.indexOf(output));
      expect(own).toHaveLength(runs * 5);
      expect(own.map((row) => place.map((column) => row[column]))).toEqual(
        single.map((row) => at.map((column) => row[column])),
      );
    }
    expect(runIn(folder, '--help').out).toContain(
      'the 5 rows after the data, 2020-04-28 to 2020-05-02',
    );
  });

  it('are none together where they go on from different rows', async () => {
    const [first, second] = structures;
    if (first === undefined || second === undefined) throw new Error('no structures');
    const shorter = second.episodes.map((episode) => ({
      ...episode,
      observed: Object.fromEntries(
        Object.entries(episode.observed).map(([name, values]) => [
          name,
          values.map((value, row) => (row > 50 ? Number.NaN : value)),
        ]),
      ),
    }));
    const apart = [first, { ...second, episodes: shorter }];
    const text = await mixtureScript({ ...input, structures: apart }, simulate);
    const folder = folderWith({ 'script.mjs': text });
    expect(runIn(folder, '--ahead').err).toContain(
      'error: --ahead: the structures go on from different rows; take one by --structure',
    );
    const alone = runIn(folder, '--ahead', '--structure', '0002', '--runs', '1');
    expect(alone.out).toContain('sir,S,51,2020-04-18,1,');
  });
});
