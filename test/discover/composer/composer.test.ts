import { describe, expect, it } from 'vitest';
import { composer, suitableFamilies } from '../../../engine/discover/composer/composer.ts';
import { complexityOf, FAMILIES } from '../../../engine/discover/composer/registry.ts';
import { createFeedback } from '../../../engine/discover/feedback.ts';
import type { Proposal, ProposalRequest, Tried } from '../../../engine/discover/proposer.ts';
import type { Setting } from '../../../engine/discover/setting.ts';
import { SYMPTOMS, type SymptomId } from '../../../engine/discover/symptoms.ts';
import { bedSeries, countSeries, fluSeries, settingOf, storeSeries, triedOf } from '../fixtures.ts';
import { WORLDS } from '../settings.ts';

async function proposed(
  setting: Setting,
  request: Partial<ProposalRequest> = {},
): Promise<Proposal[]> {
  const all: Proposal[] = [];
  const whole: ProposalRequest = {
    setting,
    round: 1,
    count: 3,
    history: [],
    pinned: [],
    check: async () => [],
    ...request,
  };
  for await (const proposal of composer.propose(whole)) all.push(proposal);
  return all;
}

const blocksOf = (proposals: readonly Proposal[]) =>
  proposals.flatMap(({ structure }) => Object.values(structure?.blocks ?? {}));

/** The next proposals when the first one showed these symptoms. */
async function symptomsThen(setting: Setting, symptoms: readonly SymptomId[], count = 3) {
  const [first] = await proposed(setting);
  const history = [triedOf(first!, 1)];
  const feedback = createFeedback(
    symptoms.map((id) => ({ id, output: 'occupied', strength: 0.8, evidence: 'seen' })),
  );
  return { first: first!, next: await proposed(setting, { round: 2, count, history, feedback }) };
}

const ward = settingOf('Patients are admitted to the ward and stay for some days.', bedSeries);

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

describe('the next rounds', () => {
  it.each([
    ['empties-too-slowly', 'two-equal-phases'],
    ['weekly', 'weekends-differ'],
    ['level-too-low', 'under-recorded'],
    ['peak-too-high', 'turn-away'],
    ['early', 'delayed'],
  ] as const)('try what cures it: %s by %s', async (symptom, block) => {
    const { first, next } = await symptomsThen(ward, [symptom], 8);
    const cure = next.find(({ structure }) => Object.values(structure!.blocks).includes(block));
    expect(cure).toMatchObject({ parent: first.id });
    expect(next[0]?.rationale).toContain(symptom.replaceAll('-', ' '));
  });

  it('change something for every symptom of a structure, in every system that could have it', async () => {
    for (const id of Object.keys(SYMPTOMS) as SymptomId[]) {
      const curable = FAMILIES.some((family) =>
        Object.values(WORLDS[family.id] ?? {}).some(({ setting }) =>
          family.blocks(setting).some(({ cures }) => cures.includes(id)),
        ),
      );
      expect([id, curable]).toEqual([id, id !== 'fails-to-run']);
    }
  });

  it('try the simpler of two cures first', async () => {
    const { next } = await symptomsThen(ward, ['empties-too-slowly'], 20);
    const stays = next.map(({ structure }) => structure!.blocks.stay);
    expect(stays.indexOf('two-equal-phases')).toBeLessThan(stays.indexOf('two-unequal-phases'));
    expect(stays.indexOf('two-unequal-phases')).toBeLessThan(stays.indexOf('observed-shape'));
    for (const { structure, complexity } of next)
      expect(complexity).toBe(complexityOf(structure!, ward));
  });

  it('change two parts at once where two things are wrong', async () => {
    const { first, next } = await symptomsThen(ward, ['empties-too-slowly', 'weekly'], 6);
    const changes = next.map(
      ({ structure }) =>
        Object.entries(structure!.blocks).filter(
          ([slot, block]) => first.structure?.blocks[slot] !== block,
        ).length,
    );
    expect(new Set(changes)).toEqual(new Set([1, 2]));
  });

  it('never propose the same structure twice, and come to an end', async () => {
    const seen = new Set<string>();
    const history: Tried[] = [];
    const feedback = createFeedback(
      (Object.keys(SYMPTOMS) as SymptomId[]).map((id) => ({
        id,
        output: 'occupied',
        strength: 1,
        evidence: '',
      })),
    );
    for (let round = 1; round < 100; round++) {
      const proposals = await proposed(ward, { round, history, ...(round > 1 && { feedback }) });
      if (proposals.length === 0) break;
      for (const proposal of proposals) {
        expect(seen).not.toContain(proposal.id);
        seen.add(proposal.id);
        history.push(triedOf(proposal, history.length === 0 ? 0 : 1));
      }
    }
    expect(seen.size).toBeGreaterThan(10);
    expect(await proposed(ward, { round: 100, history, feedback })).toEqual([]);
  });

  it('build on nothing that could not be run', async () => {
    const [first] = await proposed(ward);
    const history = [triedOf(first!, undefined)];
    expect(await proposed(ward, { round: 2, history })).toEqual([]);
  });

  it('stop where nothing is wrong and the words say nothing more', async () => {
    expect((await symptomsThen(ward, [])).next.map(({ rationale }) => rationale)).toEqual([]);
  });
});
