import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { formatNumber } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { OtherChecks } from './other-checks.tsx';
import { PartSheet } from './part-sheet.tsx';
import type { PartWords } from './part-words.ts';

interface Props {
  readonly words: PartWords;
  readonly parts: TrustView['parts'];
}

/** Rows of the table at first. */
const FIRST = 8;

/** The data beside what the model makes: which of their figures it does not reach. */
export function CouldHaveMade({ words, parts }: Props) {
  const found = parts?.misspecification.kind === 'done' ? parts.misspecification.result : undefined;
  return (
    <PartSheet words={words} term="made-up-check">
      {found && found.outside.length > 0 && (
        <div className="table-wide">
          <table className="data-table">
            <caption className="table-title">
              Figures of your data that the model hardly makes
              {found.outsideCount > FIRST && `: the first ${FIRST} of ${found.outsideCount}`}
            </caption>
            <thead>
              <tr>
                <th scope="col">Figure</th>
                <th scope="col" className="figures">
                  In your data
                </th>
                <th scope="col" className="figures">
                  19 of 20 made-up ones
                </th>
                <th scope="col">Your data are</th>
              </tr>
            </thead>
            <tbody>
              {found.outside.slice(0, FIRST).map(({ label, observed, low, high, direction }) => (
                <tr key={label}>
                  <th scope="row">{plannerText(label)}</th>
                  <td className="figures">{formatNumber(observed)}</td>
                  <td className="figures">
                    {formatNumber(low)} to {formatNumber(high)}
                  </td>
                  <td>{direction}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {parts && (
        <OtherChecks
          checks={[
            ['With all that is possible before', parts.priorPredictive],
            ['With the fitted numbers', parts.posteriorPredictive],
          ]}
        />
      )}
    </PartSheet>
  );
}
