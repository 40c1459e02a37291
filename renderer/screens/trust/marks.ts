/** What was found of a part: never by colour alone. */
import type { IconName } from '../../components/icon.tsx';
import type { Mark } from './part-words.ts';

export const MARKS = {
  good: { icon: 'check', words: 'as it should be' },
  care: { icon: 'warning', words: 'take care' },
  open: { icon: 'minus', words: 'not looked at' },
} as const satisfies Record<Mark, { icon: IconName; words: string }>;
