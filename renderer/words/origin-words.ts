/** Where a number comes from, as it is badged everywhere. */
import type { IconName } from '../components/icon.tsx';

interface OriginRow {
  readonly icon: IconName;
  readonly words: string;
  /** Where there is little room, beside the same drawing. */
  readonly short: string;
}

export const ORIGINS = {
  data: { icon: 'table', words: 'data', short: 'data' },
  calibrated: { icon: 'calibrated', words: 'calibrated', short: 'calibrated' },
  model: { icon: 'model', words: 'assumed by the model', short: 'model' },
  you: { icon: 'person', words: 'assumed by you', short: 'you' },
} as const satisfies Record<string, OriginRow>;

export type OriginKind = keyof typeof ORIGINS;
