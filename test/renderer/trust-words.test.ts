import { describe, expect, it } from 'vitest';
import { trustViewSchema } from '../../engine/studio/contract/trust-view.ts';
import { agreement, placesOf, quantileAt } from '../../renderer/screens/trust/forecast-words.ts';
import { partWords } from '../../renderer/screens/trust/part-words.ts';
import { sheetText } from '../../renderer/screens/trust/sheet-text.ts';
import { forecast, TRUST } from './trust-fixtures.ts';

describe('a forecast beside what came', () => {
  it('counts what lay inside the 80 % range, and how far the middle was off', () => {
    // Off by 1, 3, 6 and 0 around bands of 4.
    expect(agreement(forecast([20, 22, 24, 26], [21, 25, 30, 26]))).toEqual({
      rows: 4,
      inside: 3,
      miss: 2.5,
    });
  });

  it('leaves out what was not observed', () => {
    expect(agreement(forecast([20, 22], [Number.NaN, 22]))).toEqual({
      rows: 1,
      inside: 1,
      miss: 0,
    });
    expect(agreement(forecast([20], [Number.NaN])).miss).toBeNaN();
  });

  it('has the dates of its rows, or their numbers from 1', () => {
    const series = forecast([20, 22], [20, 22]);
    expect(placesOf(series)).toEqual(['2024-02-23', '2024-02-24']);
    expect(placesOf({ ...series, dates: null })).toEqual([54, 55]);
  });

  it('has no quantile at a level that was not kept', () => {
    const series = forecast([20], [20]);
    expect([...quantileAt(series, 0.9)]).toEqual([24]);
    expect([...quantileAt(series, 0.6)]).toEqual([Number.NaN]);
  });
});

describe('the parts of a sheet', () => {
  it('are what the contract lets through', () => {
    expect(trustViewSchema.parse(TRUST)).toEqual(TRUST);
  });

  it('each say in a sentence what came of them', () => {
    const parts = partWords(TRUST, 'day');
    expect(parts.map(({ id, mark }) => [id, mark])).toEqual([
      ['ahead', 'good'],
      ['simple', 'good'],
      ['ranges', 'good'],
      ['numbers', 'care'],
      ['made', 'care'],
      ['learned', 'care'],
    ]);
    expect(parts.map(({ sentence }) => sentence)).toEqual([
      'Of 4 days not seen, 3 had occupied beds inside the 80 % range; its middle was off by 2.5 patients on average.',
      'occupied beds: the model is off by 3 patients on average, the best simple forecast (same day last week) by 4 patients: 25 % better.',
      'occupied beds: 78 % of 40 checked values lay inside the 80 % range (luck alone allows 70 % to 85 %): the ranges hold what they claim.',
      'The ranges of mean stay do not hold what they claim.',
      'The model hardly makes such data: the peak of occupied beds is higher.',
      '1 pair of numbers cannot be told apart.',
    ]);
  });

  it('that were not looked at say why, and how to get them', () => {
    const short = partWords({ ...TRUST, parts: null, heldOut: [], rolling: [] }, 'day');
    expect(short.map(({ mark }) => mark)).toEqual(Array(6).fill('open'));
    expect(short.map(({ sentence }) => sentence).join(' ')).toMatch(/Check the model now/);
    const { parts } = TRUST;
    if (!parts) throw new Error('fixture');
    const skipped = { ...parts, sbc: { kind: 'skipped' as const, reason: 'Calibrate with npe.' } };
    const numbers = partWords({ ...TRUST, parts: skipped }, 'day').find(
      ({ id }) => id === 'numbers',
    );
    expect(numbers).toMatchObject({
      mark: 'open',
      sentence: 'Fit the numbers by “Learn from made-up data”.',
    });
  });

  it('call ranges that hold far less than they claim no good ones, though luck could explain it', () => {
    const { parts } = TRUST;
    if (parts?.heldOut.kind !== 'done') throw new Error('fixture');
    const [output] = parts.heldOut.result.outputs;
    if (!output) throw new Error('fixture');
    const coverage = output.coverage.map((range) => ({ ...range, covered: 0, low: 0, high: 1 }));
    const heldOut = {
      kind: 'done' as const,
      result: { ...parts.heldOut.result, outputs: [{ ...output, points: 4, coverage }] },
    };
    const ranges = partWords({ ...TRUST, parts: { ...parts, heldOut } }, 'day')[2];
    expect(ranges).toMatchObject({ id: 'ranges', mark: 'care' });
    expect(ranges?.sentence).toMatch(/0 % of 4 .*: too few values to call it luck or not/);
  });

  it('are no good where a second check found something, which then speaks', () => {
    const { parts } = TRUST;
    if (parts?.sbc.kind !== 'done' || parts.misspecification.kind !== 'done')
      throw new Error('fixture');
    if (parts.expectedCoverage.kind !== 'done' || parts.posteriorPredictive.kind !== 'done')
      throw new Error('fixture');
    const curve = parts.expectedCoverage.result.curves[0];
    if (!curve) throw new Error('fixture');
    const found = partWords(
      {
        ...TRUST,
        parts: {
          ...parts,
          sbc: { kind: 'done', result: { ...parts.sbc.result, parameters: [] } },
          expectedCoverage: {
            kind: 'done',
            result: {
              ...parts.expectedCoverage.result,
              curves: [{ ...curve, kind: 'too-narrow' }],
              summary: 'The method is too sure of itself.',
            },
          },
          misspecification: {
            kind: 'done',
            result: { ...parts.misspecification.result, kind: 'inside' },
          },
          posteriorPredictive: {
            kind: 'done',
            result: {
              ...parts.posteriorPredictive.result,
              outputs: [
                {
                  output: 'occupied_beds',
                  unit: 'patients',
                  rows: 50,
                  bands: [{ level: 0.95, inside: 0.6, low: 0.9, high: 1, kind: 'too-narrow' }],
                  features: [],
                  text: '',
                },
              ],
              summary: 'Runs of the model do not look like the data.',
            },
          },
        },
      },
      'day',
    );
    expect(found.slice(3, 5)).toMatchObject([
      { id: 'numbers', mark: 'care', sentence: 'The method is too sure of itself.' },
      { id: 'made', mark: 'care', sentence: 'Runs of the model do not look like the data.' },
    ]);
  });

  it('speak of the series that was told worst', () => {
    const bad = { ...forecast([20, 22], [90, 22]), output: 'arrivals' };
    const [ahead] = partWords({ ...TRUST, heldOut: [...TRUST.heldOut, bad] }, 'day');
    expect(ahead).toMatchObject({ mark: 'care' });
    expect(ahead?.sentence).toContain('1 had arrivals, the one it told worst, inside');
  });
});

describe('the sheet as text', () => {
  it('says verdict, reasons, parts and scores', () => {
    const text = sheetText(TRUST, 'Ward 4', 'day');
    expect(text.split('\n').slice(0, 9)).toEqual([
      '# Can Ward with one phase be trusted?',
      '',
      'Ward 4, 0003-check',
      '',
      '**Usable with care.** Usable with care: good for orientation.',
      '',
      '## What speaks for it',
      '',
      '- occupied beds: 40 % better than the last value.',
    ]);
    expect(text).toContain('- Only 4 days could be checked.');
    expect(text).toContain(
      '## Could the model have made your data?\n\nTake care. The model hardly',
    );
    expect(text).toContain('| occupied beds | same day last week | 3 patients | 4 patients |');
    expect(text).toContain('- Arrivals of the days not seen are taken as known.');
    expect(text.endsWith('\n')).toBe(true);
  });
});
