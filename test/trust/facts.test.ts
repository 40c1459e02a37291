import { describe, expect, it } from 'vitest';
import { checkFact } from '../../engine/trust/facts.ts';
import { source } from './series.ts';

const everIll = { name: 'ever ill', value: 512, of: 763 };
const totals = (mean: number, sd: number) => {
  const { normal } = source(1);
  return Float64Array.from({ length: 400 }, () => Math.round(normal(mean, sd)));
};

describe('stated facts', () => {
  it('are contradicted by a plain SIR of the school influenza', () => {
    const check = checkFact(everIll, totals(744, 4));
    expect(check.kind).toBe('contradicts');
    expect(check.text).toMatch(
      /^Contradicts what is known \(ever ill: 512 of 763\): the model gives 74\d/,
    );
    expect(check.low).toBeGreaterThan(512);
  });

  it('are not contradicted by a model that is a little off', () => {
    expect(checkFact(everIll, totals(566, 12)).kind).toBe('differs');
  });

  it('agree with a model whose range holds them', () => {
    expect(checkFact(everIll, totals(530, 20)).kind).toBe('agrees');
  });

  it('cannot be compared when every run failed', () => {
    expect(checkFact(everIll, Float64Array.of(Number.NaN)).kind).toBe('unknown');
  });
});
