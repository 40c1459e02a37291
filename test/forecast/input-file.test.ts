import { describe, expect, it } from 'vitest';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { type InputLayout, inputModelFromFile } from '../../engine/forecast/input-file.ts';
import type { InputTask } from '../../engine/forecast/input-model.ts';

const layout: InputLayout = {
  inputs: {
    admissions: { columns: ['Admitted', 'admissions'], unit: 'patients' },
    staff: { columns: ['staff'], unit: '' },
  },
  date: { column: 'Day', pattern: '%d/%m/%Y' },
};
const dates = ['2020-04-03', '2020-04-04', '2020-04-05'];
const nothing = new Float64Array(1);
const task: InputTask = {
  trajectory: 'all',
  history: { admissions: nothing, staff: nothing },
  rows: 3,
  dates,
};

function pathOf(csv: string, asked: InputTask = task, expected: InputLayout = layout) {
  const bytes = new TextEncoder().encode(csv);
  const model = inputModelFromFile({ file: 'plan.csv', bytes }, expected);
  return model.open(asked)(openRandom(1, 'test', 0));
}

const good = 'Day,Admitted,staff\n05/04/2020,3,9\n03/04/2020,1,7\n04/04/2020,2,8\n09/04/2020,,\n';

/** What is thrown, with where. */
function errorOf(csv: string, asked?: InputTask, expected?: InputLayout) {
  try {
    pathOf(csv, asked, expected);
  } catch (error) {
    const { code, message, place } = error as { code: string; message: string; place: unknown };
    return { code, message, place };
  }
  return undefined;
}

describe('a file with the inputs ahead', () => {
  it('is read by date as the data write them, in any order, whatever else it holds', () => {
    expect(pathOf(good)).toEqual({
      admissions: Float64Array.of(1, 2, 3),
      staff: Float64Array.of(7, 8, 9),
    });
  });

  it('may name its columns with units and as inputs are called, in other dates', () => {
    const csv = 'day;ADMISSIONS (Patients);staff\n2020-04-03;1;7\n2020-04-04;2;8\n2020-04-05;3;9\n';
    expect(pathOf(csv).admissions).toEqual(Float64Array.of(1, 2, 3));
  });

  it('without dates is taken row by row', () => {
    const { dates: _, ...undated } = task;
    const { date: __, ...rows } = layout;
    const csv = 'Admitted,staff\n5,1\n6,1\n7,1\n8,1\n';
    expect(pathOf(csv, undated, rows).admissions).toEqual(Float64Array.of(5, 6, 7));
    expect(errorOf('Admitted,staff\n5,1\n6,1\n', undated, rows)?.message).toBe(
      'plan.csv: 2 rows where 3 are due',
    );
  });

  it('tells trajectories apart where it names them, and holds for all where not', () => {
    const apart = { ...layout, trajectory: 'ward' };
    const csv =
      'ward,Day,Admitted,staff\nA,03/04/2020,1,7\nB,03/04/2020,5,7\nA,04/04/2020,2,8\nB,04/04/2020,6,8\n';
    const two = { ...task, trajectory: 'B', rows: 2, dates: dates.slice(0, 2) };
    expect(pathOf(csv, two, apart).admissions).toEqual(Float64Array.of(5, 6));
    expect(pathOf(good, { ...task, trajectory: 'B' }, apart).admissions).toEqual(
      Float64Array.of(1, 2, 3),
    );
    expect(errorOf(csv, { ...two, trajectory: 'C' }, apart)?.message).toBe(
      'plan.csv: no row for 2020-04-03 and 1 more date of C',
    );
  });
});

describe('a file that does not fit is refused by name, row and column:', () => {
  it('a column that is not there', () => {
    expect(errorOf(good.replace('Admitted', 'Discharged'))).toEqual({
      code: 'missing-column',
      message: 'plan.csv: no column Admitted for input admissions',
      place: { file: 'plan.csv', field: 'Admitted' },
    });
    expect(errorOf(good.replace('Day', 'label').replaceAll('/', '~'))?.message).toBe(
      'plan.csv: no column Day for the dates',
    );
  });

  it('dates that are missing, or there twice', () => {
    expect(errorOf(good.replace('05/04/2020', '06/04/2020'))).toMatchObject({
      code: 'missing-row',
      message: 'plan.csv: no row for 2020-04-05',
    });
    expect(errorOf(good.replace('05/04/2020', '04/04/2020'))).toEqual({
      code: 'duplicate-row',
      message: 'plan.csv: rows 2 and 4 are both 2020-04-04',
      place: { file: 'plan.csv', line: 4 },
    });
  });

  it('cells that are empty, or no number', () => {
    expect(errorOf(good.replace('1,7', ',7'))).toEqual({
      code: 'missing-value',
      message: 'plan.csv: row 3, column Admitted is empty',
      place: { file: 'plan.csv', line: 3, field: 'Admitted' },
    });
    expect(errorOf(good.replace('2,8', '2,many'))?.message).toBe(
      'plan.csv: row 4, column staff holds "many", no number',
    );
  });

  it('another unit', () => {
    expect(errorOf(good.replace('Admitted', 'Admitted [beds]'))).toEqual({
      code: 'unit',
      message: 'plan.csv: column Admitted [beds] is in "beds", the data in "patients"',
      place: { file: 'plan.csv', field: 'Admitted [beds]' },
    });
    expect(errorOf(good.replaceAll(/,(\d),/g, ',$1 kg,'))?.code).toBe('unit');
  });

  it('no CSV at all', () => {
    expect(errorOf('')?.code).toBe('empty');
  });
});
