import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CalendarStrip } from '../../components/calendar-strip.tsx';
import type { DatedChange } from '../../state/what-if.ts';
import { plainName } from '../../words/numbers.ts';
import { ChangeForm } from './change-form.tsx';
import { changeWords, dayName, type ForecastRecord } from './forecast-words.ts';
import { useKnobs } from './use-knobs.ts';
import { useWhatIf, useWhatIfState } from './use-what-if.ts';

interface Props {
  readonly record: ForecastRecord;
  readonly timeUnit: string;
}

/** Changes that begin and end on a day. */
export function CalendarPanel({ record, timeUnit }: Props) {
  const whatIf = useWhatIf();
  const changes = useWhatIfState((state) => state.wishes.changes);
  const knobs = useKnobs();
  const [edited, setEdited] = useState<number>();
  const all = knobs.kind === 'loaded' ? [...knobs.value.levers, ...knobs.value.numbers] : [];
  const [first] = all;
  const add = () => {
    if (!first) return;
    const last = Math.max(1, Math.min(7, record.rows));
    const change: DatedChange = { name: first.name, how: 'scale', value: 1.2, first: 1, last };
    whatIf.wish({ changes: [...changes, change] });
    setEdited(changes.length);
  };
  return (
    <section className="sheet" aria-labelledby="calendar">
      <div className="sheet-head">
        <div>
          <h2 id="calendar">Dated changes</h2>
          <p className="small muted">
            Set a number, or multiply it, between two {timeUnit}s. Drag a bar, or use the arrow keys
            on it.
          </p>
        </div>
        <Button icon="plus" isDisabled={first === undefined || changes.length >= 100} onPress={add}>
          Add a change
        </Button>
      </div>
      <div className="sheet-body stack">
        {changes.length === 0 ? (
          <p className="small muted">Nothing changes on a date yet.</p>
        ) : (
          <>
            <CalendarStrip
              rows={record.rows}
              nameOf={(row) => dayName(record, row - 1)}
              bars={changes.map((change, index) => ({
                ...{ key: String(index), first: change.first, last: change.last },
                words: changeWords(change, record, plainName),
              }))}
              chosen={edited === undefined ? undefined : String(edited)}
              onChoose={(key) => setEdited(Number(key))}
              onMove={(key, span) => {
                const change = changes[Number(key)];
                if (change) {
                  whatIf.wish({ changes: changes.with(Number(key), { ...change, ...span }) });
                }
              }}
            />
            {changes.map((change, index) => (
              <ChangeForm
                // biome-ignore lint/suspicious/noArrayIndexKey: changes are told apart by their place.
                key={index}
                change={change}
                knobs={all}
                record={record}
                isOpen={edited === index}
                onOpen={() => setEdited(edited === index ? undefined : index)}
                onChange={(next) => whatIf.wish({ changes: changes.with(index, next) })}
                onRemove={() => {
                  setEdited(undefined);
                  whatIf.wish({ changes: changes.toSpliced(index, 1) });
                }}
              />
            ))}
          </>
        )}
      </div>
    </section>
  );
}
