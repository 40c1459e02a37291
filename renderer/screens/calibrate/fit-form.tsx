import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Segments } from '../../components/segments.tsx';
import { useView } from '../../state/project-context.ts';
import { count, rowWord } from '../../words/numbers.ts';
import type { OneModel } from '../project/use-one-model.ts';
import { useStartRun } from '../project/use-start-run.ts';
import { MethodChoice } from './method-choice.tsx';

/** How the numbers are fitted: everything has a default, one button starts. */
export function FitForm({ target }: { readonly target: OneModel }) {
  const { whyNot, start } = useStartRun();
  const [method, setMethod] = useState('auto');
  const [minutes, setMinutes] = useState<number>();
  const [rows, setRows] = useState<'all' | 'training'>('all');
  const fit = () =>
    void start({
      kind: 'calibrate',
      simulator: target.simulator,
      method,
      rows,
      ...(minutes !== undefined && { minutes }),
    });
  return (
    <section className="sheet" aria-labelledby="fit">
      <div className="sheet-head">
        <h2 id="fit">Fit the numbers</h2>
      </div>
      <div className="sheet-body stack">
        <p className="wrap-anywhere">
          of <strong>{target.title}</strong>
          {target.isOneOfSeveral && ', the structure with the most weight'}
        </p>
        <TimeField minutes={minutes} onChange={setMinutes} />
        <RowsField rows={rows} onChange={setRows} />
        <MethodChoice method={method} onChange={setMethod} />
        <div className="stack tight">
          <div>
            <Button look="primary" icon="play" isDisabled={whyNot !== undefined} onPress={fit}>
              Fit the numbers
            </Button>
          </div>
          {whyNot && <p className="small muted">{whyNot}</p>}
        </div>
      </div>
    </section>
  );
}

/** Minutes that a first limit proposes. */
const SOME_MINUTES = 5;

function TimeField({
  minutes,
  onChange,
}: {
  readonly minutes: number | undefined;
  onChange(minutes: number | undefined): void;
}) {
  return (
    <div className="stack tight">
      <Segments
        label="Time"
        value={minutes === undefined ? 'open' : 'limit'}
        options={[
          { value: 'open', words: 'As long as it needs' },
          { value: 'limit', words: 'At most…' },
        ]}
        onChange={(value) => onChange(value === 'open' ? undefined : SOME_MINUTES)}
      />
      {minutes !== undefined && (
        <NumberField
          label="Minutes"
          value={minutes}
          minValue={1}
          maxValue={10_000}
          onChange={(value) => onChange(Number.isNaN(value) ? SOME_MINUTES : value)}
          help="Then it ends with the best so far. The same time gives slightly other numbers on another computer."
        />
      )}
    </div>
  );
}

function RowsField({
  rows,
  onChange,
}: {
  readonly rows: 'all' | 'training';
  onChange(rows: 'all' | 'training'): void;
}) {
  const { data, heldOut } = useView();
  const one = rowWord(data?.timeUnit ?? 'step');
  const kept =
    heldOut.kind === 'last-rows' ? `the last ${count(heldOut.rows, one)}` : 'what is kept';
  return (
    <div className="stack tight">
      <Segments
        label="Learn from"
        value={rows}
        options={[
          { value: 'all', words: `All ${one}s` },
          { value: 'training', words: `Without ${kept}` },
        ]}
        onChange={onChange}
      />
      <p className="help">
        {rows === 'all'
          ? `The check on ${one}s not seen fits the numbers anew without ${kept}.`
          : `For comparison: forecasts are better when they know every ${one}.`}
      </p>
    </div>
  );
}
