import { describe, expect, it } from 'vitest';
import { checkFact } from '../../engine/trust/facts.ts';
import {
  checkByRollingOrigin,
  type RollingOriginInput,
} from '../../engine/trust/rolling-origin.ts';
import { verdictOf } from '../../engine/trust/verdict.ts';
import { whiteNoise } from './series.ts';
import { declaration, episode, simulateBy } from './worlds.ts';

// A wave that only a model can know of, with noise of standard deviation 3.
const wave = (row: number) => 100 + 50 * Math.sin(row / 9);
const observed = whiteNoise(301, 3, 21).map((noise, row) => wave(row) + noise);
const origins = Array.from({ length: 12 }, (_, i) => 100 + 15 * i);

const check = (sd: number, bias = 0, changes: Partial<RollingOriginInput> = {}) =>
  checkByRollingOrigin({
    simulate: simulateBy((_last, origin, spread, random) => {
      let row = origin;
      return () => wave(++row) + bias + random.normal(0, spread);
    }),
    program: { hash: 'wave', code: '' },
    declaration: declaration(),
    episodes: [episode(observed)],
    parameterSets: Float64Array.of(sd),
    sets: 1,
    particles: 300,
    seed: 1,
    origins,
    horizon: 14,
    cut: 260,
    ...changes,
  });

describe('the verdict', () => {
  it('trusts the true model and says why in three facts', async () => {
    const verdict = verdictOf(await check(3));
    expect(verdict).toMatchObject({ kind: 'trustworthy', icon: 'shield-check', warnings: [] });
    expect(verdict.facts.map(({ speaks }) => speaks)).toEqual(['for', 'for', 'for']);
    expect(verdict.facts[0].text).toMatch(
      /^y: average miss [\d.]+ beds, .*the best simple guess \(.*\) [\d.]+: \d+ % better/,
    );
    expect(verdict.facts[1].text).toMatch(
      /^y: \d+ % of 168 checked values lay inside the 80 % range .* the ranges are honest/,
    );
    expect(verdict.facts[2].text).toContain('whole stretch of 40 days kept back');
  });

  it('does not yet trust a model that is far too sure of itself', async () => {
    const verdict = verdictOf(await check(0.5));
    expect(verdict.kind).toBe('not-yet');
    expect(verdict.facts[1]).toMatchObject({ speaks: 'against' });
    expect(verdict.facts[1].text).toContain('too narrow');
  });

  it('does not yet trust a model that simple guesses beat', async () => {
    const verdict = verdictOf(await check(3, 200));
    expect(verdict.kind).toBe('not-yet');
    expect(verdict.facts[0].text).toContain('no better than doing nothing clever');
  });

  it('asks for care when a low share inside could still be luck', async () => {
    const verdict = verdictOf(await check(2, 0, { origins: [120, 160, 200, 240], horizon: 7 }));
    expect(verdict.kind).toBe('usable-with-care');
    expect(verdict.facts[1].text).toContain('take wider ranges');
  });

  it('asks for care when the ranges are wider than need be', async () => {
    const verdict = verdictOf(await check(7));
    expect(verdict.kind).toBe('usable-with-care');
    expect(verdict.facts[1].text).toContain('wider than they need to be');
  });

  it('never calls a model trustworthy on a handful of values', async () => {
    const verdict = verdictOf(await check(3, 0, { origins: [200, 220], horizon: 5 }));
    expect(verdict.kind).toBe('usable-with-care');
    expect(verdict.warnings).toHaveLength(2);
    expect(verdict.warnings[0]).toContain('only 10 values could be checked');
  });

  it('is overruled by a contradicted fact', async () => {
    const fact = checkFact(
      { name: 'ever ill', value: 512, of: 763 },
      Float64Array.of(740, 744, 748),
    );
    const verdict = verdictOf(await check(3), [fact]);
    expect(verdict.kind).toBe('not-yet');
    expect(verdict.facts[2]).toEqual({ speaks: 'against', text: fact.text });
  });

  it('is overruled by runs that broke', async () => {
    const whole = await check(3);
    const failures = [
      { module: 'beds', reason: 'negative-count', detail: 'free is -1', count: 200 },
    ] as const;
    const verdict = verdictOf({ ...whole, failures });
    expect(verdict.kind).toBe('not-yet');
    expect(verdict.facts[2].text).toContain(
      '200 of 3900 runs broke, most often in beds: free is -1',
    );
  });

  it('says how far ahead the model is of use where nothing was kept back', async () => {
    const { heldOut: _, ...rolling } = await check(3);
    expect(verdictOf(rolling).facts[2].text).toMatch(
      /beats every simple guess up to \d+ of 14 days ahead/,
    );
  });

  it('has words without jargon', async () => {
    const all = await Promise.all([check(3), check(0.5), check(7), check(3, 200)]);
    const words = all.map((each) => JSON.stringify(verdictOf(each))).join(' ');
    expect(words).not.toMatch(/WIS|CRPS|posterior|theta|loss|horizon|ensemble|coverage|null|NaN/);
  });
});
