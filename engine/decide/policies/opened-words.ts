/** How people speak of what is opened and closed, or provided and not any more. */
import { plainNumber } from '../number-words.ts';
import type { Named } from '../plain-names.ts';

const PLACES = /\b(?:bed|room|place|ward|unit|desk|counter|lane|line|site|station)s?\b/i;
const MORE = /^(?:extra|more|additional|further)\b/i;

/** 'Keep 4 beds; open ', '8 more beds', 'close them'. `low` < `high`. */
export function opened(low: number, high: number, { words, unit }: Named) {
  const isPlace = PLACES.test(words) || PLACES.test(unit);
  const verb = isPlace ? 'open' : 'provide';
  const more = `${plainNumber(high - low)} ${MORE.test(words) ? words : `more ${words}`}`;
  const first = low === 0 ? '' : `Keep ${plainNumber(low)} ${words}; `;
  const what = `${verb} ${more}`;
  return {
    first,
    more: first === '' ? what.charAt(0).toUpperCase() + what.slice(1) : what,
    back: isPlace ? 'close them' : 'stop',
  };
}
