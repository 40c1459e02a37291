import { describe, expect, it } from 'vitest';
import { mappingOf, parseMapping } from '../../engine/data/mapping.ts';
import { guessRoles } from '../../engine/data/roles.ts';
import { counts, csvOf, datesFrom, importText } from './support.ts';

function rolesOf(names: readonly string[]): Record<string, string> {
  const columns = Object.fromEntries(names.map((name, i) => [name, counts(30, 60, i + 1)]));
  const { roles } = importText(csvOf(columns));
  return Object.fromEntries(
    roles.slice(1).map(({ column, role, use }) => [column, `${role} ${use ?? ''}`.trim()]),
  );
}

describe('roles', () => {
  it('are guessed from the names of wards', () => {
    expect(
      rolesOf([
        'icu_occupied',
        'icu_admissions',
        'discharges',
        'bed capacity',
        'patients in hospital',
        'cum_deaths',
        'deaths',
      ]),
    ).toEqual({
      icu_occupied: 'stock output',
      icu_admissions: 'flow input',
      discharges: 'flow output',
      'bed capacity': 'capacity input',
      'patients in hospital': 'stock output',
      cum_deaths: 'ignore',
      deaths: 'flow output',
    });
  });

  it('are guessed from the names of warehouses', () => {
    expect(
      rolesOf(['inventory', 'backlog', 'demand', 'orders', 'deliveries', 'unit price', 'OnHand']),
    ).toEqual({
      inventory: 'stock output',
      backlog: 'stock output',
      demand: 'demand input',
      orders: 'order lever',
      deliveries: 'flow input',
      'unit price': 'lever lever',
      OnHand: 'stock output',
    });
  });

  it('are guessed from Dutch, German and French names', () => {
    expect(
      rolesOf([
        'opnames',
        'bezetting',
        'Bestand',
        'Entlassungen',
        'Lagerbestand',
        'entrées',
        'sorties',
        'Nachfrage',
      ]),
    ).toEqual({
      opnames: 'flow input',
      bezetting: 'stock output',
      Bestand: 'stock output',
      Entlassungen: 'flow output',
      Lagerbestand: 'stock output',
      entrées: 'flow input',
      sorties: 'flow output',
      Nachfrage: 'demand input',
    });
  });

  it('make arrivals the thing to predict where no stock is beside them', () => {
    const [, cases] = importText(csvOf({ new_cases: counts(30) })).roles;
    expect(cases).toMatchObject({ role: 'flow', use: 'output' });
    expect(cases!.reason).toMatch(/no stock beside it/);
  });

  it('are guessed from values where the name says nothing, with little confidence', () => {
    const level = Array.from({ length: 40 }, (_, i) => Math.round(200 + 100 * Math.sin(i / 8)));
    const { roles } = importText(
      csvOf({ a: level, b: counts(40), c: Array(40).fill('x'), d: Array(40).fill('') }),
    );
    expect(roles.map(({ role }) => role)).toEqual(['date', 'stock', 'output', 'ignore', 'ignore']);
    expect(roles[1]!.confidence).toBeLessThan(0.6);
    for (const { reason } of roles) expect(reason).not.toBe('');
  });

  it('find the trajectories of runs, with or without dates', () => {
    const run = Array.from({ length: 60 }, (_, i) => Math.floor(i / 20));
    const dated = importText(
      csvOf({ run, date: [...datesFrom(20), ...datesFrom(20), ...datesFrom(20)], S: counts(60) }),
    );
    expect(dated.roles.map(({ role }) => role)).toEqual(['trajectory', 'date', 'stock']);
    const stepped = importText(
      `run,t,S\n${run.map((r, i) => `${r},${i % 20},${counts(60)[i]}`).join('\n')}\n`,
    );
    expect(stepped.roles.map(({ role }) => role)).toEqual(['trajectory', 'date', 'stock']);
    const bare = importText(`run,S\n${run.map((r, i) => `${r},${counts(60)[i]}`).join('\n')}\n`);
    expect(bare.roles.map(({ role }) => role)).toEqual(['trajectory', 'stock']);
  });

  it('decided by a person stand', () => {
    const { table } = importText(csvOf({ icu_admissions: counts(30), icu_occupied: counts(30) }));
    const decided = [
      { column: 'icu_admissions', role: 'flow', use: 'output', unit: 'patients/day' },
    ] as const;
    const roles = guessRoles(table, decided);
    expect(roles[1]).toMatchObject({
      role: 'flow',
      use: 'output',
      unit: 'patients/day',
      confidence: 1,
    });
    expect(roles[2]).toMatchObject({ role: 'stock', use: 'output' });
    expect(parseMapping(mappingOf(roles))).toEqual(mappingOf(roles));
  });

  it('for a column that is not there, or that do not exist, are refused', () => {
    const { table } = importText(csvOf({ a: counts(30) }));
    expect(() => guessRoles(table, [{ column: 'b', role: 'stock' }])).toThrow(
      'column: "b" is not in the table',
    );
    expect(() => parseMapping([{ column: 'a', role: 'boss' }])).toThrow(/^mapping: /);
  });
});
