import type { LeverView } from '../../../engine/studio/contract/decision-space.ts';
import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import type { Aim } from '../../state/aim-store.ts';
import { rowWord } from '../../words/numbers.ts';

type Watch = Aim['choices'][number]['watch'];

interface Props {
  readonly lever: LeverView;
  /** Null: as the studio suggests. */
  readonly watch: Watch;
  readonly timeUnit: string;
  readonly isReadOnly: boolean;
  onChange(watch: Watch): void;
}

const SUGGESTED = 'suggested';

/** What policies that look at something look at, and when it is known. */
export function WatchFields({ lever, watch, timeUnit, isReadOnly, onChange }: Props) {
  const [first] = lever.watches;
  const listed = lever.watches.map((one) => ({ value: keyOf(one.watch), words: one.words }));
  const suggestion =
    lever.watches.find((one) => keyOf(one.watch) === keyOf(watch)) ??
    lever.watches.find((one) => watch && termsOf(one.watch) === termsOf(watch));
  const own = watch && suggestion ? keyOf(suggestion.watch) : keyOf(watch);
  const isListed = watch === null || suggestion !== undefined;
  return (
    <div className="stack tight">
      <SelectField
        label="What it looks at"
        value={own}
        isDisabled={isReadOnly}
        options={[
          { value: SUGGESTED, words: `as suggested: ${first?.words ?? ''}` },
          ...listed,
          ...(isListed ? [] : [{ value: own, words: 'as written in the goal' }]),
        ]}
        onChange={(value) =>
          onChange(lever.watches.find((one) => keyOf(one.watch) === value)?.watch ?? null)
        }
      />
      {watch && <WhenKnown {...{ watch, isReadOnly, onChange }} one={rowWord(timeUnit)} />}
    </div>
  );
}

interface KnownProps {
  readonly watch: NonNullable<Watch>;
  /** 'day' */
  readonly one: string;
  readonly isReadOnly: boolean;
  onChange(watch: Watch): void;
}

function WhenKnown({ watch, one, isReadOnly, onChange }: KnownProps) {
  return (
    <div className="current-numbers">
      <NumberField
        label={`Known after, ${one}s`}
        minValue={0}
        maxValue={1000}
        value={watch.delay}
        isReadOnly={isReadOnly}
        onChange={(delay) => {
          if (!Number.isNaN(delay)) onChange({ ...watch, delay });
        }}
      />
      <NumberField
        label={`Mean of the newest, ${one}s`}
        minValue={1}
        maxValue={1000}
        value={watch.window}
        isReadOnly={isReadOnly}
        onChange={(window) => {
          if (!Number.isNaN(window)) onChange({ ...watch, window });
        }}
      />
    </div>
  );
}

function keyOf(watch: Watch): string {
  return watch ? JSON.stringify(watch) : SUGGESTED;
}

/** What is looked at: when it is known is set beside. */
function termsOf({ terms }: NonNullable<Watch>): string {
  return JSON.stringify(terms);
}
