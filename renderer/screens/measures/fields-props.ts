import type { DatedChange } from '../../state/measures-store.ts';

/** Of the fields of a dated change. */
export interface FieldsProps {
  readonly change: DatedChange;
  /** `intent`: what was done, in words. */
  onChange(intent: string, change: DatedChange): void;
}
