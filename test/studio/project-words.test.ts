import { describe, expect, it } from 'vitest';
import { readClues } from '../../engine/discover/clues.ts';
import { readRules, unmatchedRules } from '../../engine/discover/rules/stated-rule.ts';
import { projectWords } from '../../engine/studio/project-words.ts';

const unsaid = { rules: '', assumptions: {}, goal: '' };
const description = 'Patients are admitted.  They stay some days. \n';

describe('the words of a project', () => {
  it('are the description to the letter where nothing else is said', () => {
    expect(projectWords({ description, ...unsaid })).toBe(description);
    const confirmed = { 'A queue forms.': 'confirmed' } as const;
    expect(projectWords({ description, ...unsaid, assumptions: confirmed })).toBe(description);
  });

  it('tell rules, what is disputed in one order, and the goal', () => {
    const words = projectWords({
      description: 'A ward.',
      rules: 'Beds never exceed 20\nBeds are never negative\n',
      assumptions: {
        'Stays are alike.': 'disputed',
        'Nobody leaves early.': 'confirmed',
        'A queue forms. It never ends!': 'disputed',
      },
      goal: ' Beds needed in May ',
    });
    expect(words.split('\n')).toEqual([
      'A ward.',
      'Beds never exceed 20',
      'Beds are never negative',
      'It is not so that: A queue forms, It never ends.',
      'It is not so that: Stays are alike.',
      'Goal: Beds needed in May',
    ]);
  });
});

describe('what is disputed', () => {
  const words = projectWords({
    description: 'A ward.',
    ...unsaid,
    assumptions: {
      'All admitted people find a place and whoever finds none waits in a queue.': 'disputed',
      'Patients stay 5 days.': 'disputed',
      'Beds never exceed 20.': 'disputed',
      'In the end 512 of the 763 boys had fallen ill.': 'disputed',
    },
  });

  it('denies a theme, however late in the sentence, and gives no number and no fact', () => {
    const clues = readClues(words);
    expect(clues.themes).not.toHaveProperty('queue');
    expect(clues.denied.queue).toContain('waits in a queue');
    expect(clues).toMatchObject({ typicalStay: undefined, capacity: undefined, facts: [] });
    expect(clues.population).toBeUndefined();
  });

  it('is no rule, and none that was not understood', () => {
    expect(readRules(words, ['beds'])).toEqual([]);
    expect(unmatchedRules(words, ['stock'])).toEqual([]);
  });
});
