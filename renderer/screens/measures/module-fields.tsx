import { Button, IconButton } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import type { Change } from '../../state/measures-store.ts';
import type { FieldsProps } from './fields-props.ts';
import { useModel } from './model-context.ts';

/** How far behind a part of the model works, how much it can do, or what happens instead of it. */
export function ModuleFields({ change: dated, onChange }: FieldsProps) {
  const { space, timeUnit } = useModel();
  const { change } = dated;
  const set = (next: Change) => onChange('Changed a part of the model', { ...dated, change: next });
  if (change.kind === 'delay') {
    return (
      <NumberField
        label={`So many ${timeUnit}s behind`}
        minValue={1}
        maxValue={1000}
        value={change.by}
        onChange={(by) => {
          if (!Number.isNaN(by)) set({ ...change, by });
        }}
      />
    );
  }
  if (change.kind === 'cap') {
    const writes = space.modules.find(({ name }) => name === change.module)?.writes ?? [];
    return (
      <div className="field-pair">
        <FieldChoice
          label="Its change of"
          value={change.field}
          fields={writes}
          onChange={(field) => set({ ...change, field })}
        />
        <NumberField
          label={`At most, each ${timeUnit}`}
          minValue={0}
          value={change.most}
          onChange={(most) => {
            if (!Number.isNaN(most)) set({ ...change, most });
          }}
        />
      </div>
    );
  }
  if (change.kind === 'replace') return <Replacement change={change} onChange={set} />;
  return null;
}

type Replaced = Extract<Change, { kind: 'replace' }>;

function Replacement({
  change,
  onChange,
}: {
  readonly change: Replaced;
  onChange(change: Change): void;
}) {
  const { space, names, timeUnit } = useModel();
  const writes = space.modules.find(({ name }) => name === change.module)?.writes ?? [];
  const { changes } = change;
  const put = (index: number, next: Partial<Replaced['changes'][number]>) => {
    const before = changes[index];
    if (before) onChange({ ...change, changes: changes.with(index, { ...before, ...next }) });
  };
  return (
    <div className="stack tight">
      <p className="label">Instead, each {timeUnit}</p>
      {changes.map(({ field, how, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: told apart by their place.
        <div key={index} className="field-pair">
          <FieldChoice
            label={`Change ${index + 1}: of`}
            value={field}
            fields={writes}
            onChange={(next) => put(index, { field: next })}
          />
          <SelectField
            label="How"
            value={how}
            options={[
              { value: 'add', words: 'more by' },
              { value: 'set', words: 'set to' },
            ]}
            onChange={(next) => put(index, { how: next })}
          />
          <NumberField
            label={names.words(field)}
            value={value}
            onChange={(next) => {
              if (!Number.isNaN(next)) put(index, { value: next });
            }}
          />
          {changes.length > 1 && (
            <IconButton
              name={`Remove change ${index + 1}`}
              icon="trash"
              size="small"
              onPress={() => onChange({ ...change, changes: changes.toSpliced(index, 1) })}
            />
          )}
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon="plus"
          isDisabled={changes.length >= 20 || writes.length === 0}
          onPress={() => {
            const field = writes.find((one) => changes.every((c) => c.field !== one)) ?? writes[0];
            if (field === undefined) return;
            onChange({ ...change, changes: [...changes, { field, how: 'add', value: 0 }] });
          }}
        >
          And something else
        </Button>
      </div>
    </div>
  );
}

function FieldChoice({
  label,
  value,
  fields,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly fields: readonly string[];
  onChange(field: string): void;
}) {
  const { names } = useModel();
  const all = fields.includes(value) ? fields : [value, ...fields];
  return (
    <SelectField
      label={label}
      value={value}
      options={all.map((field) => ({
        value: field,
        words: names.words(field),
        help: names.meaning(field),
      }))}
      onChange={onChange}
    />
  );
}
