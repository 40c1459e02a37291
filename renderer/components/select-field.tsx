import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import { Icon } from './icon.tsx';

interface Props<T extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: T;
  /** `help`: a second line in the list. */
  readonly options: readonly {
    readonly value: T;
    readonly words: string;
    readonly help?: string;
  }[];
  readonly isDisabled?: boolean;
  onChange(value: T): void;
}

/** One of several, in a list that opens. */
export function SelectField<T extends string>({
  label,
  isLabelHidden = false,
  value,
  options,
  isDisabled = false,
  onChange,
}: Props<T>) {
  return (
    <Select
      className="field"
      value={value}
      isDisabled={isDisabled}
      onChange={(chosen) => {
        const option = options.find((one) => one.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      <Label className={isLabelHidden ? 'sr-only' : 'label'}>{label}</Label>
      <Button className="button select-button">
        <SelectValue className="one-line">
          {options.find((one) => one.value === value)?.words ?? value}
        </SelectValue>
        <Icon name="down" size={12} />
      </Button>
      <Popover className="popover">
        <ListBox className="list">
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.words}
              className="list-item stacked"
            >
              <span>{option.words}</span>
              {option.help && <span className="small muted">{option.help}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
