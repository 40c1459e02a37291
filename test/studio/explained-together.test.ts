import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importCsv } from '../../engine/data/import-csv.ts';
import { togetherFindings } from '../../engine/studio/explained-together.ts';

const folder = new URL('../../assets/samples/netherlands-icu/', import.meta.url);
const bytes = readFileSync(new URL('data.csv', folder));
const { words } = JSON.parse(readFileSync(new URL('sample.json', folder), 'utf8'));

describe('columns that no structure explains all together', () => {
  it('are named, with one fix after which a structure is known', () => {
    const [finding, ...others] = togetherFindings(importCsv(bytes, {}), [], words);
    expect(others).toEqual([]);
    expect(finding?.message).toMatch(/^No structure is known that explains icu_occupied, /);
    const [fix] = finding?.fixes ?? [];
    expect(fix?.words).toMatch(/^Predict icu_occupied alone/);
    const mended = importCsv(bytes, { fixes: fix ? [fix] : [] });
    const used = mended.roles.filter(({ role }) => role !== 'ignore').map(({ column }) => column);
    expect(used).toEqual(['date', 'icu_occupied', 'icu_admissions']);
    expect(togetherFindings(mended, [], words)).toEqual([]);
  });

  it('stay where the person decided that they do', () => {
    const decided = [{ column: 'icus_with_covid_patient', role: 'stock' }] as const;
    const [finding] = togetherFindings(importCsv(bytes, { mapping: decided }), decided, words);
    expect(finding?.fixes[0]?.words).toMatch(/^Predict icus_with_covid_patient alone/);
  });

  it('are not spoken of where one structure explains them', () => {
    const csv = 'date,in bed,convalescent\n2020-01-01,3,0\n2020-01-02,8,0\n2020-01-03,26,9\n';
    const read = importCsv(new TextEncoder().encode(csv), {});
    expect(togetherFindings(read, [], 'Boys fall ill with influenza and recover.')).toEqual([]);
  });
});
