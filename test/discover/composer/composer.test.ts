import { describe, expect, it } from 'vitest';
import { suitableFamilies } from '../../../engine/discover/composer/registry.ts';
import type { Proposal } from '../../../engine/discover/proposer.ts';
import { bedSeries, countSeries, fluSeries, settingOf, storeSeries } from '../fixtures.ts';
import { blocksOf, changedSlots, proposed, symptomsThen, ward } from './asking.ts';

describe('the first round', () => {
  it('starts from the simplest structure of the system that columns and words show', async () => {
    const [first] = await proposed(ward);
    expect(first?.structure).toMatchObject({
      family: 'beds',
      blocks: { inflow: 'recorded', stay: 'one-phase', gate: 'open', noise: 'exact' },
    });
    expect(first?.rationale).toMatch(/^The simplest model of /);
  });

  it.each([
    ['beds', 'Patients stay in beds.', bedSeries],
    ['contagion', 'Influenza spread in the school.', fluSeries],
    ['stock-keeping', 'A warehouse orders goods.', storeSeries],
    ['counts', 'Calls come in.', countSeries],
  ])('knows %s', (family, words, series) => {
    expect(suitableFamilies(settingOf(words, series))[0]?.id).toBe(family);
  });

  it.each([
    ['A stay passes through phases, first acute care, then recovery.', 'two-unequal-phases'],
    ['Arrivals wait in a queue until there is a place.', 'queue'],
    ['When the ward is full, patients are turned away.', 'turn-away'],
    ['At weekends fewer patients leave.', 'weekends-differ'],
    ['The records are incomplete: some admissions were not recorded.', 'under-recorded'],
    ['Patients arrive some days late after the record: a delay.', 'delayed'],
  ])('tries what the words speak of: %s', async (words, block) => {
    const proposals = await proposed(settingOf(`Patients stay on the ward. ${words}`, bedSeries));
    expect(blocksOf(proposals)).toContain(block);
    const found = proposals.find(({ structure }) =>
      blocksOf([{ structure } as Proposal]).includes(block),
    );
    expect(found?.rationale).toMatch(/^The words speak of it: /);
  });

  it('tries what the words speak of alone, and all of it together', async () => {
    const both = settingOf(
      'Patients stay on the ward in phases. At weekends fewer patients leave.',
      bedSeries,
    );
    const [first, alone, together] = await proposed(both, { count: 3 });
    expect(changedSlots(first!, alone!.structure!)).toEqual(['calendar']);
    expect(changedSlots(first!, together!.structure!)).toEqual(['calendar', 'stay']);
    expect(together?.rationale).toMatch(/^The words speak of all of it: .*; /);
    const more = await proposed(both, { count: 9 });
    expect(more.map(({ structure }) => changedSlots(first!, structure!))).toContainEqual(['stay']);
  });

  it('never proposes what the words deny', async () => {
    const open = settingOf('Patients stay on the ward. Nobody was turned away.', bedSeries);
    const { first, next } = await symptomsThen(open, ['peak-too-high', 'level-too-high'], 20);
    for (const block of ['turn-away', 'queue'])
      expect(blocksOf([first, ...(await proposed(open, { count: 20 })), ...next])).not.toContain(
        block,
      );
    expect(blocksOf((await symptomsThen(ward, ['peak-too-high'], 20)).next)).toContain('turn-away');
  });

  it('gives at most as many as are wanted', async () => {
    const chatty = settingOf(
      'Patients stay in phases, queue, and at weekends the ward is full. Records are incomplete.',
      bedSeries,
    );
    for (const count of [1, 2, 3, 5])
      expect((await proposed(chatty, { count })).length).toBeLessThanOrEqual(count);
    expect(await proposed(chatty, { count: 1 })).toHaveLength(1);
  });

  it('has nothing to propose for columns that no system explains', async () => {
    expect(await proposed(settingOf('Something.', [bedSeries[1]!]))).toEqual([]);
  });
});
