import { useState } from 'react';
import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import { Button } from '../../components/button.tsx';
import { Origin } from '../../components/origin.tsx';
import { Term } from '../../components/term.tsx';
import { useView } from '../../state/project-context.ts';
import { formatAmount, formatNumber, plainName, rowWord } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { methodTitle } from './method-words.ts';
import { NarrowedBar } from './narrowed-bar.tsx';
import { type FittedNumber, fittedSentence, originOf } from './number-words.ts';
import { RangesWindow } from './ranges-window.tsx';

interface Props {
  readonly fit: CalibrationView;
  /** Numbers whose possible range a person changed. */
  readonly changed: ReadonlySet<string>;
}

/** The numbers of the model: value, range, and what the data told of each. */
export function NumberTable({ fit, changed }: Props) {
  const { data, readOnly } = useView();
  const [isChanging, setChanging] = useState(false);
  const level = `${Math.round(100 * fit.level)} %`;
  return (
    <section className="sheet" aria-labelledby="numbers">
      <div className="sheet-head">
        <h2 id="numbers">The numbers of {fit.title}</h2>
        <Button icon="settings" isDisabled={readOnly !== null} onPress={() => setChanging(true)}>
          Change what is possible…
        </Button>
      </div>
      <div className="sheet-body stack">
        <p>
          {fittedSentence(fit.parameters)} {howWords(fit, rowWord(data?.timeUnit ?? 'step'))}
        </p>
        <div className="table-wide">
          <table className="data-table number-table">
            <thead>
              <tr>
                <th scope="col">Number</th>
                <th scope="col">
                  Best value, <Term id="origin">where from</Term>
                </th>
                <th scope="col">
                  <Term id="range">{level} range</Term>
                </th>
                <th scope="col">
                  <Term id="narrowed">What the data told</Term>
                </th>
              </tr>
            </thead>
            <tbody>
              {fit.parameters.map((number) => (
                <NumberRow key={number.name} number={number} changed={changed} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {isChanging && <RangesWindow fit={fit} onClose={() => setChanging(false)} />}
    </section>
  );
}

function NumberRow({
  number,
  changed,
}: {
  readonly number: FittedNumber;
  readonly changed: ReadonlySet<string>;
}) {
  const { name, meaning, unit, value, low, high, narrowed } = number;
  return (
    <tr>
      <th scope="row">
        {plainName(name)}
        {meaning && <span className="small muted parameter-meaning">{meaning}</span>}
      </th>
      <td>
        <span className="number-value">{formatAmount(value, unit)}</span>
        <Origin of={originOf(number, changed)} />
      </td>
      <td>
        {narrowed === null ? 'not measured' : `${formatNumber(low)} to ${formatAmount(high, unit)}`}
      </td>
      <td>
        <NarrowedBar number={number} />
      </td>
    </tr>
  );
}

const STOPPED = {
  converged: '',
  budget: ' It ended because its time or its number of runs was used up.',
  cancelled: ' You stopped it; this is the best so far.',
} as const satisfies Record<CalibrationView['stopped'], string>;

function howWords({ method, rows, evaluations, stopped }: CalibrationView, one: string): string {
  const seen = rows === 'all' ? `to all ${one}s` : `without the ${one}s that are kept`;
  const because =
    method.because === null ? '' : ` because ${plannerText(method.because).replace(/\.$/, '')}`;
  const chosen = because === '' ? '' : ` The studio chose this way${because}.`;
  return `Fitted ${seen} in ${formatNumber(evaluations)} runs (${methodTitle(method).toLowerCase()}).${chosen}${STOPPED[stopped]}`;
}
