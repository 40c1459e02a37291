import { expect, it } from 'vitest';
import { distinctWords } from '../../engine/discover/distinct-words.ts';

const one = { id: 'a', words: ['people arrive', 'a stay has one phase'] };
const two = { id: 'b', words: ['people arrive', 'a stay has two phases', 'beds can be full'] };

it('leaves out what all structures share', () => {
  expect([...distinctWords([one, two])]).toEqual([
    ['a', 'a stay has one phase'],
    ['b', 'a stay has two phases; beds can be full'],
  ]);
});

it('gives all sentences of a single one', () => {
  expect(distinctWords([one]).get('a')).toBe('people arrive; a stay has one phase');
});

it('falls back on the id where words do not tell', () => {
  const same = { id: 'c', words: one.words };
  const bare = { id: 'd', words: ['people arrive'] };
  expect([...distinctWords([one, same, bare]).values()]).toEqual(['a', 'c', 'd']);
});
