import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Label } from 'react-aria-components/Label';
import type { DecisionSpace, LeverView } from '../../../engine/studio/contract/decision-space.ts';
import { Icon } from '../../components/icon.tsx';

export type Kind = DecisionSpace['policies'][number]['kind'];

interface Props {
  readonly label: string;
  readonly lever: LeverView;
  readonly policies: DecisionSpace['policies'];
  readonly chosen: readonly Kind[];
  readonly isReadOnly: boolean;
  onChange(kinds: Kind[]): void;
}

/** Among which kinds of policies it is looked for: those that suit the lever, best first. */
export function KindChoice({ label, lever, policies, chosen, isReadOnly, onChange }: Props) {
  const fitting = lever.kinds.map(({ kind }) => kind);
  const listed = [...fitting, ...chosen.filter((kind) => !fitting.includes(kind))];
  return (
    <CheckboxGroup
      className="field"
      value={[...chosen]}
      isReadOnly={isReadOnly}
      onChange={(next) => {
        const kinds = listed.filter((kind) => next.includes(kind));
        // One is needed.
        if (kinds.length > 0) onChange(kinds);
      }}
    >
      <Label className="label">{label}</Label>
      <div className="kind-list">
        {listed.map((kind) => {
          const row = policies.find((one) => one.kind === kind);
          return (
            <Checkbox key={kind} value={kind} className="checkbox">
              <span className="box">
                <Icon name="check" size={12} />
              </span>
              <span>
                {row?.words ?? kind}
                {row && <span className="help kind-use">{row.use}</span>}
              </span>
            </Checkbox>
          );
        })}
      </div>
    </CheckboxGroup>
  );
}
