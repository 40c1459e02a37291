import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { Change, DatedChange } from '../../state/measures-store.ts';
import { useView } from '../../state/project-context.ts';
import {
  freshChange,
  MODULE_WORDS,
  type ModuleHow,
  moduleChange,
  nameIn,
  namesFor,
  TARGET_WORDS,
  targetOf,
  targetsOf,
} from './change-kinds.ts';
import type { FieldsProps } from './fields-props.ts';
import { useModel } from './model-context.ts';
import { ModuleFields } from './module-fields.tsx';
import { MomentField } from './moment-field.tsx';
import { useTyped } from './use-typed.ts';
import { ValueFields } from './value-fields.tsx';

/** What changes, how, from when to when, at what cost, and what people call it. */
export function ChangeFields({ change, onChange }: FieldsProps) {
  const { isReadOnly } = useModel();
  const own = useTyped(change.words, (words) =>
    onChange('Named a dated change', { ...change, words }),
  );
  const set = (next: Change) => onChange('Changed what changes', { ...change, change: next });
  return (
    <fieldset className="change-fields" disabled={isReadOnly}>
      <legend className="sr-only">What changes</legend>
      <WhatFields change={change.change} onChange={set} />
      {targetOf(change.change) === 'module' ? (
        <ModuleFields change={change} onChange={onChange} />
      ) : (
        <ValueFields change={change} onChange={onChange} />
      )}
      <DayFields change={change} onChange={onChange} />
      <CostFields change={change} onChange={onChange} />
      <TextField
        label="In your own words"
        placeholder="Winter ward opened"
        isDocument
        maxLength={300}
        value={own.text}
        onChange={own.change}
        onBlur={own.leave}
      />
    </fieldset>
  );
}

function WhatFields({
  change,
  onChange,
}: {
  readonly change: Change;
  onChange(change: Change): void;
}) {
  const { space, names } = useModel();
  const target = targetOf(change);
  const name = nameIn(change);
  const all = namesFor(target, space);
  const options = (all.includes(name) ? all : [name, ...all]).map((value) => ({
    value,
    words: all.includes(value) ? names.words(value) : `${names.words(value)} (not in this model)`,
    help: names.meaning(value),
  }));
  return (
    <div className="stack tight">
      <SelectField
        label="What changes"
        value={target}
        options={targetsOf(space).map((value) => ({ value, words: TARGET_WORDS[value] }))}
        onChange={(next) => {
          const [first] = namesFor(next, space);
          if (first !== undefined) onChange(freshChange(next, first, space));
        }}
      />
      <SelectField
        label="Which"
        value={name}
        options={options}
        onChange={(next) =>
          onChange(
            target === 'module'
              ? moduleChange(change.kind as ModuleHow, next, space)
              : freshChange(target, next, space),
          )
        }
      />
      {target === 'module' && (
        <SelectField
          label="How"
          value={change.kind as ModuleHow}
          options={(Object.keys(MODULE_WORDS) as ModuleHow[]).map((value) => ({
            value,
            words: MODULE_WORDS[value],
          }))}
          onChange={(how) => onChange(moduleChange(how, name, space))}
        />
      )}
    </div>
  );
}

function DayFields({ change, onChange }: FieldsProps) {
  const isMoment = change.change.kind === 'state';
  return (
    <div className="field-pair">
      <MomentField
        label={isMoment ? 'On' : 'From'}
        empty="from the first day ahead"
        value={change.from}
        onChange={(from) =>
          onChange('Changed when a change begins', { ...change, from, to: later(change.to, from) })
        }
      />
      {!isMoment && (
        <MomentField
          label="Last day"
          empty="to the end"
          value={change.to}
          onChange={(to) =>
            onChange('Changed when a change ends', {
              ...change,
              to,
              from: earlier(change.from, to),
            })
          }
        />
      )}
    </div>
  );
}

type Moment = DatedChange['from'];

/** The last day, never before the first. */
function later(to: Moment, from: Moment): Moment {
  return to !== null && from !== null && from > to ? from : to;
}

/** The first day, never after the last. */
function earlier(from: Moment, to: Moment): Moment {
  return from !== null && to !== null && from > to ? to : from;
}

function CostFields({ change, onChange }: FieldsProps) {
  const { costs } = useView();
  const { timeUnit } = useModel();
  const { cost } = change;
  const set = (part: Partial<DatedChange['cost']>) =>
    onChange('Changed what a measure costs', { ...change, cost: { ...cost, ...part } });
  return (
    <div className="field-pair">
      <NumberField
        label={`Costs once, ${costs.currency}`}
        minValue={0}
        value={cost.once}
        onChange={(once) => set({ once: Number.isNaN(once) ? 0 : once })}
      />
      {change.change.kind !== 'state' && (
        <NumberField
          label={`Each ${timeUnit}, ${costs.currency}`}
          minValue={0}
          value={cost.perStep}
          onChange={(perStep) => set({ perStep: Number.isNaN(perStep) ? 0 : perStep })}
        />
      )}
    </div>
  );
}
