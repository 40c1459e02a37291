import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../engine/data/dataset-of.ts';
import { importCsv } from '../../engine/data/import-csv.ts';
import { loadSample } from '../../engine/data/sample.ts';
import { summarise } from '../../engine/data/summarise.ts';
import { found, readSampleFile } from './support.ts';

const read = async (path: string) => readSampleFile(path);
const mappingOf = ({ columns }: Awaited<ReturnType<typeof loadSample>>['sample']) =>
  columns.map(({ meaning: _, ...entry }) => entry);

describe('the intensive-care sample', () => {
  const result = importCsv(readSampleFile('netherlands-icu/data.csv'));

  it('has its roles guessed right', () => {
    expect(
      Object.fromEntries(
        result.roles.map(({ column, role, use }) => [column, `${role} ${use ?? ''}`.trim()]),
      ),
    ).toEqual({
      date: 'date',
      icu_occupied: 'stock output',
      icu_admissions: 'flow input',
      left_hospital_alive: 'flow output',
      icu_deaths: 'flow output',
      left_icu_still_in_hospital: 'stock output',
      cum_icu_admissions: 'ignore',
      cum_left_hospital_alive: 'ignore',
      cum_deaths: 'ignore',
      icus_with_covid_patient: 'stock output',
    });
  });

  // Each was looked up by hand in the file; there are no others.
  it('has exactly the traps that are in it', () => {
    expect(
      result.findings.map(({ trap, severity, columns }) => [trap, severity, columns.join()]),
    ).toEqual([
      [
        'flows-do-not-close',
        'warning',
        'icu_occupied,icu_admissions,left_hospital_alive,icu_deaths',
      ],
      ['weekend-lag', 'warning', 'left_hospital_alive'],
      ['late-start', 'note', 'left_hospital_alive'],
      ['late-start', 'note', 'icu_deaths'],
      ['cumulative-for-daily', 'note', 'cum_icu_admissions'],
      ['cumulative-for-daily', 'note', 'cum_left_hospital_alive'],
      ['cumulative-for-daily', 'note', 'cum_deaths'],
    ]);
  });

  it('has discharges that count leaving the hospital, not the unit: on 8 April the stock fell by 31, not by 15 more than came', () => {
    const finding = found(result, 'flows-do-not-close');
    // 2020-04-08 is row 43: 1312 -> 1281 beds, 55 admitted, 24 left the hospital, 16 died: 55 - 24 - 16 = +15.
    expect(finding.message).toMatch(/most on 2020-04-08 \(by -46\)/);
    expect(finding.rows).toContain(43);
  });

  it('becomes a dataset by its description', async () => {
    const { sample, bytes } = await loadSample('netherlands-icu', read);
    const mapping = mappingOf(sample);
    const { table, roles } = importCsv(bytes, { mapping });
    expect(datasetOf(table, mapping)).toEqual(datasetOf(table, roles));
    const { dataset, findings } = datasetOf(table, mapping);
    expect(findings).toEqual([]);
    expect(dataset.series.map(({ name, use, unit }) => [name, use, unit])).toEqual([
      ['icu_occupied', 'output', 'patients'],
      ['icu_admissions', 'input', 'patients/day'],
    ]);
    expect(dataset.trajectories[0]).toMatchObject({ id: 'all', rows: 125 });
    expect(sample.heldOutRows).toBe(28);
    expect(sample.words.split(' ').length).toBeGreaterThan(80);
  });

  it('is summarised without its rows', () => {
    const { dataset } = datasetOf(result.table, result.roles);
    const summary = summarise(dataset);
    const series = Object.fromEntries(summary.series.map((one) => [one.name, one]));
    expect(summary.rows).toEqual({ shortest: 125, longest: 125 });
    expect(series.icu_occupied).toMatchObject({
      rows: 125,
      missing: 0,
      min: 7,
      max: 1312,
      firstDate: '2020-02-27',
      lastDate: '2020-06-30',
    });
    expect(series.left_hospital_alive).toMatchObject({ missing: 1, firstDate: '2020-02-28' });
    expect(series.left_hospital_alive!.weeklyPattern).toBeGreaterThan(0.3);
    expect(series.icu_occupied!.weeklyPattern).toBeLessThan(0.2);
    expect(JSON.stringify(summary).length).toBeLessThan(3000);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });
});

describe('the influenza sample', () => {
  it('has two stocks and no traps', async () => {
    const { sample, bytes } = await loadSample('school-influenza-1978', read);
    const { table, roles, findings } = importCsv(bytes);
    expect(findings).toEqual([]);
    expect(roles.map(({ role }) => role)).toEqual(['ignore', 'date', 'stock', 'stock']);
    const { dataset } = datasetOf(table, mappingOf(sample));
    expect([...dataset.trajectories[0]!.values.in_bed!]).toEqual([
      3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4,
    ]);
    expect(sample.words).toMatch(/763/);
    expect(sample.words).toMatch(/512 of the 763/);
  });
});

describe('a sample', () => {
  it('that is missing or broken is refused with its file', async () => {
    const broken = (text: string) => async () => new TextEncoder().encode(text);
    await expect(loadSample('gone', read)).rejects.toMatchObject({
      code: 'sample',
      message: 'sample: gone/sample.json cannot be read',
    });
    await expect(loadSample('x', broken('{'))).rejects.toMatchObject({
      message: 'sample: x/sample.json is not JSON',
    });
    await expect(loadSample('x', broken('{"version":1}'))).rejects.toMatchObject({
      code: 'sample',
      place: { file: 'x/sample.json', field: 'id' },
    });
  });
});

describe('a summary', () => {
  it('knows a pure weekly pattern and its absence', () => {
    const days = Array.from({ length: 70 }, (_, i) => i);
    const dataset = (values: readonly number[]) => ({
      timeUnit: 'day' as const,
      series: [
        { name: 'x', column: 'x', role: 'flow', use: 'output', unit: '', kind: 'count' },
      ] as const,
      trajectories: [
        {
          id: 'all',
          rows: 70,
          dates: days.map((i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)),
          values: { x: Float64Array.from(values) },
        },
      ],
    });
    const weekly = summarise(dataset(days.map((i) => (i % 7 > 4 ? 10 : 20)))).series[0]!;
    expect(weekly.weeklyPattern).toBeCloseTo(1, 10);
    expect(weekly.autocorrelation7).toBeCloseTo(1, 10);
    const flat = summarise(dataset(days.map(() => 5))).series[0]!;
    expect(flat.weeklyPattern).toBe(0);
    expect(flat.autocorrelation7).toBeNull();
    const empty = summarise(dataset(days.map(() => Number.NaN))).series[0]!;
    expect(empty).toMatchObject({ missing: 70, min: null, mean: null, firstDate: null });
  });
});
