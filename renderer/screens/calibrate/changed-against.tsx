import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import { formatNumber, plainName, unitWords } from '../../words/numbers.ts';
import { priorWords } from '../../words/prior-words.ts';

interface Props {
  readonly fit: CalibrationView;
  readonly parent: CalibrationView;
  readonly changed: ReadonlySet<string>;
}

/** The ranges that a person changed, against the model that this one was made from, and what came of it. */
export function ChangedAgainst({ fit, parent, changed }: Props) {
  return (
    <section className="sheet" aria-labelledby="changed">
      <div className="sheet-head">
        <h2 id="changed">
          What you changed
          {parent.title === fit.title
            ? ', against the model that it was made from'
            : `, against ${parent.title}`}
        </h2>
      </div>
      <div className="sheet-body table-wide">
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">Possible before</th>
              <th scope="col">Possible now</th>
              <th scope="col" className="figures">
                Best value before
              </th>
              <th scope="col" className="figures">
                Best value now
              </th>
              <th scope="col">Unit</th>
            </tr>
          </thead>
          <tbody>
            {fit.parameters
              .filter(({ name }) => changed.has(name))
              .map(({ name, prior, value, unit }) => {
                const before = parent.parameters.find((number) => number.name === name);
                return (
                  <tr key={name}>
                    <th scope="row">{plainName(name)}</th>
                    <td>{before ? priorWords(before.prior, '') : ''}</td>
                    <td>{priorWords(prior, '')}</td>
                    <td className="figures">{before ? formatNumber(before.value) : ''}</td>
                    <td className="figures">{formatNumber(value)}</td>
                    <td>{unitWords(unit) || 'none'}</td>
                  </tr>
                );
              })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
