import { describe, expect, it } from 'vitest';
import { symptomsOf, symptomsOfFacts } from '../../engine/discover/read-symptoms.ts';
import { checkFact } from '../../engine/trust/facts.ts';
import { type ResidualInput, residualDiagnostics } from '../../engine/trust/residuals.ts';

const rows = (count: number, value: (row: number) => number) =>
  Float64Array.from({ length: count }, (_, row) => value(row));
const wave = (row: number) => 100 * Math.exp(row < 20 ? (row - 20) / 5 : (20 - row) / 10);
const slow = (row: number) => 100 * Math.exp(row < 20 ? (row - 20) / 5 : (20 - row) / 16);

function read(observed: (row: number) => number, model: (row: number) => number, count = 80) {
  const input: ResidualInput = {
    ...{ observed: rows(count, observed), ensemble: rows(count, model), members: 1 },
  };
  return symptomsOf('beds', 'beds', residualDiagnostics(input));
}

const evidenceOf = (symptoms: ReturnType<typeof read>, id: string) =>
  symptoms.find((one) => one.id === id)?.evidence;

describe('symptoms of residuals', () => {
  it('name a model that empties too slowly, and by how much', () => {
    const found = read(wave, slow);
    expect(evidenceOf(found, 'empties-too-slowly')).toMatch(
      /^after half the peak the model is \d+ % above/,
    );
    expect(evidenceOf(read(slow, wave), 'empties-too-fast')).toMatch(/ % below the data$/);
  });

  it('name the side, the size and the unit of an offset', () => {
    expect(
      evidenceOf(
        read(
          () => 25,
          () => 20,
        ),
        'level-too-low',
      ),
    ).toBe('on average 5 beds below the data');
    expect(
      evidenceOf(
        read(
          () => 20,
          () => 25,
        ),
        'level-too-high',
      ),
    ).toBe('on average 5 beds above the data');
    expect(
      evidenceOf(
        read(wave, (row) => 0.8 * wave(row)),
        'peak-too-low',
      ),
    ).toBe('highest predicted beds: 80 % of the highest seen');
    expect(
      evidenceOf(
        read(wave, (row) => wave(row - 3)),
        'late',
      ),
    ).toBe('shifting the model by 3 rows fits best');
  });

  it('say nothing of a fit, of a ratio of peaks below zero, and of fewer than 5 rows', () => {
    expect(read(wave, wave)).toEqual([]);
    expect(
      read(
        (row) => -2 + Math.sin(row),
        (row) => 3 + Math.sin(row),
      ).map(({ id }) => id),
    ).not.toContain('peak-too-high');
    expect(
      read(
        () => 25,
        () => 20,
        4,
      ),
    ).toEqual([]);
  });

  it('leave out what is not beyond chance', () => {
    const seen = residualDiagnostics({
      observed: rows(80, () => 25),
      ensemble: rows(80, () => 20),
      members: 1,
    });
    const patterns = [
      ...['level', 'drift', 'peak', 'timing', 'decline-level', 'decline-rate', 'weekly', 'spread'],
      ...['autocorrelation', 'high', 'low', 'rising', 'falling', 'early', 'late'],
    ] as const;
    const none = Object.fromEntries(patterns.map((id) => [id, 0])) as Parameters<
      typeof symptomsOf
    >[3];
    expect(symptomsOf('beds', 'beds', seen, none)).toEqual([]);
    const level = symptomsOf('beds', 'beds', seen, { ...none!, level: 4 });
    expect(level.map(({ id }) => id)).toEqual(['level-too-low']);
  });

  it('name totals that the runs do not reach', () => {
    const fact = { name: 'ever ill', value: 500, of: 763 };
    const checks = [rows(100, (row) => 480 + row / 3), rows(100, (row) => 100 + row)].map(
      (totals) => checkFact(fact, totals),
    );
    expect(symptomsOfFacts(checks).map(({ id, strength }) => [id, strength])).toEqual([
      ['contradicts-fact', 1],
    ]);
  });
});
