import type { DecisionSpace, LeverView } from '../../../engine/studio/contract/decision-space.ts';
import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SliderField } from '../../components/slider-field.tsx';
import type { PolicyChoice } from '../../state/measures-store.ts';
import { unitWords } from '../../words/numbers.ts';
import { useModel } from './model-context.ts';
import { freshPolicy, numbersOf } from './policy-choice.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import type { EditedScenario } from './use-measures.ts';

/** How each lever and each thing that can be provided is set in the days ahead. */
export function PoliciesPart({ edited }: { readonly edited: EditedScenario }) {
  const { space, timeUnit } = useModel();
  const { policies } = edited.scenario;
  const lost = Object.keys(policies).filter((name) => !space.levers.some((l) => l.name === name));
  return (
    <div className="stack tight">
      <h3>
        How things are set, {timeUnit} by {timeUnit}
      </h3>
      {space.levers.length === 0 && (
        <p className="small muted">
          This model has nothing that you decide. Add something you can provide below: beds kept
          open, staff on call.
        </p>
      )}
      {space.levers.map((lever) => (
        <LeverPart key={lever.name} lever={lever} edited={edited} />
      ))}
      {lost.length > 0 && (
        <p className="small muted">
          Rules of {lost.join(', ')} are kept, but this model does not know them: there they change
          nothing.
        </p>
      )}
    </div>
  );
}

const FREE = 'as-it-is';

function LeverPart({
  lever,
  edited,
}: {
  readonly lever: LeverView;
  readonly edited: EditedScenario;
}) {
  const { space, names, calendar, isReadOnly } = useModel();
  const policy = edited.scenario.policies[lever.name];
  const words = names.words(lever.name);
  const save = (next: PolicyChoice | undefined) =>
    edited.edit(`Changed how ${words} is set`, (now) => {
      const { [lever.name]: _before, ...others } = now.policies;
      return { ...now, policies: next ? { ...others, [lever.name]: next } : others };
    });
  return (
    <fieldset className="policy-fields" disabled={isReadOnly}>
      <legend className="sr-only">{words}</legend>
      <SelectField
        label={words}
        value={policy?.kind ?? FREE}
        options={[
          { value: FREE, words: 'as things are' },
          ...kindsOf(space, lever, policy).map(({ kind, words: name, use }) => ({
            ...{ value: kind, words: name, help: use },
          })),
        ]}
        isDisabled={isReadOnly}
        onChange={(kind) =>
          save(kind === FREE ? undefined : freshPolicy(kind, lever, calendar, space))
        }
      />
      {policy && <PolicyNumbers {...{ policy, lever, onChange: save }} />}
    </fieldset>
  );
}

/** Those that suit the lever, and the one that is chosen. */
function kindsOf(
  space: DecisionSpace,
  lever: LeverView,
  policy: PolicyChoice | undefined,
): DecisionSpace['policies'] {
  const suits = new Set([...lever.kinds.map(({ kind }) => kind), ...(policy ? [policy.kind] : [])]);
  return space.policies.filter(({ kind }) => suits.has(kind));
}

interface NumbersProps {
  readonly policy: PolicyChoice;
  readonly lever: LeverView;
  onChange(policy: PolicyChoice): void;
}

function PolicyNumbers({ policy, lever, onChange }: NumbersProps) {
  const { space } = useModel();
  const watches = space.policies.find(({ kind }) => kind === policy.kind)?.watches ?? false;
  if (policy.kind === 'schedule') {
    return <ScheduleFields {...{ policy, lever, onChange }} />;
  }
  return (
    <>
      {watches && <WatchField {...{ policy, lever, onChange }} />}
      {numbersOf(policy, lever).map(({ name, words, unit, low, high, integer, step }) => {
        const value = policy.values[name] ?? low;
        return (
          <SliderField
            key={name}
            label={words}
            unit={unitWords(unit)}
            value={value}
            min={Math.min(low, value)}
            max={Math.max(high, value)}
            step={integer ? 1 : step}
            onChange={(next) => onChange({ ...policy, values: { ...policy.values, [name]: next } })}
          />
        );
      })}
    </>
  );
}

function WatchField({ policy, lever, onChange }: NumbersProps) {
  const { names, timeUnit } = useModel();
  const { watch } = policy;
  const key = JSON.stringify(watch?.terms ?? null);
  const known = lever.watches.map((one) => ({
    ...one,
    value: JSON.stringify(one.watch.terms),
  }));
  const own = watch?.terms.map(({ output }) => names.words(output)).join(' and ') ?? 'nothing';
  const options = known.some(({ value }) => value === key)
    ? known
    : [{ value: key, words: own, watch }, ...known];
  return (
    <div className="field-pair">
      <SelectField
        label="Looks at"
        value={key}
        options={options.map(({ value, words }) => ({ value, words }))}
        onChange={(next) => {
          const found = options.find(({ value }) => value === next)?.watch;
          if (found) onChange({ ...policy, watch: found });
        }}
      />
      {watch && (
        <NumberField
          label={`Known after, ${timeUnit}s`}
          minValue={0}
          maxValue={1000}
          value={watch.delay}
          onChange={(delay) => {
            if (!Number.isNaN(delay)) onChange({ ...policy, watch: { ...watch, delay } });
          }}
        />
      )}
    </div>
  );
}
