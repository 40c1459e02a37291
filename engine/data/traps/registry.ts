/** Every trap that import looks for, one row each: the order in which findings are shown. */
import type { Finding } from '../finding.ts';
import { CALENDAR_TRAPS } from './calendar.ts';
import { CELL_TRAPS } from './cells.ts';
import { flowsDoNotClose } from './closing.ts';
import { FILE_TRAPS } from './file.ts';
import { FLOW_TRAPS } from './flows.ts';
import type { Trap, TrapContext } from './trap.ts';
import { weekendLag } from './weekly.ts';

export const TRAPS: readonly Trap[] = [
  ...FILE_TRAPS,
  ...CELL_TRAPS,
  ...CALENDAR_TRAPS,
  ...FLOW_TRAPS,
  flowsDoNotClose,
  weekendLag,
];

/** All findings of all traps, errors first, then warnings, then notes. */
export function findTraps(context: TrapContext): readonly Finding[] {
  const order = { error: 0, warning: 1, note: 2 } as const;
  const found = TRAPS.flatMap((trap) => trap.detect(context));
  return found.sort((a, b) => order[a.severity] - order[b.severity]);
}
