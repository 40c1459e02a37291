import { NumberField } from '../../components/number-field.tsx';
import { Term } from '../../components/term.tsx';
import { useView } from '../../state/project-context.ts';
import { useHeldOut } from './use-held-out.ts';

/** How many of the last rows a model may not see, as a number; on the chart it is a rule that can be moved. */
export function HeldOutField() {
  const { heldOut, readOnly } = useView();
  const held = useHeldOut();
  if (heldOut.kind === 'trajectories') {
    return <p className="small muted">Kept for the check: the records {heldOut.ids.join(', ')}.</p>;
  }
  if (!held) return null;
  return (
    <NumberField
      label={`Last ${held.word}s kept for the check`}
      help={
        <>
          No model sees them before it is judged by them: <Term id="days-not-seen" />.
        </>
      }
      minValue={0}
      maxValue={held.most}
      value={held.rows}
      isReadOnly={readOnly !== null}
      isDisabled={readOnly !== null}
      onChange={held.change}
    />
  );
}
