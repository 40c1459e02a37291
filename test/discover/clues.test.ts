import { describe, expect, it } from 'vitest';
import { readClues } from '../../engine/discover/clues.ts';

describe('readClues', () => {
  it('finds the stated total, its population and the sentence it came from', () => {
    const clues = readClues(
      'A boy fell ill in January. In the end 512 of the 763 boys had fallen ill.',
    );
    expect(clues.facts).toEqual([
      {
        quantity: 'ever-ill',
        value: 512,
        population: 763,
        sentence: 'In the end 512 of the 763 boys had fallen ill.',
      },
    ]);
    expect(clues.population).toBe(763);
  });

  it('takes the population from a sentence without a total', () => {
    expect(readClues('An influenza outbreak in a boarding school with 763 boys.').population).toBe(
      763,
    );
    expect(readClues('A town of 12,500 inhabitants.').population).toBe(12_500);
  });

  it('does not take a share of something else for people who fell ill', () => {
    expect(
      readClues('We can staff 12 of the 20 beds. 12 of the 20 patients were men.').facts,
    ).toEqual([]);
  });

  it('refuses a total that is larger than its whole', () => {
    expect(readClues('In the end 900 of the 763 boys had fallen ill.').facts).toEqual([]);
  });

  it.each([
    ['Patients stay about 3 weeks.', 21],
    ['They stay for 10 days.', 10],
    ['Nobody knows how long they stay.', undefined],
  ])('reads the typical stay: %s', (text, days) => {
    expect(readClues(text).typicalStay).toBe(days);
  });

  it.each([
    ['The ward has 20 beds.', 20],
    ['Its capacity is 35.', 35],
    ['Beds are short.', undefined],
  ])('reads the capacity: %s', (text, places) => {
    expect(readClues(text).capacity).toBe(places);
  });

  it('keeps for every theme the first sentence that speaks of it', () => {
    const { themes } = readClues(
      'A warehouse of spare parts. At weekends nothing is delivered. Orders take 5 days.',
    );
    expect(themes.stock).toBe('A warehouse of spare parts.');
    expect(themes.weekly).toBe('At weekends nothing is delivered.');
    expect(themes.contagion).toBeUndefined();
  });

  it('counts words, so that a caller can say when there are too few', () => {
    expect(readClues('Beds, please now').wordCount).toBe(3);
    expect(readClues('42 ... --').wordCount).toBe(0);
  });
});

describe('themes of patients and goods', () => {
  it.each([
    ['kinds', 'Patients of three diseases are admitted.'],
    ['kinds', 'There are several types of patients.'],
    ['preference', 'They try intensive care first, then a standard bed.'],
    ['preference', 'Severe cases have priority.'],
    ['deaths', 'Some patients die.'],
    ['daily', 'Each day new patients come.'],
    ['daily', 'The model moves in discrete time.'],
    ['anytime', 'Patients arrive at random times.'],
    ['anytime', 'They come around the clock.'],
    ['leadTime', 'Orders arrive after a lead time.'],
    ['leadTime', 'What is ordered arrives two days later.'],
  ] as const)('%s: %s', (theme, words) => {
    expect(readClues(words).themes[theme]).toBe(words);
  });

  it('of a change is not heard in a closed population', () => {
    expect(readClues('It spreads in a closed population.').themes.change).toBeUndefined();
    expect(readClues('Then the schools were closed.').themes.change).toBeDefined();
  });

  it('are not heard where nothing is said of them', () => {
    const { themes } = readClues('A ward with beds. The disease spreads. People go home.');
    for (const theme of ['kinds', 'preference', 'deaths', 'daily', 'anytime', 'leadTime'] as const)
      expect(themes[theme]).toBeUndefined();
  });

  it.each([
    ['Orders arrive after a lead time of 5 days.', 5],
    ['Deliveries take about 2 weeks.', 14],
    ['Orders are placed daily; patients stay 3 days.', undefined],
  ])('reads the lead time: %s', (text, days) => {
    expect(readClues(text).leadTime).toBe(days);
  });
});
