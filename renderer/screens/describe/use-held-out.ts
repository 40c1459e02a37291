import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { count, rowWord } from '../../words/numbers.ts';

export interface HeldOut {
  readonly rows: number;
  readonly most: number;
  /** 'day' */
  readonly word: string;
  /** One step to undo, also for a field that is stepped through. */
  change(rows: number): void;
}

/** How many of the last rows a model may not see; undefined where whole records are kept back, or there are no data. */
export function useHeldOut(): HeldOut | undefined {
  const app = useApp();
  const project = useOpenProject();
  const { data, heldOut } = useView();
  if (!data || heldOut.kind === 'trajectories') return undefined;
  const word = rowWord(data.timeUnit);
  return {
    rows: heldOut.kind === 'last-rows' ? heldOut.rows : 0,
    most: Math.max(0, data.rows - 5),
    word,
    change(rows) {
      if (!Number.isInteger(rows)) return;
      const intent =
        rows === 0 ? 'Kept nothing for the check' : `Kept ${count(rows, word)} for the check`;
      void app.attempt(() =>
        project.edit({
          intent,
          burst: 'held-out',
          edit: { heldOut: rows === 0 ? { kind: 'none' } : { kind: 'last-rows', rows } },
        }),
      );
    },
  };
}
