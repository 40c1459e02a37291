import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';

interface Props<T extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly words: string }[];
  onChange(value: T): void;
}

/** One of a few, all of them visible. */
export function Segments<T extends string>({
  label,
  isLabelHidden,
  value,
  options,
  onChange,
}: Props<T>) {
  return (
    <RadioGroup
      className="field"
      value={value}
      orientation="horizontal"
      onChange={(chosen) => {
        const option = options.find((one) => one.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      <Label className={isLabelHidden ? 'sr-only' : 'label'}>{label}</Label>
      <div>
        <div className="segments">
          {options.map((option) => (
            <Radio key={option.value} value={option.value} className="segment">
              {option.words}
            </Radio>
          ))}
        </div>
      </div>
    </RadioGroup>
  );
}
