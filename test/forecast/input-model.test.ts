import { describe, expect, it } from 'vitest';
import { openRandom } from '../../engine/calibrate/streams.ts';
import {
  defaultInputModel,
  INPUT_MODELS,
  type InputModelName,
  type InputTask,
} from '../../engine/forecast/input-model.ts';

const gone = Number.NaN;
const modelOf = (name: InputModelName) => INPUT_MODELS.find((model) => model.name === name)!;
const pathOf = (name: InputModelName, task: InputTask, run = 0) =>
  modelOf(name).open(task)(openRandom(1, 'test', run));

/** Rows 0..count - 1: the number of the row, and ten times that. */
function task(count: number, more: Partial<InputTask> = {}): InputTask {
  const a = Float64Array.from({ length: count }, (_, row) => row);
  return {
    trajectory: 'ward',
    history: { a, b: a.map((value) => 10 * value) },
    rows: 10,
    season: 7,
    ...more,
  };
}

describe('the last value', () => {
  it('goes on, from before what is missing', () => {
    const history = { a: Float64Array.of(1, 2, gone) };
    expect(pathOf('last', task(0, { history, rows: 3 }))).toEqual({
      a: Float64Array.of(2, 2, 2),
    });
  });

  it('must have been recorded', () => {
    const history = { a: Float64Array.of(gone, gone) };
    expect(() => pathOf('last', task(0, { history }))).toThrow('input a: nothing recorded (ward)');
  });
});

describe('the same day of the week', () => {
  it('is that of the newest week that has it', () => {
    const { history } = task(20);
    history.a!.fill(gone, 14, 16);
    const { a, b } = pathOf('weekday', task(0, { history }));
    // Row 20 is as row 13; rows 21 and 22 as 7 and 8, since 14 and 15 are missing.
    expect([...a!]).toEqual([13, 7, 8, 16, 17, 18, 19, 13, 7, 8]);
    expect([...b!]).toEqual([130, 140, 150, 160, 170, 180, 190, 130, 140, 150]);
  });

  it('needs a season, and a whole one', () => {
    const { season: _, ...undated } = task(20);
    expect(() => pathOf('weekday', undated)).toThrow(
      'inputs: the rows of these data have no season',
    );
    expect(() => pathOf('weekday', task(6))).toThrow('input a: less than 7 rows recorded (ward)');
  });
});

describe('blocks of weeks', () => {
  it('are whole weeks of the last four, begun on the right day, all inputs of the same days', () => {
    const starts = new Set<number>();
    for (let run = 0; run < 100; run++) {
      const { a, b } = pathOf('blocks', task(60), run);
      for (const from of [0, 7]) {
        const block = [...a!.slice(from, from + 7)];
        expect(block).toEqual(block.map((_, i) => block[0]! + i));
        starts.add(block[0]!);
      }
      expect(b).toEqual(a!.map((value) => 10 * value));
    }
    expect([...starts].sort()).toEqual([32, 39, 46, 53]);
  });

  it('leave out weeks with something missing', () => {
    const { history } = task(28);
    history.b![16] = gone;
    const firsts = Array.from(
      { length: 60 },
      (_, run) => pathOf('blocks', task(0, { history }), run).a![0],
    );
    expect([...new Set(firsts)].sort()).toEqual([0, 21, 7]);
  });

  it('begin anywhere where there is no season', () => {
    const { season: _, ...undated } = task(30);
    const firsts = Array.from({ length: 200 }, (_, run) => pathOf('blocks', undated, run).a![0]!);
    expect([Math.min(...firsts), Math.max(...firsts)]).toEqual([2, 23]);
    expect(new Set(firsts).size).toBeGreaterThan(15);
  });

  it('need two weeks; without these the last value is what one gets unasked', () => {
    expect(() => pathOf('blocks', task(13))).toThrow(
      'input a, b: less than two whole blocks of 7 rows recorded (ward)',
    );
    expect(defaultInputModel([task(20), task(13)]).name).toBe('last');
    expect(defaultInputModel([task(20), task(14)]).name).toBe('blocks');
  });
});
