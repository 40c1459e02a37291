import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import {
  NumberField as AriaNumberField,
  type NumberFieldProps,
} from 'react-aria-components/NumberField';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';

interface Props extends Omit<NumberFieldProps, 'children' | 'className'> {
  readonly label: string;
  readonly help?: ReactNode;
  readonly isLabelHidden?: boolean;
  /** Behind the figures. */
  readonly unit?: string;
}

export function NumberField({ label, help, isLabelHidden = false, unit, ...props }: Props) {
  return (
    <AriaNumberField {...props} className="field">
      <Label className={isLabelHidden ? 'sr-only' : 'label'}>{label}</Label>
      <div className="row">
        <Group className="number-field">
          <Button slot="decrement" className="button">
            <Icon name="minus" />
          </Button>
          <Input className="input" />
          <Button slot="increment" className="button">
            <Icon name="plus" />
          </Button>
        </Group>
        {unit && <span className="number-unit">{unit}</span>}
      </div>
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
    </AriaNumberField>
  );
}
