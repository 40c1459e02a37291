import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField, type TextFieldProps } from 'react-aria-components/TextField';

interface Props extends Omit<TextFieldProps, 'children' | 'className'> {
  readonly label: string;
  readonly help?: ReactNode;
  readonly placeholder?: string;
  /** Lines at least; absent: one line only. */
  readonly lines?: number;
  /** Its text is a document of the project: undo is the project's. */
  readonly isDocument?: boolean;
  readonly isLabelHidden?: boolean;
}

export function TextField({
  label,
  help,
  placeholder,
  lines,
  isDocument = false,
  isLabelHidden = false,
  ...props
}: Props) {
  const shared = {
    className: 'input',
    ...(placeholder !== undefined && { placeholder }),
    ...(isDocument && { 'data-document': '' }),
  };
  return (
    <AriaTextField {...props} className="field">
      <Label className={isLabelHidden ? 'sr-only' : 'label'}>{label}</Label>
      {lines === undefined ? (
        <Input {...shared} />
      ) : (
        <TextArea {...shared} rows={lines} style={{ minBlockSize: `${lines * 1.55 + 1}em` }} />
      )}
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      <FieldError className="field-error" />
    </AriaTextField>
  );
}
