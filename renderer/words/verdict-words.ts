/** A verdict in two words, with its mark: never by colour alone. */
import type { VerdictView } from '../../engine/studio/contract/job-view.ts';
import type { IconName } from '../components/icon.tsx';

export const VERDICTS = {
  trustworthy: { icon: 'shield-check', tone: 'good', words: 'Trustworthy' },
  'usable-with-care': { icon: 'shield-alert', tone: 'care', words: 'Usable with care' },
  'not-yet': { icon: 'shield-off', tone: 'bad', words: 'Not to be trusted yet' },
} as const satisfies Record<VerdictView['kind'], { icon: IconName; tone: string; words: string }>;
