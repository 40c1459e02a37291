import type { CostItem, CostModel } from '../../../engine/studio/contract/project-view.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useDraft } from '../../state/use-draft.ts';
import { plainName } from '../../words/numbers.ts';
import { perSentence, type Quantity, resourceName } from './means-words.ts';

interface Props {
  readonly quantities: readonly Quantity[];
  readonly timeUnit: string;
}

/** Costs of a step, one sentence an item: so much for each of something. */
export function CostList({ quantities, timeUnit }: Props) {
  const { costs, readOnly } = useView();
  const save = useSaveCosts();
  const [first] = quantities;
  const replace = (intent: string, items: CostItem[]) => save(intent, { ...costs, items });
  const add = ({ name }: Quantity) => {
    const free = quantities.find((one) => costs.items.every(({ of }) => of !== one.name));
    const item: CostItem = { of: free?.name ?? name, per: 'unit', amount: 1 };
    replace('Added a cost', [...costs.items, item]);
  };
  return (
    <div className="stack tight">
      <div className="row between">
        <h3>What things cost</h3>
        <Currency costs={costs} onSave={save} />
      </div>
      {costs.items.length === 0 && (
        <p className="small muted">
          Nothing costs anything yet. A cost that is known lets measures be weighed against what
          they bring.
        </p>
      )}
      <ul className="means-list">
        {costs.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: costs are told apart by their place.
          <li key={index} className="cost-item">
            <CostFields
              item={item}
              number={index + 1}
              {...{ quantities, timeUnit }}
              currency={costs.currency}
              onChange={(next) => replace('Changed a cost', costs.items.with(index, next))}
            />
            <IconButton
              name={`Remove cost ${index + 1}`}
              icon="trash"
              size="small"
              isDisabled={readOnly !== null}
              onPress={() => replace('Removed a cost', costs.items.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="small"
          icon="plus"
          isDisabled={readOnly !== null || first === undefined}
          onPress={() => first && add(first)}
        >
          Add a cost
        </Button>
      </div>
    </div>
  );
}

function Currency({
  costs,
  onSave,
}: {
  readonly costs: CostModel;
  onSave(intent: string, costs: CostModel, burst?: string): Promise<void>;
}) {
  const draft = useDraft(costs.currency, (text, burst) =>
    text.trim() === ''
      ? Promise.resolve()
      : onSave('Changed the currency', { ...costs, currency: text.trim() }, burst),
  );
  return (
    <div className="currency">
      <TextField
        label="Currency"
        maxLength={10}
        value={draft.text}
        onChange={draft.change}
        onBlur={() => void draft.send()}
      />
    </div>
  );
}

interface FieldsProps extends Props {
  readonly item: CostItem;
  readonly number: number;
  readonly currency: string;
  onChange(item: CostItem): void;
}

function CostFields({ item, number, quantities, timeUnit, currency, onChange }: FieldsProps) {
  const { resources } = useView();
  const unit = quantities.find(({ name }) => name === item.of)?.unit ?? '';
  const serving = resources.find(({ name }) => name === item.of);
  const kinds: readonly CostItem['per'][] = serving?.serves
    ? ['unit', 'rise', 'shortage']
    : ['unit', 'rise'];
  const words = (name: string) => {
    const resource = resources.find((one) => one.name === name);
    return resource ? resourceName(resource) : plainName(name);
  };
  const known = quantities.some(({ name }) => name === item.of);
  return (
    <div className="means-fields">
      <SelectField
        label={`Cost ${number}: of what`}
        value={item.of}
        options={[
          ...(known ? [] : [{ value: item.of, words: `${words(item.of)} (not in this model)` }]),
          ...quantities.map(({ name }) => ({ value: name, words: words(name) })),
        ]}
        onChange={(of) =>
          onChange({ ...item, of, per: item.per === 'shortage' ? 'unit' : item.per })
        }
      />
      <NumberField
        label={`Amount in ${currency}`}
        formatOptions={{ maximumFractionDigits: 6 }}
        value={item.amount}
        onChange={(amount) => {
          if (!Number.isNaN(amount)) onChange({ ...item, amount });
        }}
      />
      <SelectField
        label="When"
        value={item.per}
        options={kinds.map((value) => ({ value, words: perSentence(value, unit, timeUnit) }))}
        onChange={(per) => onChange({ ...item, per })}
      />
    </div>
  );
}

function useSaveCosts() {
  const app = useApp();
  const project = useOpenProject();
  return async (intent: string, costs: CostModel, burst?: string) => {
    const change = { intent, ...(burst !== undefined && { burst }), edit: { costs } };
    await app.attempt(() => project.edit(change));
  };
}
