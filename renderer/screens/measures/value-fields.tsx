import { NumberField } from '../../components/number-field.tsx';
import { Segments } from '../../components/segments.tsx';
import { SliderField } from '../../components/slider-field.tsx';
import { unitWords } from '../../words/numbers.ts';
import { changedHow, howsOf, nameIn, rangeOf, targetOf, VALUE_WORDS } from './change-kinds.ts';
import type { FieldsProps } from './fields-props.ts';
import { useModel } from './model-context.ts';

/** How a quantity is changed, and by how much: the comparison follows the slider. */
export function ValueFields({ change: dated, onChange }: FieldsProps) {
  const { space, names } = useModel();
  const { change } = dated;
  if (!('how' in change && 'value' in change)) return null;
  const unit = change.how === 'scale' ? '' : unitWords(names.unit(nameIn(change)));
  const range = rangeOf(change, space);
  const label = `${names.words(nameIn(change))}: ${VALUE_WORDS[change.how]}`;
  const set = (value: number) =>
    onChange(`Changed ${names.words(nameIn(change))}`, { ...dated, change: { ...change, value } });
  return (
    <>
      <Segments
        label="How"
        value={change.how}
        options={howsOf(targetOf(change)).map((value) => ({ value, words: VALUE_WORDS[value] }))}
        onChange={(how) =>
          onChange('Changed how something changes', {
            ...dated,
            change: changedHow(change, how, space),
          })
        }
      />
      {range ? (
        <SliderField
          label={label}
          unit={unit}
          value={change.value}
          min={Math.min(range.min, change.value)}
          max={Math.max(range.max, change.value)}
          step={range.step}
          {...(range.usual !== undefined && { usual: range.usual })}
          onChange={set}
        />
      ) : (
        <NumberField
          label={label}
          unit={unit}
          value={change.value}
          onChange={(value) => {
            if (!Number.isNaN(value)) set(value);
          }}
        />
      )}
    </>
  );
}
