import { describe, expect, it } from 'vitest';
import {
  descriptionLength,
  lengthOfNumbers,
  structurePrior,
} from '../../../engine/discover/composer/description-length.ts';
import { beds } from '../../../engine/discover/composer/families/beds.ts';
import {
  blocksFor,
  complexityOf,
  FAMILIES,
  simplestStructure,
} from '../../../engine/discover/composer/registry.ts';
import type { Family, Structure } from '../../../engine/discover/composer/structure.ts';
import type { Setting } from '../../../engine/discover/setting.ts';
import { bedSeries, countSeries, settingOf } from '../fixtures.ts';

/** 64 observed values: a free number takes half of log2(64), three bits. */
const ward = settingOf('Patients stay in beds.', bedSeries, 64);
const simplest = simplestStructure(beds, ward)!;
const delayed = { ...simplest, blocks: { ...simplest.blocks, delay: 'delayed' } };

function* everyStructure(family: Family, setting: Setting): Generator<Structure> {
  const slots = family.slots(setting).map(({ id }) => blocksFor(family, id, setting));
  const total = slots.reduce((product, { length }) => product * length, 1);
  for (let number = 0; number < total; number++) {
    let rest = number;
    const chosen = slots.map((choice) => {
      const block = choice[rest % choice.length]!;
      rest = Math.floor(rest / choice.length);
      return [block.slot, block.id];
    });
    yield { family: family.id, blocks: Object.fromEntries(chosen) };
  }
}

describe('the prior of structures', () => {
  it.each([
    ['nothing is mentioned', 'Calls.'],
    ['much is mentioned', 'Calls grow, are recorded late, incompletely, and fewer at weekends.'],
  ])('sums to one over all of them, where %s', (_, words) => {
    const calls = settingOf(words, countSeries, 20);
    const total = FAMILIES.filter(({ suits }) => suits(calls) > 0)
      .flatMap((family) => [...everyStructure(family, calls)])
      .reduce((sum, structure) => sum + structurePrior(structure, calls), 0);
    expect(total).toBeCloseTo(1, 10);
  });

  it('makes a block more likely that the words speak of, by 64 to the power of how clearly', () => {
    const late = settingOf('Patients stay in beds. Arrivals take a place with delay.', bedSeries);
    const ratio = (setting: Setting) =>
      structurePrior(delayed, setting) / structurePrior(simplest, setting);
    expect(ratio(ward)).toBeCloseTo(1, 12);
    const block = blocksFor(beds, 'delay', late).find(({ id }) => id === 'delayed')!;
    expect(block.mentioned(late.clues)).toBe(0.5);
    expect(ratio(late)).toBeCloseTo(8, 12);
  });

  it('is nothing where a block does not fit', () => {
    const unfit = { ...simplest, blocks: { ...simplest.blocks, inflow: 'by-chance' } };
    expect(structurePrior(unfit, ward)).toBe(0);
    expect(descriptionLength(unfit, ward)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the description length', () => {
  it('is half of log2(n) bits for each free number', () => {
    expect(lengthOfNumbers(1, ward)).toBe(3);
    expect(lengthOfNumbers(5, ward)).toBe(15);
    const many = { ...ward, trajectories: 16 };
    expect(lengthOfNumbers(1, many)).toBe(5);
  });

  it('grows by three bits with a number where both blocks are as likely', () => {
    expect(descriptionLength(delayed, ward) - descriptionLength(simplest, ward)).toBeCloseTo(3, 12);
  });

  it('stays the same where the words ask for the number half-way: six bits, half of them', () => {
    const words = 'Patients stay in beds. Arrivals take a place with delay.';
    const late = settingOf(words, bedSeries, 64);
    expect(descriptionLength(delayed, late)).toBeCloseTo(descriptionLength(simplest, late), 12);
  });

  it('is the choice and the numbers, and nothing else', () => {
    const bits = 3 * complexityOf(simplest, ward) - Math.log2(structurePrior(simplest, ward));
    expect(descriptionLength(simplest, ward)).toBeCloseTo(bits, 12);
    // A choice among k blocks that nobody speaks of takes log2(k) bits, speaking of the chosen one fewer.
    const choices = beds.slots(ward).map(({ id }) => blocksFor(beds, id, ward).length);
    const uniform = choices.reduce((sum, k) => sum + Math.log2(k), 0);
    expect(-Math.log2(structurePrior(simplest, ward))).toBeLessThan(uniform + 3);
  });
});
