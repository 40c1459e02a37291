import { useState } from 'react';
import type { ResourceChoice } from '../../../engine/studio/contract/project-view.ts';
import { AmountField } from '../../components/amount-field.tsx';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { Switch } from '../../components/switch.tsx';
import { TextField } from '../../components/text-field.tsx';
import { Window } from '../../components/window.tsx';
import { plainName } from '../../words/numbers.ts';
import { freeName, type Quantity } from './means-words.ts';

interface Props {
  /** Undefined: a new one. */
  readonly resource: ResourceChoice | undefined;
  readonly outputs: readonly Quantity[];
  /** Names that mean something already. */
  readonly taken: readonly string[];
  onSave(resource: ResourceChoice): void;
  onClose(): void;
}

const NOTHING = 'nothing';

/** What can be provided: what it is called, how much of it, and whose need it serves. */
export function ResourceWindow({ resource, outputs, taken, onSave, onClose }: Props) {
  const [draft, setDraft] = useState<ResourceChoice>(resource ?? blank(outputs));
  const change = (part: Partial<ResourceChoice>) => setDraft((before) => ({ ...before, ...part }));
  const problem = problemOf(draft);
  const save = () => onSave(resource ? draft : { ...draft, name: freeName(draft.words, taken) });
  return (
    <Window
      title={resource ? `Change: ${resource.words}` : 'Something you can provide'}
      onClose={onClose}
      foot={
        <>
          <span className="small muted" role="status">
            {problem}
          </span>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" isDisabled={problem !== undefined} onPress={save}>
            {resource ? 'Save the change' : 'Add it'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <TextField
          label="What it is called"
          placeholder="Extra beds kept open"
          autoFocus
          maxLength={120}
          value={draft.words}
          onChange={(words) => change({ words })}
        />
        <div className="means-fields">
          <TextField
            label="Counted in"
            placeholder="beds"
            maxLength={60}
            value={draft.unit}
            onChange={(unit) => change({ unit })}
          />
          <AmountField label="At least" value={draft.low} onChange={(low = 0) => change({ low })} />
          <AmountField
            label="At most"
            value={draft.high}
            onChange={(high = 0) => change({ high })}
          />
          <AmountField
            label="As it is today"
            value={draft.default}
            onChange={(now = 0) => change({ default: now })}
          />
        </div>
        <Switch isSelected={draft.integer} onChange={(integer) => change({ integer })}>
          Whole numbers only
        </Switch>
        <Serves draft={draft} outputs={outputs} onChange={(serves) => change({ serves })} />
      </div>
    </Window>
  );
}

function Serves({
  draft: { serves },
  outputs,
  onChange,
}: {
  readonly draft: ResourceChoice;
  readonly outputs: readonly Quantity[];
  onChange(serves: ResourceChoice['serves']): void;
}) {
  return (
    <div className="means-fields">
      <SelectField
        label="Whose need it serves"
        value={serves?.output ?? NOTHING}
        options={[
          { value: NOTHING, words: 'none of the results' },
          ...outputs.map(({ name }) => ({ value: name, words: plainName(name) })),
        ]}
        onChange={(output) =>
          onChange(output === NOTHING ? null : { output, there: serves?.there ?? 0 })
        }
      />
      {serves && (
        <AmountField
          label="How many are there anyway"
          help="What it falls short of the need by is the shortage."
          value={serves.there}
          onChange={(there = 0) => onChange({ ...serves, there: Math.max(0, there) })}
        />
      )}
    </div>
  );
}

function blank([first]: readonly Quantity[]): ResourceChoice {
  return {
    ...{
      name: '',
      words: '',
      unit: '',
      low: 0,
      high: 10,
      default: 0,
      integer: true,
    },
    serves: first ? { output: first.name, there: 0 } : null,
  };
}

function problemOf({ words, low, high, default: now }: ResourceChoice): string | undefined {
  if (words.trim() === '') return 'It needs a name.';
  if (high <= low) return '“At most” must be above “at least”.';
  if (now < low || now > high) return 'What is there today lies outside of the range.';
  return undefined;
}
