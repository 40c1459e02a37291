import { createContext, useContext } from 'react';
import type { DecisionSpace } from '../../../engine/studio/contract/decision-space.ts';
import type { Calendar } from './calendar.ts';
import type { Names } from './names.ts';

/** What the parts of the screen know of the model in use. */
export interface ModelFacts {
  readonly space: DecisionSpace;
  readonly names: Names;
  readonly calendar: Calendar;
  /** 'day', 'week', 'row'. */
  readonly timeUnit: string;
  readonly isReadOnly: boolean;
}

export const ModelContext = createContext<ModelFacts | undefined>(undefined);

export function useModel(): ModelFacts {
  const model = useContext(ModelContext);
  if (!model) throw new Error('useModel: outside of ModelContext');
  return model;
}
