import { describe, expect, it } from 'vitest';
import { composer } from '../../../engine/discover/composer/composer.ts';
import { cureOf } from '../../../engine/discover/composer/cures.ts';
import { descriptionLength } from '../../../engine/discover/composer/description-length.ts';
import { beds } from '../../../engine/discover/composer/families/beds.ts';
import { neighbours } from '../../../engine/discover/composer/mutations.ts';
import {
  blocksFor,
  complexityOf,
  FAMILIES,
  simplestStructure,
  suitableFamilies,
} from '../../../engine/discover/composer/registry.ts';
import { type Structure, structureName } from '../../../engine/discover/composer/structure.ts';
import type { ProposerActivity, Tried } from '../../../engine/discover/proposer.ts';
import { reflect } from '../../../engine/discover/reflect.ts';
import { SYMPTOMS, type SymptomId } from '../../../engine/discover/symptoms.ts';
import { countSeries, settingOf, triedOf } from '../fixtures.ts';
import { WORLDS } from '../settings.ts';
import { changedSlots, feedbackOf, proposed, symptomsThen, triedWard, ward } from './asking.ts';

/** No other structure helps: the numbers, the code, or what was said are at fault. */
const OTHERWISE: readonly SymptomId[] = [
  'parameter-at-bound',
  'not-identified',
  'structures-disagree',
  'breaks-rule',
  'fails-to-run',
];
const STRUCTURAL = (Object.keys(SYMPTOMS) as SymptomId[]).filter((id) => !OTHERWISE.includes(id));

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

  it.each(STRUCTURAL)('have something to change in some system for: %s', (id) => {
    const curable = FAMILIES.some((family) =>
      Object.values(WORLDS[family.id] ?? {}).some(({ setting }) =>
        family.blocks(setting).some((block) => cureOf(block, id) > 0),
      ),
    );
    expect(curable, 'name it in cures of a block, or as akin in cures.ts').toBe(true);
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
    const { first, next } = await symptomsThen(ward, ['empties-too-slowly', 'weekly']);
    expect(next.map(({ structure }) => changedSlots(first, structure!).length)).toEqual([1, 2, 1]);
    expect(changedSlots(first, next[1]!.structure!)).toEqual(['calendar', 'stay']);
    expect(next[1]?.rationale).toMatch(/^Two changes at once: .*; and .*\(because of: .*weekly/);
  });

  it('let noise wait while the errors have a direction', async () => {
    const { next } = await symptomsThen(ward, ['too-narrow', 'peak-too-low']);
    expect(next[0]?.structure?.blocks).toMatchObject({ stay: 'two-equal-phases', noise: 'exact' });
    const alone = await symptomsThen(ward, ['too-narrow']);
    expect(alone.next[0]?.structure?.blocks).toMatchObject({ stay: 'one-phase' });
    expect(alone.next[0]?.structure?.blocks.noise).not.toBe('exact');
  });

  it('do not change two parts where one cures all', async () => {
    const { first, next } = await symptomsThen(ward, ['empties-too-slowly'], 6);
    const guided = next.filter(({ rationale }) => rationale.includes('because of'));
    expect(guided.length).toBeGreaterThan(1);
    for (const { structure } of guided) expect(changedSlots(first, structure!)).toHaveLength(1);
  });

  it('always try something that nothing asks for, the shortest description first', async () => {
    const { next } = await symptomsThen(ward, ['empties-too-slowly', 'weekly']);
    const free = next.filter(({ rationale }) => !rationale.includes('because of'));
    expect(free).toHaveLength(1);
    const others = neighbours(simplestStructure(beds, ward)!, ward)
      .map(({ structure }) => structure)
      .filter((structure) => !next.some(({ id }) => id === structureName(structure)));
    for (const structure of others)
      expect(descriptionLength(free[0]!.structure!, ward)).toBeLessThanOrEqual(
        descriptionLength(structure, ward),
      );
  });

  it('explore blocks that no structure had before other combinations of what was tried', async () => {
    const { history } = triedWard([
      [{}, 0.5, 0],
      [{ stay: 'two-equal-phases' }, 0.51, 0.05],
      [{ noise: 'relative-error' }, 0.52, 0.05],
    ]);
    const tried = new Set(history.flatMap(({ proposal }) => slotsOf(proposal.structure)));
    const next = await proposed(ward, { round: 2, count: 6, history });
    const isFresh = next.map(({ structure }) => slotsOf(structure).some((one) => !tried.has(one)));
    expect(isFresh).toEqual(Array(6).fill(true));
  });

  it('go on from every structure that the held-out rows cannot tell from the best', async () => {
    const { history, names } = triedWard([
      [{}, 0.5, 0, 'empties-too-slowly'],
      [{ noise: 'relative-error' }, 0.52, 0.05, 'weekly'],
      [{ noise: 'counting-error' }, 0.9, 0.05, 'early'],
    ]);
    const next = await proposed(ward, { round: 2, count: 4, history });
    expect(next.slice(0, 2).map(({ parent }) => parent)).toEqual(names.slice(0, 2));
    expect(next.map(({ parent }) => parent)).not.toContain(names[2]);
  });

  it('put together what two good structures have, where each lacks what the other one has', async () => {
    const { history } = triedWard([
      [{ calendar: 'weekends-differ', noise: 'relative-error' }, 0.5, 0, 'empties-too-slowly'],
      [{ stay: 'two-equal-phases' }, 0.51, 0.05, 'weekly', 'too-narrow'],
    ]);
    const next = await proposed(ward, { round: 2, count: 9, history });
    const crossed = next.filter(({ rationale }) => rationale.startsWith('What another good model'));
    const both = { calendar: 'weekends-differ', stay: 'two-equal-phases', noise: 'relative-error' };
    expect(next.map(({ structure }) => structure?.blocks)).toContainEqual(
      expect.objectContaining(both),
    );
    // It is a change of one block of the first, too.
    expect(crossed.length).toBeLessThanOrEqual(1);
  });

  it('follow up first what the person pinned, however bad it is', async () => {
    const { history, names } = triedWard([
      [{}, 0.5, 0, 'empties-too-slowly'],
      [{ gate: 'turn-away' }, 0.8, 0.01],
    ]);
    const next = await proposed(ward, { round: 2, history, pinned: [names[1]!] });
    expect(next.map(({ parent }) => parent).slice(0, 2)).toEqual([names[1], names[0]]);
  });

  it('try another kind of system where the best one tells little', async () => {
    const at = async (score: number) => {
      const { history } = triedWard([[{}, score, 0, 'empties-too-slowly']]);
      const next = await proposed(ward, { round: 2, history });
      return next.map(({ structure }) => structure!.family);
    };
    expect(await at(0.85)).toEqual(['beds', 'beds', 'beds']);
    expect(await at(0.95)).toEqual(['beds', 'beds', suitableFamilies(ward)[1]!.id]);
  });

  it('never propose the same structure twice, and end when everything was tried', async () => {
    const calls = settingOf('Calls come in.', countSeries, 12);
    const all = suitableFamilies(calls).reduce(
      (sum, family) =>
        sum +
        family
          .slots(calls)
          .reduce((product, { id }) => product * blocksFor(family, id, calls).length, 1),
      0,
    );
    const seen = new Set<string>();
    const history: Tried[] = [];
    const feedback = feedbackOf(Object.keys(SYMPTOMS) as SymptomId[]);
    for (let round = 1; seen.size <= all; round++) {
      const proposals = await proposed(calls, { round, count: 60, history, feedback });
      if (proposals.length === 0) break;
      for (const proposal of proposals) {
        expect(seen).not.toContain(proposal.id);
        seen.add(proposal.id);
        history.push(triedOf(proposal, history.length === 0 ? 0.1 : 0.8));
      }
    }
    expect(seen.size).toBe(all);
  });

  it('explore in each third round where only one proposal is wanted', async () => {
    const { history } = triedWard([[{}, 0.5, 0, 'weekly']]);
    for (const round of [2, 3, 4, 5, 6]) {
      const [only, ...more] = await proposed(ward, { round, count: 1, history });
      expect(more).toEqual([]);
      expect(only!.rationale.includes('because of')).toBe(round % 3 !== 0);
    }
  });

  it('change nothing that could not be run', async () => {
    const [first] = await proposed(ward);
    const history = [triedOf(first!, undefined)];
    const next = await proposed(ward, { round: 2, count: 9, history });
    expect(next.length).toBeGreaterThan(0);
    expect(next.map(({ parent }) => parent).filter(Boolean)).toEqual([]);
    expect(next.map(({ structure }) => structure!.family)).not.toContain('beds');
  });

  it('tell whoever watches what they make of the feedback', async () => {
    const feedback = feedbackOf(['weekly', 'drift']);
    const { history } = triedWard([[{}, 0.5, 0]]);
    const told: ProposerActivity[] = [];
    const request = {
      setting: ward,
      round: 2,
      count: 1,
      history,
      feedback,
      pinned: [],
      alternatives: [],
    };
    const asked = composer.propose(
      { ...request, check: async () => [] },
      { onActivity: (activity) => told.push(activity) },
    );
    for await (const { id } of asked) expect(id).not.toBe(history[0]?.proposal.id);
    const suggestions = reflect(feedback, ward, history[0]!.proposal.structure);
    expect(suggestions).toHaveLength(2);
    expect(told).toEqual([{ kind: 'reflected', suggestions }]);
  });

  it('are the same when asked again', async () => {
    const { history } = triedWard([
      [{}, 0.5, 0, 'empties-too-slowly'],
      [{ noise: 'relative-error' }, 0.52, 0.05, 'weekly'],
    ]);
    const once = await proposed(ward, { round: 2, count: 9, history });
    expect(await proposed(ward, { round: 2, count: 9, history })).toEqual(once);
  });
});

function slotsOf(structure: Structure | undefined): string[] {
  return Object.entries(structure?.blocks ?? {}).map((pair) => pair.join(' '));
}
