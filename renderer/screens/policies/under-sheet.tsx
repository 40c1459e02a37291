import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import type { EditedAim } from '../../state/aim-hooks.ts';
import { useView } from '../../state/project-context.ts';
import { rowWord } from '../../words/numbers.ts';

const AS_THINGS_ARE = '';

/** For how long, and in what course of things, the goal is to be reached. */
export function UnderSheet({
  edited,
  timeUnit,
}: {
  readonly edited: EditedAim;
  readonly timeUnit: string;
}) {
  const { scenarios, readOnly } = useView();
  const { scenario, horizon } = edited.aim;
  const isGone = scenario !== null && !scenarios.some(({ id }) => id === scenario);
  const one = rowWord(timeUnit);
  return (
    <section className="sheet" aria-labelledby="under">
      <div className="sheet-head">
        <h2 id="under">For which days, and if what happens</h2>
      </div>
      <div className="sheet-body stack tight">
        <NumberField
          label={`${one.charAt(0).toUpperCase()}${one.slice(1)}s ahead`}
          minValue={1}
          maxValue={2000}
          value={horizon}
          isReadOnly={readOnly !== null}
          onChange={(next) => {
            if (!Number.isNaN(next))
              edited.change({ horizon: next }, 'Chose how far ahead a goal looks');
          }}
        />
        <SelectField
          label="If this happens"
          value={scenario ?? AS_THINGS_ARE}
          isDisabled={readOnly !== null}
          options={[
            { value: AS_THINGS_ARE, words: 'things stay as they are' },
            ...scenarios.map(({ id, scenario: { name } }) => ({ value: id, words: name })),
            ...(isGone ? [{ value: scenario, words: 'a scenario that was removed' }] : []),
          ]}
          onChange={(next) =>
            edited.change(
              { scenario: next === AS_THINGS_ARE ? null : next },
              'Chose under which scenario a goal is looked for',
            )
          }
        />
        {scenarios.length === 0 && (
          <p className="help">Scenarios are written at Compare measures: a surge, for example.</p>
        )}
      </div>
    </section>
  );
}
