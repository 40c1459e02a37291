import { NumberField } from '../../components/number-field.tsx';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { count, rowWord } from '../../words/numbers.ts';

/** How many of the last rows a model may not see. */
export function HeldOutField() {
  const app = useApp();
  const project = useOpenProject();
  const { data, heldOut, readOnly } = useView();
  if (!data) return null;
  if (heldOut.kind === 'trajectories') {
    return <p className="small muted">Kept for the check: the records {heldOut.ids.join(', ')}.</p>;
  }
  const word = rowWord(data.timeUnit);
  const change = (rows: number) => {
    if (!Number.isInteger(rows)) return;
    void app.attempt(() =>
      project.edit({
        intent:
          rows === 0 ? 'Kept nothing for the check' : `Kept ${count(rows, word)} for the check`,
        burst: 'held-out',
        edit: { heldOut: rows === 0 ? { kind: 'none' } : { kind: 'last-rows', rows } },
      }),
    );
  };
  return (
    <NumberField
      label={`Last ${word}s kept for the check`}
      help="No model sees them before it is judged by them."
      minValue={0}
      maxValue={Math.max(0, data.rows - 5)}
      value={heldOut.kind === 'last-rows' ? heldOut.rows : 0}
      isReadOnly={readOnly !== null}
      isDisabled={readOnly !== null}
      onChange={change}
    />
  );
}
