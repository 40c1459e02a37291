import { useState } from 'react';
import { AmountField } from '../../components/amount-field.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { keepEqual } from '../../state/keep-equal.ts';
import { plainName, unitWords } from '../../words/numbers.ts';
import { PRIOR_KIND_WORDS, type Prior } from '../../words/prior-words.ts';
import type { FittedNumber } from './number-words.ts';
import { fieldsOf, problemOf, withField } from './prior-fields.ts';

interface Props {
  readonly number: FittedNumber;
  readonly prior: Prior;
  onChange(prior: Prior): void;
}

/** The possible range of one number, in the form that it has. */
export function RangeForm({ number, prior, onChange }: Props) {
  const { name, meaning, unit } = number;
  const isChanged = keepEqual(number.prior, prior) !== number.prior;
  const problem = problemOf(prior);
  return (
    <li className={isChanged ? 'range-form changed' : 'range-form'}>
      <fieldset>
        <legend className="sr-only">{plainName(name)}</legend>
        <div className="range-form-words" aria-hidden="true">
          <strong>{plainName(name)}</strong>
          <span className="small muted">
            {[meaning, unitWords(unit) && `(${unitWords(unit)})`].filter(Boolean).join(' ')}
          </span>
        </div>
        <p className="small muted">{PRIOR_KIND_WORDS[prior.kind]}</p>
        <div className="range-fields">
          {prior.kind === 'choice' ? (
            <Choices prior={prior} onChange={onChange} />
          ) : (
            fieldsOf(prior).map(({ id, label, value, isOptional }) => (
              <AmountField
                key={id}
                label={label}
                value={value}
                isOptional={isOptional}
                onChange={(next) => onChange(withField(prior, id, next))}
              />
            ))
          )}
          {isChanged && (
            <Button size="small" look="quiet" icon="undo" onPress={() => onChange(number.prior)}>
              As it was
            </Button>
          )}
        </div>
        {problem && (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
      </fieldset>
    </li>
  );
}

type Choice = Extract<Prior, { kind: 'choice' }>;

function Choices({ prior, onChange }: { readonly prior: Choice; onChange(prior: Prior): void }) {
  const [typed, setTyped] = useState(() => prior.values.join(' '));
  return (
    <TextField
      label="Values"
      value={typed}
      onChange={(text) => {
        setTyped(text);
        const values = text.split(/[\s;,]+/).filter((part) => part !== '');
        onChange({ ...prior, values: values.map(Number) });
      }}
    />
  );
}
