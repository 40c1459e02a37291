import { describe, expect, it } from 'vitest';
import { applyFix } from '../../engine/data/fix.ts';
import { importCsv } from '../../engine/data/import-csv.ts';
import { TRAPS } from '../../engine/data/traps/registry.ts';
import {
  column,
  counts,
  csvOf,
  datesFrom,
  found,
  importText,
  numbersOf,
  readFixture,
  trapsOf,
} from './support.ts';

/** The first offer of a trap, taken. */
function taken(result: ReturnType<typeof importText>, trap: string, offer = 0) {
  const fix = found(result, trap).fixes[offer];
  if (!fix) throw new Error(`no offer ${offer} for ${trap}`);
  return { table: applyFix(result.table, fix) };
}

describe('clean data', () => {
  it.each(['clean-ward.csv', 'supply-runs.csv', 'weekly-visits.csv'])(
    'raise no alarm: %s',
    (file) => {
      expect(importCsv(readFixture(file)).findings).toEqual([]);
    },
  );

  it('raise no alarm: daily counts, a level, a signed change and a temperature', () => {
    const cases = counts(80);
    const text = csvOf({
      new_cases: cases,
      occupied: cases.map((_, i) => 100 + (i % 9)),
      net_change: cases.map((c) => c - 40),
      temperature: cases.map((c) => (c - 41) / 10),
    });
    expect(importText(text).findings).toEqual([]);
  });
});

describe('the registry of traps', () => {
  it('has one row for each trap of the planner', () => {
    const ids = TRAPS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        'negative-corrections',
        'flows-do-not-close',
        'weekend-lag',
        'prevalence-for-incidence',
        'cumulative-for-daily',
        'late-start',
        'non-trading-days',
        'missing-days',
        'duplicate-dates',
        'thousands-separators',
        'decimal-comma',
        'day-month-order',
        'byte-order-mark',
        'windows-1252',
        'unit-in-cell',
      ]),
    );
  });
});

describe('negative corrections', () => {
  const cases = counts(30);
  const corrected = cases.map((value, i) => (i === 20 ? -70 : value));

  it('are found with their rows, and can be taken out of the days before', () => {
    const result = importText(csvOf({ new_cases: corrected }));
    expect(found(result, 'negative-corrections')).toMatchObject({
      severity: 'warning',
      rows: [22],
    });
    const after = numbersOf(taken(result, 'negative-corrections'), 'new_cases');
    expect(Math.min(...after)).toBeGreaterThanOrEqual(0);
    expect(after.reduce((a, b) => a + b)).toBe(corrected.reduce((a, b) => a + b));
    expect(numbersOf(taken(result, 'negative-corrections', 1), 'new_cases')[20]).toBeNaN();
  });

  it('are found where a running total falls', () => {
    let total = 0;
    const totals = corrected.map((value) => {
      total += value;
      return total;
    });
    expect(found(importText(csvOf({ cum_cases: totals })), 'negative-corrections').rows).toEqual([
      22,
    ]);
  });

  it('are not seen in a quantity that is negative every other day', () => {
    const result = importText(csvOf({ flow: cases.map((value) => value - 40) }));
    expect(trapsOf(result)).not.toContain('negative-corrections');
  });
});

describe('flows and their stock', () => {
  const [ins, outs] = [counts(40, 10, 1), counts(40, 10, 2)];
  const stockOf = (extra: (i: number) => number) => {
    let level = 200;
    return ins.map((value, i) => {
      if (i > 0) level += value - outs[i]! + extra(i);
      return level;
    });
  };

  it('close: nothing is said', () => {
    const text = csvOf({ census: stockOf(() => 0), admissions: ins, discharges: outs });
    expect(importText(text).findings).toEqual([]);
  });

  it('do not close: rows, the worst day, and a column of what must have left', () => {
    const census = stockOf((i) => (i % 4 === 3 ? -5 : 0));
    const result = importText(csvOf({ census, admissions: ins, discharges: outs }));
    const finding = found(result, 'flows-do-not-close');
    expect(finding.rows).toEqual(Array.from({ length: 10 }, (_, i) => 4 * i + 5));
    const table = taken(result, 'flows-do-not-close');
    const left = numbersOf(table, 'left census');
    for (let i = 1; i < 40; i++) expect(census[i]).toBe(census[i - 1]! + ins[i]! - left[i]!);
    const unexplained = numbersOf(taken(result, 'flows-do-not-close', 1), 'unexplained census');
    expect(unexplained.slice(1, 5)).toEqual([0, 0, -5, 0]);
  });

  it('of the day before close: the stock is counted in the morning, and can be moved to the evening', () => {
    const census = stockOf(() => 0);
    const morning = [190, ...census.slice(0, -1)];
    const result = importText(csvOf({ census: morning, admissions: ins, discharges: outs }));
    expect(found(result, 'flows-do-not-close').message).toMatch(/of the row before/);
    const moved = numbersOf(taken(result, 'flows-do-not-close'), 'census');
    expect(moved.slice(0, -1)).toEqual(census.slice(0, -1));
  });

  it('that have nothing to do with the stock are left alone', () => {
    const text = csvOf({ stock: counts(40, 500, 7), arrivals: ins, departures: outs });
    expect(trapsOf(importText(text))).not.toContain('flows-do-not-close');
  });
});

describe('weekend lag', () => {
  const base = counts(70);

  it('is found in counts that fall on weekends and rise after them', () => {
    const lagged = base.map((value, i) =>
      Math.round(value * [1.3, 1.2, 1, 1, 1, 0.5, 0.4][i % 7]!),
    );
    const result = importText(csvOf({ new_cases: lagged }));
    const finding = found(result, 'weekend-lag');
    expect(finding.message).toMatch(/more than usual on Mondays/);
    expect(finding.rows.slice(0, 2)).toEqual([7, 8]);
    const smooth = numbersOf(taken(result, 'weekend-lag'), 'new_cases');
    expect(smooth.reduce((a, b) => a + b)).toBeCloseTo(
      lagged.reduce((a, b) => a + b),
      -2,
    );
  });

  it('is not found in counts without a week, nor in a trend, nor in a stock', () => {
    const falling = base.map((value, i) => Math.round(value * 20 * 0.95 ** i));
    const stock = base.map((_, i) => (i % 7 > 4 ? 60 : 100));
    const result = importText(csvOf({ new_cases: base, deaths: falling, occupied: stock }));
    expect(trapsOf(result)).not.toContain('weekend-lag');
  });
});

describe('prevalence taken for incidence', () => {
  const level = Array.from({ length: 60 }, (_, i) => Math.round(300 + 250 * Math.sin(i / 9)));

  it('is found when a smooth level is called cases, and the role can be set right', () => {
    const result = importText(csvOf({ cases: level }));
    expect(found(result, 'prevalence-for-incidence').severity).toBe('warning');
    const table = taken(result, 'prevalence-for-incidence').table;
    expect(table.columns[1]!.field.role).toBe('stock');
  });

  it('is found when a person calls a number in bed a flow', () => {
    const mapping = [{ column: 'in_bed', role: 'flow' as const }];
    const result = importText(csvOf({ in_bed: counts(20) }), { mapping });
    expect(found(result, 'prevalence-for-incidence').message).toMatch(/how many there are/);
  });

  it('is not found in daily counts, nor in a stock called a stock', () => {
    const result = importText(csvOf({ cases: counts(60), occupied: level }));
    expect(trapsOf(result)).not.toContain('prevalence-for-incidence');
  });
});

describe('running totals', () => {
  const daily = counts(30);
  let sum = 0;
  const total = daily.map((value) => {
    sum += value;
    return sum;
  });

  it('are found by their values, and become daily numbers', () => {
    const mapping = [{ column: 'deaths', role: 'flow' as const }];
    const result = importText(csvOf({ deaths: total }), { mapping });
    expect(found(result, 'cumulative-for-daily').severity).toBe('warning');
    const after = numbersOf(taken(result, 'cumulative-for-daily'), 'deaths');
    expect(after[0]).toBeNaN();
    expect(after.slice(1)).toEqual(daily.slice(1));
  });

  it('are found by their name and compared with the daily column', () => {
    const result = importText(csvOf({ deaths: daily, cum_deaths: total }));
    expect(found(result, 'cumulative-for-daily')).toMatchObject({
      severity: 'note',
      columns: ['cum_deaths'],
    });
    expect(found(result, 'cumulative-for-daily').message).toMatch(/column deaths/);
  });

  it('are not seen in a growing stock, a row number or daily counts', () => {
    const result = importText(
      csvOf({ n: daily.map((_, i) => i + 1), recovered: total, cases: daily }),
    );
    expect(trapsOf(result)).not.toContain('cumulative-for-daily');
  });
});

describe('a column that starts late', () => {
  it('is found, and the table can begin there', () => {
    const late = counts(30).map((value, i) => (i < 12 ? '' : value));
    const result = importText(csvOf({ occupied: counts(30, 40, 3), deaths: late }));
    expect(found(result, 'late-start')).toMatchObject({ severity: 'warning', columns: ['deaths'] });
    expect(found(result, 'late-start').rows).toHaveLength(12);
    expect(taken(result, 'late-start').table.rows).toBe(18);
    expect(numbersOf(taken(result, 'late-start', 1), 'deaths').slice(0, 3)).toEqual([0, 0, 0]);
  });

  it('is not seen in a gap in the middle', () => {
    const gap = counts(30).map((value, i) => (i > 3 && i < 9 ? '' : value));
    expect(trapsOf(importText(csvOf({ deaths: gap })))).not.toContain('late-start');
  });
});

describe('the calendar', () => {
  const days = datesFrom(42);
  const keep = (test: (i: number) => boolean) => {
    const date = days.filter((_, i) => test(i));
    return csvOf({ date, stock: counts(date.length, 90, 5), sales: counts(date.length, 30, 6) });
  };

  it('shows missing days, which can be added without values', () => {
    const result = importText(keep((i) => i !== 10 && i !== 23));
    expect(found(result, 'missing-days')).toMatchObject({ rows: [12, 24] });
    expect(found(result, 'missing-days').message).toMatch(/2024-01-11, 2024-01-24/);
    const table = taken(result, 'missing-days');
    expect(table.table.rows).toBe(42);
    expect(column(table, 'date').values[10]).toBe('2024-01-11');
    expect(numbersOf(table, 'sales')[10]).toBeNaN();
    expect(table.table.fileRows[10]).toBe(0);
  });

  it('shows days on which nobody works: stocks stay, flows are zero', () => {
    const result = importText(keep((i) => i % 7 < 5));
    expect(found(result, 'non-trading-days').message).toMatch(/Saturday and Sunday/);
    expect(trapsOf(result)).not.toContain('missing-days');
    const table = taken(result, 'non-trading-days');
    expect(table.table.rows).toBe(40);
    expect(numbersOf(table, 'sales')[5]).toBe(0);
    expect(numbersOf(table, 'stock')[5]).toBe(numbersOf(table, 'stock')[4]);
  });

  it('shows weekdays without activity that are in the table', () => {
    const sales = counts(42).map((value, i) => (i % 7 === 6 ? 0 : value));
    const result = importText(csvOf({ sales }));
    expect(found(result, 'non-trading-days').rows).toEqual([8, 15, 22, 29, 36, 43]);
    expect(trapsOf(result)).not.toContain('weekend-lag');
  });

  it('shows repeated rows, which can be dropped', () => {
    const text = csvOf({ cases: counts(20) });
    const lines = text.trimEnd().split('\n');
    const result = importText([...lines.slice(0, 6), lines[5], ...lines.slice(6)].join('\n'));
    expect(found(result, 'duplicate-dates')).toMatchObject({ severity: 'warning', rows: [7] });
    expect(numbersOf(taken(result, 'duplicate-dates'), 'cases')).toEqual(counts(20));
  });

  it('shows dates with two values: the last, or the sum', () => {
    const result = importText(
      'date,cases\n2024-01-01,3\n2024-01-02,4\n2024-01-02,6\n2024-01-03,5\n',
    );
    expect(found(result, 'duplicate-dates')).toMatchObject({ severity: 'error', rows: [3, 4] });
    const offers = found(result, 'duplicate-dates').fixes.map(({ id }) => id);
    expect(offers).toEqual(['merge-dates:last', 'merge-dates:sum']);
    expect(numbersOf(taken(result, 'duplicate-dates', 0), 'cases')).toEqual([3, 6, 5]);
    expect(numbersOf(taken(result, 'duplicate-dates', 1), 'cases')).toEqual([3, 10, 5]);
  });

  it('takes several places in one table for trajectories, not for duplicates', () => {
    const date = [...days, ...days];
    const ward = date.map((_, i) => (i < 42 ? 'north' : 'south'));
    const result = importText(csvOf({ date, ward, occupied: counts(84, 60, 8) }));
    expect(result.roles[1]).toMatchObject({ role: 'trajectory' });
    expect(result.findings).toEqual([]);
  });

  it('shows rows out of order', () => {
    const text = 'date,cases\n2024-01-03,5\n2024-01-02,4\n2024-01-01,3\n';
    expect(found(importText(text), 'unsorted-dates').severity).toBe('note');
  });
});

describe('how numbers are written', () => {
  it('tells decimal commas and leaves plain numbers alone', () => {
    const result = importText('ward;beds;stay\nA;3;1,5\nB;4;2,25\n');
    expect(found(result, 'decimal-comma')).toMatchObject({
      columns: ['stay'],
      rows: [2, 3],
      severity: 'note',
    });
    expect(column(taken(result, 'decimal-comma'), 'stay').type).toBe('text');
    expect(trapsOf(importText('ward;beds;stay\nA;3;1.5\nB;4;2.25\n'))).toEqual([]);
  });

  it('asks when 1.234 may be a thousand or one and a bit', () => {
    const result = importText('ward;stock\nA;1.234\nB;2.345\n');
    expect(found(result, 'thousands-separators').severity).toBe('warning');
    expect(numbersOf(result, 'stock')).toEqual([1.234, 2.345]);
    expect(numbersOf(taken(result, 'thousands-separators'), 'stock')).toEqual([1234, 2345]);
  });

  it('lets the other columns decide, in either direction', () => {
    const dutch = importText('ward;stock;price\nA;1.234;5,5\nB;2.345;6,5\n');
    expect(numbersOf(dutch, 'stock')).toEqual([1234, 2345]);
    expect(found(dutch, 'thousands-separators').severity).toBe('note');
    const english = importText('ward;stock;price\nA;1.234;5.5\nB;2.345;6.5\n');
    expect(numbersOf(english, 'stock')).toEqual([1.234, 2.345]);
    expect(english.findings).toEqual([]);
  });

  it('takes fixed three decimals with a leading zero for what they are', () => {
    expect(importText('ward,share\nA,0.123\nB,1.234\n').findings).toEqual([]);
  });

  it('tells units in cells', () => {
    const result = importText('ward,weight\nA,12 kg\nB,7 kg\n');
    expect(found(result, 'unit-in-cell')).toMatchObject({ rows: [2, 3], severity: 'note' });
    expect(numbersOf(result, 'weight')).toEqual([12, 7]);
  });

  it('reads nothing where units differ, and offers each', () => {
    const result = importText('ward,weight\nA,12 kg\nB,700 g\nC,3 kg\n');
    expect(column(result, 'weight').type).toBe('text');
    expect(found(result, 'unit-in-cell').severity).toBe('error');
    expect(numbersOf(taken(result, 'unit-in-cell'), 'weight')).toEqual([12, Number.NaN, 3]);
  });

  it('reads 12 % as 0.12 and says so', () => {
    const result = importText('ward,share\nA,12 %\nB,7 %\n');
    expect(numbersOf(result, 'share')).toEqual([0.12, 0.07]);
    expect(numbersOf(taken(result, 'unit-in-cell'), 'share')).toEqual([12, 7]);
  });

  it('keeps names with numbers as text', () => {
    const result = importText('bed,n\nA12,1\n12B,2\n3C,3\n14D,4\n5E,5\n');
    expect(column(result, 'bed').type).toBe('text');
    expect(result.findings).toEqual([]);
  });
});

describe('how dates are written', () => {
  it('asks when no date decides between day and month', () => {
    const result = importText('date,n\n03/04/2024,1\n03/05/2024,2\n07/09/2024,4\n');
    expect(found(result, 'day-month-order').severity).toBe('warning');
    expect(column(result, 'date').values[0]).toBe('2024-04-03');
    expect(column(taken(result, 'day-month-order'), 'date').values[0]).toBe('2024-03-04');
  });

  it('lets even spacing decide, and says so', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `03/0${i + 1}/2024,${i}`);
    const result = importText(`date,n\n${lines.join('\n')}\n`);
    expect(column(result, 'date').values[1]).toBe('2024-03-02');
    expect(found(result, 'day-month-order').severity).toBe('note');
  });

  it('says nothing when a day above 12 decides', () => {
    const text = 'date,n\n12/01/2024,1\n13/01/2024,2\n14/01/2024,2\n';
    expect(importText(text).findings).toEqual([]);
    expect(column(importText(text), 'date').values[0]).toBe('2024-01-12');
  });

  it('finds both orders in one column', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i + 10}/01/2024,1`);
    const result = importText(`date,n\n${rows.join('\n')}\n01/31/2024,1\n`);
    expect(trapsOf(result)).toContain('unreadable-cells');
    const half = importText('date,n\n30/01/2024,1\n31/01/2024,1\n02/01/2024,2\n02/13/2024,2\n');
    expect(found(half, 'day-month-order')).toMatchObject({ severity: 'error', rows: [5] });
  });

  it('offers to read the serial numbers of a spreadsheet', () => {
    const result = importText('date,n\n45292,1\n45293,5\n45294,2\n');
    const { table } = taken(result, 'spreadsheet-dates');
    expect(table.columns[0]!.values).toEqual(['2024-01-01', '2024-01-02', '2024-01-03']);
  });
});

describe('the file', () => {
  it('tells a byte order mark and takes it off', () => {
    const result = importText('\ufeffdate,n\n2024-01-01,1\n2024-01-02,5\n');
    expect(trapsOf(result)).toEqual(['byte-order-mark']);
    expect(result.table.columns[0]!.name).toBe('date');
  });

  it('tells Windows-1252', () => {
    expect(trapsOf(importCsv(readFixture('magazijn-windows-1252.csv')))).toContain('windows-1252');
  });

  it('tells cells that cannot be read', () => {
    const result = importText(
      `date,n\n${datesFrom(10)
        .map((d, i) => `${d},${i === 4 ? 'see note' : i * i}`)
        .join('\n')}\n`,
    );
    expect(found(result, 'unreadable-cells')).toMatchObject({ rows: [6], columns: ['n'] });
  });
});
