import { useCallback, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useSubject } from '../../state/project-context.ts';
import { isWhatIf } from '../../state/what-if.ts';
import { KnobField } from './knob-field.tsx';
import { type Knob, useKnobs } from './use-knobs.ts';
import { useWhatIf, useWhatIfState } from './use-what-if.ts';

/** So many are shown before the others are asked for. */
const SHOWN = 6;

/** Levers and numbers as sliders: what is moved holds from the first day ahead on. */
export function KnobsPanel() {
  const whatIf = useWhatIf();
  const wishes = useWhatIfState((state) => state.wishes);
  const subject = useSubject();
  const knobs = useKnobs();
  const change = useCallback(
    (name: string, value: number | undefined) => {
      const { [name]: _before, ...others } = whatIf.store.getState().wishes.set;
      whatIf.wish({ set: value === undefined ? others : { ...others, [name]: value } });
    },
    [whatIf],
  );
  return (
    <section className="sheet" aria-labelledby="knobs">
      <div className="sheet-head">
        <h2 id="knobs">What if</h2>
        <Button
          size="small"
          icon="undo"
          isDisabled={!isWhatIf(wishes)}
          onPress={() => whatIf.reset()}
        >
          Take all back
        </Button>
      </div>
      <div className="sheet-body stack">
        {knobs.kind === 'loading' && <p className="muted">Reading the model…</p>}
        {knobs.kind === 'failed' && <LoadFailed error={knobs.error} onRetry={knobs.again} />}
        {knobs.kind === 'loaded' && (
          <>
            {subject?.kind === 'mixture' && (
              <p className="small muted">
                Levers and numbers of the heaviest structure; a structure that does not know one
                leaves it alone.
              </p>
            )}
            <KnobList
              title="What you decide"
              empty="This model has nothing that you decide."
              knobs={knobs.value.levers}
              set={wishes.set}
              onChange={change}
            />
            <KnobList
              title="Numbers of the model"
              empty="This model has no numbers of its own."
              knobs={knobs.value.numbers}
              set={wishes.set}
              onChange={change}
            />
          </>
        )}
      </div>
    </section>
  );
}

interface ListProps {
  readonly title: string;
  readonly empty: string;
  readonly knobs: readonly Knob[];
  readonly set: Readonly<Record<string, number>>;
  onChange(name: string, value: number | undefined): void;
}

function KnobList({ title, empty, knobs, set, onChange }: ListProps) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? knobs : knobs.slice(0, SHOWN);
  return (
    <div className="stack knobs">
      <h3>{title}</h3>
      {knobs.length === 0 && <p className="small muted">{empty}</p>}
      {shown.map((knob) => (
        <KnobField key={knob.name} knob={knob} value={set[knob.name]} onChange={onChange} />
      ))}
      {knobs.length > SHOWN && (
        <div>
          <Button size="small" aria-expanded={isAll} onPress={() => setAll(!isAll)}>
            {isAll ? 'Show fewer' : `Show all ${knobs.length}`}
          </Button>
        </div>
      )}
    </div>
  );
}
