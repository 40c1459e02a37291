import { Term } from '../../components/term.tsx';
import { formatNumber, unitWords } from '../../words/numbers.ts';
import { type Compared, compared } from './compare.ts';
import type { ForecastOutput, ForecastRecord } from './forecast-words.ts';

interface Props {
  readonly output: ForecastOutput;
  readonly baseline: ForecastOutput;
  readonly record: ForecastRecord;
  readonly levels: readonly number[];
}

/** As things are beside what if: value, difference, percent, with the same luck on both sides. */
export function Comparison({ output, baseline, record, levels }: Props) {
  const unit = unitWords(output.unit);
  return (
    <section className="sheet" aria-labelledby="comparison">
      <div className="sheet-head">
        <h2 id="comparison">Against things as they are</h2>
        <span className="small muted">
          the same luck on both sides; <Term id="simulation-error">in brackets</Term>
        </span>
      </div>
      <div className="sheet-body">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{unit === '' ? 'Outcome' : `Outcome, in ${unit}`}</th>
              <th scope="col" className="figures">
                As things are
              </th>
              <th scope="col" className="figures">
                What if
              </th>
              <th scope="col" className="figures">
                Difference
              </th>
              <th scope="col" className="figures">
                Percent
              </th>
            </tr>
          </thead>
          <tbody>
            {compared(output, baseline, record, levels).map((row) => (
              <Row key={row.words} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ row }: { readonly row: Compared }) {
  const { words, before, after, isShare } = row;
  const shown = (value: number) =>
    isShare ? `${formatNumber(Math.round(100 * value))} %` : whole(value);
  const difference = after.value - before.value;
  return (
    <tr>
      <th scope="row">{words}</th>
      {[before, after].map((side, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the two sides stay where they are.
        <td key={i} className="figures">
          {shown(side.value)}
          {side.low !== side.high && (
            <span className="small muted">
              {' '}
              ({shown(side.low)} to {shown(side.high)})
            </span>
          )}
        </td>
      ))}
      <td className="figures">{signed(difference, isShare)}</td>
      <td className="figures">
        {isShare || before.value === 0
          ? ''
          : `${plus(difference)}${formatNumber(Math.round((100 * difference) / before.value))} %`}
      </td>
    </tr>
  );
}

function whole(value: number): string {
  return formatNumber(Math.abs(value) >= 10 ? Math.round(value) : value);
}

function signed(difference: number, isShare: boolean): string {
  if (isShare) return `${plus(difference)}${formatNumber(Math.round(100 * difference))} points`;
  return `${plus(difference)}${whole(difference)}`;
}

function plus(value: number): string {
  return value > 0 ? '+' : '';
}
