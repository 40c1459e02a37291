import { IconButton } from '../../components/button.tsx';
import { formatNumber, unitWords } from '../../words/numbers.ts';
import type { PolicyAxis } from './policy-axes.ts';
import { ScrollTable } from './scroll-table.tsx';
import type { TriedPolicy } from './tried-policies.ts';
import type { Pins } from './use-pins.ts';

interface Props {
  readonly policies: readonly TriedPolicy[];
  readonly axes: readonly PolicyAxis[];
  readonly pins: Pins;
}

/** Those that were looked at closely, as a list: what is pinned on the chart is pinned here, too. */
export function PolicyList({ policies, axes, pins }: Props) {
  const listed = policies.filter(({ card }) => card !== undefined);
  if (listed.length === 0) return null;
  return (
    <div className="stack tight">
      <h3>Looked at closely</h3>
      <ScrollTable label="Policies that were looked at closely">
        <thead>
          <tr>
            <th scope="col">Policy</th>
            {axes.map(({ key, short, unit }) => (
              <th key={key} scope="col" className="figures axis-head">
                {short}
                {unitWords(unit) !== '' && ` (${unitWords(unit)})`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((policy) => (
            <Row key={policy.id} {...{ policy, axes, pins }} />
          ))}
        </tbody>
      </ScrollTable>
    </div>
  );
}

function Row({ policy, axes, pins }: Omit<Props, 'policies'> & { readonly policy: TriedPolicy }) {
  const letter = pins.letterOf(policy.id);
  return (
    <tr>
      <th scope="row">
        <span className="row nowrap">
          <IconButton
            name={letter === undefined ? `Pin: ${policy.name}` : `Pinned: ${policy.name}`}
            icon="pin"
            size="small"
            look={letter === undefined ? 'quiet' : 'primary'}
            aria-pressed={letter !== undefined}
            onPress={() => pins.toggle(policy.id)}
          />
          {policy.name}
          {letter !== undefined && <span className="pin-letter">{letter}</span>}
        </span>
      </th>
      {axes.map((axis) => (
        <td key={axis.key} className="figures">
          {formatNumber(rounded(axis.value(policy)))}
        </td>
      ))}
    </tr>
  );
}

function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
