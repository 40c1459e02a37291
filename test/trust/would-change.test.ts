import { describe, expect, it } from 'vitest';
import { fromPlain, toPlain } from '../../engine/base/plain.ts';
import { checkFact } from '../../engine/trust/facts.ts';
import {
  checkByRollingOrigin,
  type RollingOriginCheck,
  type RollingOriginInput,
} from '../../engine/trust/rolling-origin.ts';
import { storedCheckSchema, storedFactsSchema } from '../../engine/trust/stored-check.ts';
import { verdictOf } from '../../engine/trust/verdict.ts';
import { weaknessesOf } from '../../engine/trust/weaknesses.ts';
import { whatWouldChange } from '../../engine/trust/would-change.ts';
import { whiteNoise } from './series.ts';
import { declaration, episode, simulateBy } from './worlds.ts';

// A wave that only a model can know of, with noise of standard deviation 3.
const wave = (row: number) => 100 + 50 * Math.sin(row / 9);
const observed = whiteNoise(301, 3, 21).map((noise, row) => wave(row) + noise);
const origins = Array.from({ length: 12 }, (_, i) => 100 + 15 * i);

type Law = { readonly sd: number; readonly bias?: (row: number, ahead: number) => number };

const input: RollingOriginInput = {
  simulate: simulateBy(() => () => 0),
  program: { hash: 'wave', code: '' },
  declaration: declaration(),
  episodes: [episode(observed)],
  parameterSets: Float64Array.of(3),
  sets: 1,
  particles: 300,
  seed: 1,
  origins,
  horizon: 14,
  cut: 260,
};

/** `bias` by row and by rows ahead. */
const check = ({ sd, bias = () => 0 }: Law, changes: Partial<RollingOriginInput> = {}) =>
  checkByRollingOrigin({
    ...input,
    simulate: simulateBy((_last, origin, spread, random) => {
      let row = origin;
      return () => wave(++row) + bias(row, row - origin) + random.normal(0, spread);
    }),
    parameterSets: Float64Array.of(sd),
    ...changes,
  });

/** The same with other figures of its only output. */
function withRange(whole: RollingOriginCheck, covered: number): RollingOriginCheck {
  const [output] = whole.rolling.outputs;
  const coverage = output!.model.coverage.map((each) => {
    if (each.level !== 0.8) return each;
    const kind =
      covered < each.low ? 'too-narrow' : covered > each.high ? 'too-wide' : 'as-claimed';
    return { ...each, covered, kind } as const;
  });
  const outputs = [{ ...output!, model: { ...output!.model, coverage } }];
  return { ...whole, rolling: { ...whole.rolling, outputs } };
}

/** The first whole percentage in a sentence after some words. */
function percentAfter(text: string, words: string): number {
  return Number(new RegExp(`${words} (\\d+) %`).exec(text)![1]) / 100;
}

describe('what would change a verdict', async () => {
  const narrow = await check({ sd: 0.5 });
  const right = await check({ sd: 3 });

  it('names the share of days from which ranges that are too narrow would do: at it they do, below not', () => {
    expect(verdictOf(narrow).kind).toBe('not-yet');
    const [text] = whatWouldChange(narrow);
    expect(text).toMatch(
      /^If the 80 % ranges of y held at least \d+ % of the checked values, not \d+ %/,
    );
    const honest = percentAfter(text!, 'at least');
    const care = percentAfter(text!, 'from');
    expect(verdictOf(withRange(narrow, honest)).kind).toBe('trustworthy');
    expect(verdictOf(withRange(narrow, honest - 0.01)).kind).toBe('usable-with-care');
    expect(verdictOf(withRange(narrow, care)).kind).toBe('usable-with-care');
    expect(verdictOf(withRange(narrow, care - 0.01)).kind).toBe('not-yet');
  });

  it('names the share below which a trusted model would be trusted no more', () => {
    expect(verdictOf(right).kind).toBe('trustworthy');
    const text = whatWouldChange(right).find((each) => each.includes('80 % ranges'))!;
    const least = percentAfter(text, 'held less than');
    expect(verdictOf(withRange(right, least)).kind).toBe('trustworthy');
    expect(verdictOf(withRange(right, least - 0.01)).kind).not.toBe('trustworthy');
  });

  it('names the share above which ranges are wider than need be', async () => {
    const wide = await check({ sd: 7 });
    const [text] = whatWouldChange(wide);
    const most = percentAfter(text!, 'held at most');
    expect(verdictOf(withRange(wide, most)).kind).toBe('trustworthy');
    expect(verdictOf(withRange(wide, most + 0.01)).kind).toBe('usable-with-care');
  });

  it('names the miss below which it would beat the best simple guess', async () => {
    const biased = await check({ sd: 3, bias: () => 200 });
    const { naive } = biased.rolling.outputs[0]!;
    const hardest = naive.reduce((a, b) => (b.skill < a.skill ? b : a));
    const text = whatWouldChange(biased).find((each) => each.includes('average miss'))!;
    expect(text).toContain(`below ${Number(hardest.wis.toPrecision(2))} beds`);
    expect(text).toContain(hardest.label);
  });

  it('has nothing but what speaks against it, the gravest first', async () => {
    const fact = checkFact({ name: 'ever ill', value: 500 }, Float64Array.of(740, 744, 748));
    const told = whatWouldChange(right, [fact]);
    expect(told).toEqual([
      expect.stringContaining('ever ill: if its middle run gave 425 to 575, not 744'),
    ]);
    const near = checkFact({ name: 'ever ill', value: 500 }, Float64Array.of(425, 425.5, 426));
    expect(verdictOf(right, [near]).kind).toBe('usable-with-care');
    const both = whatWouldChange(narrow, [near]);
    expect(both[0]).toContain('80 % ranges');
    expect(both[1]).toContain('if 500 lay within 19 of 20 runs');
  });

  it('asks for more values where these are few, and for a check where there was none', async () => {
    const few = await check({ sd: 3 }, { origins: [200, 220], horizon: 5 });
    expect(verdictOf(few).kind).toBe('usable-with-care');
    expect(whatWouldChange(few).join(' ')).toMatch(
      /at least 20 values of y could be checked, not 10.*started on at least 4 days, not 2/,
    );
    expect(whatWouldChange(undefined)).toEqual([expect.stringContaining('kept back')]);
  });

  it('is the same from a file', () => {
    const facts = [checkFact({ name: 'ever ill', value: 500 }, Float64Array.of(740, 744, 748))];
    const file = JSON.stringify(toPlain({ check: narrow, facts }));
    const read = fromPlain(JSON.parse(file)) as { check: unknown; facts: unknown };
    expect(storedCheckSchema.parse(read.check)).toEqual(narrow);
    expect(storedFactsSchema.parse(read.facts)).toEqual(facts);
    const { rolling } = narrow;
    const [first, ...others] = rolling.points;
    for (const damage of [{ horizon: '3' }, { naive: { drift: {} } }, { model: { wis: 1 } }]) {
      const points = [...others, { ...first, ...damage }];
      const damaged = { ...narrow, rolling: { ...rolling, points } };
      expect(storedCheckSchema.safeParse(damaged).success).toBe(false);
    }
  });
});

describe('known weaknesses', async () => {
  it('of the true model are none', async () => {
    expect(weaknessesOf({ check: await check({ sd: 3 }) })).toEqual([]);
  });

  it('are the facts against it and the side on which it errs', async () => {
    const low = await check({ sd: 3, bias: () => -5 });
    const told = weaknessesOf({ check: low });
    expect(told[0]).toContain('too narrow');
    const side = told.find((text) => text.includes('forecasts are too'))!;
    expect(side).toMatch(/^y: forecasts are too low, by [45](\.\d+)? beds on average: 9\d % of/);
  });

  it('are the places where ranges hold less than elsewhere', async () => {
    // Wrong where the wave is high, to either side alike.
    const bias = (row: number) => (wave(row) > 120 ? (row % 2 === 0 ? 9 : -9) : 0);
    const told = weaknessesOf({ check: await check({ sd: 3, bias }) });
    expect(
      told.some((text) => /where much is forecast \(more than 1[1-3]\d beds\) only/.test(text)),
    ).toBe(true);
    expect(told.some((text) => text.includes('where little is forecast'))).toBe(false);
  });

  it('are distances from which a simple guess is as good', async () => {
    // Right for five days, then nowhere.
    const far = await check({ sd: 3, bias: (_row, ahead) => (ahead > 5 ? 150 : 0) });
    expect(weaknessesOf({ check: far })).toContain(
      'y: from 6 days ahead on a simple guess is as good.',
    );
  });

  it('are what a search saw and what was given, each once', async () => {
    const told = weaknessesOf({
      check: await check({ sd: 3 }),
      seen: ['Peaks come late.', 'Peaks come late.'],
      given: ['admissions', 'staff'],
    });
    expect(told).toEqual([
      'Peaks come late.',
      'It was given the real admissions and staff of the time ahead: a forecast is only as good as the guess of them.',
    ]);
  });
});
