import { describe, expect, it } from 'vitest';
import { beds } from '../../engine/discover/composer/families/beds.ts';
import { blocksFor, simplestStructure } from '../../engine/discover/composer/registry.ts';
import { createFeedback } from '../../engine/discover/feedback.ts';
import { reflect } from '../../engine/discover/reflect.ts';
import { SYMPTOMS, type Symptom } from '../../engine/discover/symptoms.ts';
import { bedSeries, settingOf } from './fixtures.ts';

const ward = settingOf('Patients are admitted to the ward and stay for some days.', bedSeries);
const simplest = simplestStructure(beds, ward)!;

function symptom(id: Symptom['id'], changes: Partial<Symptom> = {}): Symptom {
  return { id, output: 'beds_used', strength: 0.5, evidence: 'by 12 %', ...changes };
}

const wordsOf = (slot: string, id: string) =>
  blocksFor(beds, slot, ward).find((block) => block.id === id)!.words;

describe('reflection', () => {
  it('names the blocks that cure a symptom, and why', () => {
    const [suggestion, ...more] = reflect(createFeedback([symptom('weekly')]), ward, simplest);
    expect(more).toEqual([]);
    expect(suggestion?.text).toBe(
      `It may help to change how the week shapes it: ${wordsOf('calendar', 'weekends-differ')}.`,
    );
    expect(suggestion?.because).toBe(`beds used: ${SYMPTOMS.weekly} (by 12 %).`);
  });

  it('does not name what is there already', () => {
    const structure = {
      ...simplest,
      blocks: { ...simplest.blocks, calendar: 'weekends-differ' },
    };
    const [suggestion] = reflect(createFeedback([symptom('weekly')]), ward, structure);
    expect(suggestion?.text).not.toContain(wordsOf('calendar', 'weekends-differ'));
  });

  it('names at most three, the shortest description first', () => {
    const [suggestion] = reflect(createFeedback([symptom('empties-too-slowly')]), ward, simplest);
    expect(suggestion?.text.split('; or ')).toHaveLength(3);
    expect(suggestion?.text).toContain(wordsOf('stay', 'two-equal-phases'));
  });

  it('takes what cures something akin where no block names the symptom', () => {
    const [suggestion] = reflect(createFeedback([symptom('fails-when-falling')]), ward, simplest);
    expect(suggestion?.text).toContain(wordsOf('stay', 'two-equal-phases'));
  });

  it('speaks of one symptom once, the strongest first, with every output that shows it', () => {
    const seen = [
      symptom('weekly', { strength: 0.3 }),
      symptom('drift', { strength: 0.9 }),
      symptom('weekly', { output: 'arrivals', strength: 0.2 }),
    ];
    const reasons = reflect(createFeedback(seen), ward, simplest).map(({ because }) => because);
    expect(reasons.map((because) => because.split(':')[0])).toEqual([
      'beds used',
      'beds used, arrivals',
    ]);
    expect(reasons[0]).toContain(SYMPTOMS.drift);
  });

  it('asks for more words where nothing that is known would help', () => {
    const [suggestion] = reflect(createFeedback([symptom('fails-to-run')]), ward, simplest);
    expect(suggestion?.text).toBe(
      'No known part changes this: say more of what happens with beds used.',
    );
  });

  it('starts from the simplest model that the columns allow where none is given', () => {
    const feedback = createFeedback([symptom('weekly'), symptom('drift')]);
    expect(reflect(feedback, ward)).toEqual(reflect(feedback, ward, simplest));
  });

  it('has nothing to say where nothing was seen', () => {
    expect(reflect(createFeedback([]), ward, simplest)).toEqual([]);
  });
});
