import { useView } from '../../state/project-context.ts';
import { formatNumber, plainName, unitWords } from '../../words/numbers.ts';
import { ROLE_WORDS, USE_WORDS } from '../../words/role-words.ts';

/** What each column is for, with its unit and range. */
export function ColumnsTable() {
  const { data } = useView();
  if (!data) return null;
  return (
    <table className="data-table">
      <caption className="sr-only">Columns of the data</caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">What it tells</th>
          <th scope="col">Use</th>
          <th scope="col">Unit</th>
          <th scope="col" className="figures">
            Range
          </th>
          <th scope="col" className="figures">
            Missing
          </th>
        </tr>
      </thead>
      <tbody>
        {data.series.map(({ name, role, use, unit, missing, min, max }) => (
          <tr key={name}>
            <th scope="row">{plainName(name)}</th>
            <td>{ROLE_WORDS[role]}</td>
            <td>
              <span className={use === 'output' ? 'badge accent' : 'badge'}>{USE_WORDS[use]}</span>
            </td>
            <td>{unitWords(unit) || 'none'}</td>
            <td className="figures">
              {min === null || max === null
                ? 'no values'
                : `${formatNumber(min)} to ${formatNumber(max)}`}
            </td>
            <td className="figures">{formatNumber(missing)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
