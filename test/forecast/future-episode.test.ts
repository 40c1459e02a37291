import { describe, expect, it } from 'vitest';
import { datesAhead } from '../../engine/forecast/dates-ahead.ts';
import { futureEpisode, originOf } from '../../engine/forecast/future-episode.ts';
import { INPUT_MODELS } from '../../engine/forecast/input-model.ts';
import type { Episode } from '../../engine/simulator/simulation.ts';
import { declaration } from '../trust/worlds.ts';

const gone = Number.NaN;
const [last, , blocks] = INPUT_MODELS;
const series = { unit: '', meaning: '' };
const declared = declaration({
  inputs: { inflow: series, extra: { ...series, default: 3 } },
  levers: { open: { ...series, low: 0, high: 9, default: 1 } },
});

/** 20 days; the output is known to row 17, the input to row `known`. */
function episode(known: number, more: Partial<Episode> = {}): Episode {
  const rows = Array.from({ length: 20 }, (_, row) => row);
  return {
    id: 'a',
    steps: 19,
    observed: { y: Float64Array.from(rows, (row) => (row <= 17 ? row : gone)) },
    inputs: { inflow: Float64Array.from(rows, (row) => (row <= known ? 100 + row : gone)) },
    levers: { open: Float64Array.from(rows, (row) => (row === 15 ? 4 : gone)) },
    dates: datesAhead(['2024-02-10'], 19),
    ...more,
  };
}

const ask = { horizon: 4, runs: 3, seed: 1 };

describe('an episode that goes on past the data', () => {
  it('starts after the last row with an output observed, and has dates and levers on', () => {
    const made = futureEpisode(episode(17), declared, last, ask);
    expect([made.origin, made.episode.steps]).toEqual([17, 21]);
    expect(made.episode.dates!.slice(17)).toEqual([
      '2024-02-27',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '2024-03-02',
    ]);
    expect([...made.episode.observed.y!.slice(16)]).toEqual([16, 17, gone, gone, gone, gone]);
    expect([...made.episode.inputs.inflow!.slice(16)]).toEqual([116, 117, 117, 117, 117, 117]);
    expect([...made.episode.levers.open!.slice(13)]).toEqual([gone, gone, 4, 4, 4, 4, 4, 4, 4]);
    expect(made).toMatchObject({ futures: [], told: { inputs: ['inflow'], recordedUntil: 17 } });
  });

  it('may start from an earlier row, up to the same last one, with the inputs as recorded', () => {
    const made = futureEpisode(episode(16), declared, blocks, { ...ask, since: 14 });
    expect([made.origin, made.last, made.episode.steps]).toEqual([14, 17, 21]);
    expect([...made.episode.inputs.inflow!.slice(14)].slice(0, 4)).toEqual([114, 115, 116, gone]);
    const from = futureEpisode(episode(16), declared, blocks, ask);
    made.futures.forEach(({ inflow }, run) => {
      expect(inflow).toHaveLength(7);
      // The same luck as of runs that start from the last row, where the row before it is told, too.
      expect(inflow!.slice(3)).toEqual(from.futures[run]!.inflow);
      expect([...inflow!.slice(0, 2)]).toEqual([gone, gone]);
    });
    expect(() => futureEpisode(episode(16), declared, last, { ...ask, since: 18 })).toThrow(
      'start: row 18 of a',
    );
  });

  it('is cut where the data go on further than is asked for', () => {
    const made = futureEpisode(episode(19), declared, last, { ...ask, horizon: 1 });
    expect(made.episode.steps).toBe(18);
    expect(made.episode.inputs.inflow).toHaveLength(19);
    expect(made.told).toEqual({ inputs: [], recordedUntil: 18 });
  });

  it('keeps inputs that the data already tell, also where each run gets its own', () => {
    const fixed = futureEpisode(episode(19), declared, last, ask).episode.inputs.inflow!;
    expect([...fixed.slice(17)]).toEqual([117, 118, 119, 119, 119]);
    const { futures, episode: own } = futureEpisode(episode(19), declared, blocks, ask);
    expect([...own.inputs.inflow!.slice(17)]).toEqual([117, 118, 119, gone, gone]);
    expect(futures).toHaveLength(3);
    for (const { inflow } of futures) {
      expect([...inflow!.slice(0, 2)]).toEqual([gone, gone]);
      // Row 20 is as row 6 or 13.
      expect([106, 113]).toContain(inflow![2]);
      expect(inflow![3]).toBe(inflow![2]! + 1);
    }
  });

  it('fills what was not recorded before it starts, the same for all runs', () => {
    const made = futureEpisode(episode(15), declared, blocks, ask);
    expect([...made.episode.inputs.inflow!.slice(14)]).toEqual([
      114,
      115,
      115,
      115,
      gone,
      gone,
      gone,
      gone,
    ]);
    for (const { inflow } of made.futures) expect([104, 111]).toContain(inflow![0]);
    expect(made.told.recordedUntil).toBe(15);
  });

  it('gives a run the same inputs whatever the number of runs', () => {
    const few = futureEpisode(episode(17), declared, blocks, ask).futures;
    const many = futureEpisode(episode(17), declared, blocks, { ...ask, runs: 50 }).futures;
    expect(many.slice(0, 3)).toEqual(few);
    expect(new Set(many.map(({ inflow }) => inflow!.join())).size).toBeGreaterThan(1);
  });

  it('needs something observed', () => {
    const observed = { y: new Float64Array(20).fill(gone) };
    expect(() => originOf(episode(17, { observed }), declared)).toThrow(
      'trajectory a: no output observed',
    );
  });
});

describe('dates ahead', () => {
  it('are as far apart as those before', () => {
    expect(datesAhead(['2024-01-01', '2024-01-08', '2024-01-15'], 2).slice(3)).toEqual([
      '2024-01-22',
      '2024-01-29',
    ]);
    expect(datesAhead(['2023-11-01', '2023-12-01', '2024-01-01'], 3).slice(3)).toEqual([
      '2024-02-01',
      '2024-03-01',
      '2024-04-01',
    ]);
    expect(datesAhead(['2020-01-01', '2021-01-01'], 1).at(-1)).toBe('2022-01-01');
    expect(datesAhead(['2024-03-30T22:00:00', '2024-03-30T23:00:00'], 2).slice(2)).toEqual([
      '2024-03-31',
      '2024-03-31T01:00:00',
    ]);
  });
});
