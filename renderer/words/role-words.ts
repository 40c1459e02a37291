/** What a column is for, in the planner's words. */
import type { ProjectView } from '../../engine/studio/contract/project-view.ts';

type ColumnRole = ProjectView['columns'][number]['role'];

export const ROLE_WORDS = {
  date: 'date',
  trajectory: 'which record',
  stock: 'how many there are',
  flow: 'how many come or go',
  capacity: 'limit',
  demand: 'demand',
  order: 'what is ordered',
  input: 'given from outside',
  lever: 'what you decide',
  output: 'to be predicted',
  ignore: 'not used',
} as const satisfies Record<ColumnRole, string>;

export const USE_WORDS = {
  output: 'predicted',
  input: 'given',
  lever: 'decided by you',
} as const;
