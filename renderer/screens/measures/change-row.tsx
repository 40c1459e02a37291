import { Button, IconButton } from '../../components/button.tsx';
import { Origin } from '../../components/origin.tsx';
import { Switch } from '../../components/switch.tsx';
import type { DatedChange } from '../../state/measures-store.ts';
import { ChangeFields } from './change-fields.tsx';
import { changeName, changeTitle, whenWords } from './change-words.ts';
import { useModel } from './model-context.ts';
import { type EditedScenario, useMeasures, useMeasuresState } from './use-measures.ts';

interface Props {
  readonly change: DatedChange;
  readonly index: number;
  readonly edited: EditedScenario;
}

/** One dated change: its words, whether it is heeded, its place, and its fields when it is open. */
export function ChangeRow({ change, index, edited }: Props) {
  const { store } = useMeasures();
  const isOpen = useMeasuresState((state) => state.open === change.id);
  const { names, calendar, timeUnit, isReadOnly } = useModel();
  const name = changeName(change, names, timeUnit);
  const replace = (intent: string, next: DatedChange) =>
    edited.edit(intent, (now) => ({
      ...now,
      changes: now.changes.map((one) => (one.id === change.id ? next : one)),
    }));
  return (
    <li className={change.on ? 'change-row' : 'change-row off'}>
      <div className="change-head">
        <Button
          look="quiet"
          icon={isOpen ? 'up' : 'down'}
          className="change-name"
          aria-expanded={isOpen}
          onPress={() => store.setState({ open: isOpen ? undefined : change.id })}
        >
          <span>
            {name}
            <span className="small muted"> {whenWords(change, calendar)}</span>
          </span>
        </Button>
        <Origin of="you" isShort />
      </div>
      {change.words.trim() !== '' && (
        <p className="small muted">{changeTitle(change.change, names, timeUnit)}</p>
      )}
      <div className="row between change-tools">
        <Switch
          aria-label={`In effect: ${name}`}
          isSelected={change.on}
          isDisabled={isReadOnly}
          onChange={(on) =>
            replace(on ? 'Took a change back in' : 'Left out a change', { ...change, on })
          }
        >
          {change.on ? 'in effect' : 'left out'}
        </Switch>
        {!isReadOnly && <Tools {...{ change, index, edited, name }} />}
      </div>
      {isOpen && <ChangeFields change={change} onChange={replace} />}
    </li>
  );
}

function Tools({ change, index, edited, name }: Props & { readonly name: string }) {
  const move = (by: number) =>
    edited.edit('Moved a change in the order', (now) => ({
      ...now,
      changes: now.changes.toSpliced(index, 1).toSpliced(index + by, 0, change),
    }));
  return (
    <span>
      <IconButton
        name={`Earlier in the order: ${name}`}
        icon="up"
        size="small"
        isDisabled={index === 0}
        onPress={() => move(-1)}
      />
      <IconButton
        name={`Later in the order: ${name}`}
        icon="down"
        size="small"
        isDisabled={index === edited.scenario.changes.length - 1}
        onPress={() => move(1)}
      />
      <IconButton
        name={`Remove: ${name}`}
        icon="trash"
        size="small"
        onPress={() =>
          edited.edit('Removed a dated change', (now) => ({
            ...now,
            changes: now.changes.filter(({ id }) => id !== change.id),
          }))
        }
      />
    </span>
  );
}
