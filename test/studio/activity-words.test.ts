import { expect, it } from 'vitest';
import { activityWords } from '../../engine/studio/activity-words.ts';

it('says in a sentence what a proposer does, drafts side by side together', () => {
  const wordsOf = activityWords();
  const writing = (draft: string, characters: number) =>
    wordsOf({ kind: 'writing', draft, characters });
  expect(wordsOf({ kind: 'asking', text: 'localhost is asked' })).toBe('localhost is asked');
  expect(writing('llm-1.1', 1000)).toBe('The model writes: 1,000 characters');
  expect(writing('llm-1.2', 240)).toBe('The model writes: 1,240 characters');
  expect(wordsOf({ kind: 'repairing', draft: 'llm-1.1', problems: ['line 3: no'] })).toBe(
    'The model mends its draft: line 3: no',
  );
  expect(writing('llm-1.1', 10)).toBe('The model writes: 250 characters');
  expect(wordsOf({ kind: 'reflected', suggestions: [] })).toBeUndefined();
  wordsOf({ kind: 'asking', text: 'again' });
  expect(writing('llm-2.1', 7)).toBe('The model writes: 7 characters');
});
