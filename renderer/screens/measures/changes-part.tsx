import { Button } from '../../components/button.tsx';
import { CalendarStrip } from '../../components/calendar-strip.tsx';
import type { Span } from '../../components/move-span.ts';
import type { DatedChange } from '../../state/measures-store.ts';
import { type Calendar, dayWords, momentAt, rowsOf } from './calendar.ts';
import { datedChange, freeId, freshChange, namesFor, targetsOf } from './change-kinds.ts';
import { ChangeRow } from './change-row.tsx';
import { changeName, whenWords } from './change-words.ts';
import { useModel } from './model-context.ts';
import { type EditedScenario, useMeasures, useMeasuresState } from './use-measures.ts';

/** Dated changes of the scenario: on a strip of days, and one by one in the order in which they act. */
export function ChangesPart({ edited }: { readonly edited: EditedScenario }) {
  const { store } = useMeasures();
  const { space, isReadOnly } = useModel();
  const { changes } = edited.scenario;
  const [first] = targetsOf(space).flatMap((target) =>
    namesFor(target, space).map((name) => ({ target, name })),
  );
  const add = () => {
    if (!first) return;
    const { target, name } = first;
    const id = freeId(edited.scenario);
    edited.edit('Added a dated change', (now) => ({
      ...now,
      changes: [...now.changes, datedChange(id, freshChange(target, name, space))],
    }));
    store.setState({ open: id });
  };
  return (
    <div className="stack tight">
      <div className="row between">
        <h3>Dated changes</h3>
        <Button
          size="small"
          icon="plus"
          isDisabled={isReadOnly || first === undefined || changes.length >= 100}
          onPress={add}
        >
          Add a change
        </Button>
      </div>
      {changes.length === 0 ? (
        <p className="small muted">
          None yet: a measure that begins and ends on a day, something that happens, a part of the
          model switched off.
        </p>
      ) : (
        <>
          <Strip edited={edited} />
          <ol className="change-list">
            {changes.map((change, index) => (
              <ChangeRow key={change.id} {...{ change, index, edited }} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

/** Days before the first change that the strip shows, where that is before runs begin. */
const BEFORE = 3;

function Strip({ edited }: { readonly edited: EditedScenario }) {
  const { store } = useMeasures();
  const open = useMeasuresState((state) => state.open);
  const { names, calendar, timeUnit, isReadOnly } = useModel();
  const { changes } = edited.scenario;
  const start = firstRow(changes, calendar);
  const rows = calendar.rows - start;
  return (
    <CalendarStrip
      rows={rows}
      nameOf={(row) => dayWords(calendar, start + row - 1)}
      bars={changes.map((change) => {
        const { first, last } = rowsOf(calendar, change);
        const within = (row: number) => Math.min(rows, Math.max(1, row - start + 1));
        return {
          ...{ key: change.id, first: within(first), last: within(last), isOff: !change.on },
          words: `${changeName(change, names, timeUnit)}, ${whenWords(change, calendar)}`,
          isMoment: change.change.kind === 'state',
        };
      })}
      chosen={open}
      mark={{ row: calendar.origin + 2 - start, words: 'runs begin' }}
      onChoose={(id) => store.setState({ open: id })}
      onMove={(id, span) => {
        if (isReadOnly) return;
        edited.edit('Moved a dated change', (now) => ({
          ...now,
          changes: now.changes.map((one) =>
            one.id === id ? placed(one, span, start, calendar) : one,
          ),
        }));
      }}
    />
  );
}

function firstRow(changes: readonly DatedChange[], calendar: Calendar): number {
  const first = Math.min(...changes.map((change) => rowsOf(calendar, change).first));
  return first > calendar.origin ? calendar.origin + 1 : Math.max(0, first - BEFORE);
}

/** What goes on to the end goes on to the end wherever it begins, as long as its end was not moved. */
function placed(change: DatedChange, span: Span, start: number, calendar: Calendar): DatedChange {
  const [first, last] = [start + span.first - 1, start + span.last - 1];
  const from = momentAt(calendar, first);
  if (change.change.kind === 'state') return { ...change, from };
  const isToEnd = change.to === null && last >= calendar.rows - 1;
  return { ...change, from, to: isToEnd ? null : momentAt(calendar, last) };
}
