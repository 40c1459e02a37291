import { expect, it } from 'vitest';
import { missingKnowledge } from '../../../engine/discover/archive/questions.ts';
import { SYMPTOMS, type Symptom, type SymptomId } from '../../../engine/discover/symptoms.ts';

function seen(id: SymptomId, strength: number, output = 'icu_occupied'): Symptom {
  return { id, output, strength, evidence: '' };
}

const blocks = [
  { words: 'fewer leave at weekends', cures: ['weekly' as const] },
  { words: 'reports come late at weekends', cures: ['weekly' as const, 'early' as const] },
  { words: 'two phases', cures: ['empties-too-slowly' as const] },
];

it('asks about what is strong in all of the best structures only', () => {
  const top = [
    { symptoms: [seen('weekly', 0.5), seen('late', 0.9), seen('drift', 0.3)] },
    { symptoms: [seen('drift', 0.9), seen('weekly', 0.4), seen('late', 0.29)] },
    { symptoms: [seen('late', 0.9), seen('weekly', 0.6), seen('drift', 0.31), seen('early', 1)] },
  ];
  const questions = missingKnowledge(top, []);
  expect(questions.map(({ text }) => text)).toEqual([
    'Icu occupied is missed in a weekly pattern by every model tried: are arrivals, departures or records different at weekends?',
    expect.stringMatching(/^Icu occupied drifts away from every model tried: /),
  ]);
});

it('keeps outputs apart', () => {
  const top = [
    { symptoms: [seen('late', 0.8, 'beds'), seen('late', 0.5, 'queue')] },
    { symptoms: [seen('late', 0.8, 'queue')] },
  ];
  expect(missingKnowledge(top, []).map(({ about }) => about)).toEqual(['queue']);
});

it('names what was tried against it', () => {
  const [question] = missingKnowledge(
    [{ symptoms: [seen('weekly', 0.5)] }],
    [...blocks, ...blocks],
  );
  expect(question?.text).toContain(
    'every model tried, also with "fewer leave at weekends" and "reports come late at weekends": ',
  );
});

it('has nothing to ask where nothing is left, or nothing was tried', () => {
  expect(missingKnowledge([], blocks)).toEqual([]);
  expect(missingKnowledge([{ symptoms: [seen('weekly', 0.9)] }, { symptoms: [] }], blocks)).toEqual(
    [],
  );
});

it('knows a question for every symptom', () => {
  for (const id of Object.keys(SYMPTOMS) as SymptomId[]) {
    const [question] = missingKnowledge([{ symptoms: [seen(id, 1)] }], []);
    expect(question?.text).toMatch(/^Icu occupied [a-z ]{10,}: [a-z ,]{20,}\?$/);
  }
});
