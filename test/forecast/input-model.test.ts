import { describe, expect, it } from 'vitest';
import { openRandom } from '../../engine/calibrate/streams.ts';
import { chooseInputModel } from '../../engine/forecast/choose-input-model.ts';
import {
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

  it('need two weeks', () => {
    expect(() => pathOf('blocks', task(13))).toThrow(
      'input a, b: less than two whole blocks of 7 rows recorded (ward)',
    );
  });
});

describe('blocks of weeks as changes', () => {
  /** Doubles each week, with a day that has more; whole numbers. */
  const doubling = (weeks: number) =>
    Float64Array.from(
      { length: 7 * weeks },
      (_, row) => 2 ** Math.floor(row / 7) * (row % 7 === 2 ? 14 : 7),
    );

  it('go on from the level of now as the last weeks did', () => {
    const history = { a: doubling(5), b: doubling(5).map((value) => value / 8) };
    const { a, b } = pathOf('changes', task(0, { history, rows: 21 }));
    expect(a).toEqual(doubling(8).slice(35));
    expect(b).toEqual(
      doubling(8)
        .slice(35)
        .map((value) => value / 8),
    );
  });

  it('keep whole inputs whole, and others not', () => {
    const whole = Float64Array.from({ length: 35 }, (_, row) => 1 + ((row * row) % 5));
    const history = { whole, half: whole.map((value) => value + 0.5) };
    const path = pathOf('changes', task(0, { history, rows: 14 }), 3);
    expect(path.whole!.every(Number.isInteger)).toBe(true);
    expect(path.half!.every(Number.isInteger)).toBe(false);
  });

  it('need weeks before which there was something', () => {
    const history = { a: Float64Array.from({ length: 28 }, (_, row) => (row < 14 ? 0 : 3)) };
    expect(() => pathOf('changes', task(0, { history }))).toThrow(
      'input a: less than two changes from one block of 7 rows to the next recorded (ward)',
    );
  });
});

describe('the input model that one gets unasked', () => {
  const random = openRandom(5, 'made', 0);
  const admitted = (mean: (row: number) => number) => ({
    a: Float64Array.from({ length: 70 }, (_, row) => random.poisson(mean(row))),
  });

  it('draws weeks as they were where the level stays', () => {
    const history = admitted((row) => (row % 7 > 4 ? 3 : 9));
    expect(chooseInputModel([task(0, { history, rows: 28 })], 1).name).toBe('blocks');
  });

  it('draws changes where the level moves', () => {
    const history = admitted((row) => 400 * 0.96 ** row);
    expect(chooseInputModel([task(0, { history, rows: 28 })], 1).name).toBe('changes');
  });

  it('is the last value where too little was recorded, in any of the records', () => {
    expect(chooseInputModel([task(60), task(13)], 1).name).toBe('last');
    expect(chooseInputModel([task(60), task(14)], 1).name).toBe('blocks');
  });
});
