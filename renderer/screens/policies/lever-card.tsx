import type { DecisionSpace, LeverView } from '../../../engine/studio/contract/decision-space.ts';
import { IconButton } from '../../components/button.tsx';
import type { EditedAim } from '../../state/aim-hooks.ts';
import type { Aim } from '../../state/aim-store.ts';
import { useView } from '../../state/project-context.ts';
import { formatNumber, unitWords } from '../../words/numbers.ts';
import { wordsOfResource } from './aim-words.ts';
import { CurrentFields } from './current-fields.tsx';
import { KindChoice } from './kind-choice.tsx';
import { RangeFields } from './range-fields.tsx';
import { WatchFields } from './watch-fields.tsx';

export type Choice = Aim['choices'][number];

interface Props {
  readonly choice: Choice;
  readonly lever: LeverView;
  readonly space: DecisionSpace;
  readonly edited: EditedAim;
  /** Undefined: it is the only one, and one is needed. */
  readonly onRemove: (() => void) | undefined;
}

/** One lever or resource whose policy is looked for. */
export function LeverCard({ choice, lever, space, edited, onRemove }: Props) {
  const { resources, readOnly } = useView();
  const isReadOnly = readOnly !== null;
  const words = wordsOfResource(lever.name, resources);
  const change = (next: Partial<Choice>, intent: string) =>
    edited.change(
      {
        choices: edited.aim.choices.map((one) =>
          one.lever === choice.lever ? { ...one, ...next } : one,
        ),
      },
      intent,
    );
  const kindsOf = (kind: string) => space.policies.find((row) => row.kind === kind);
  const looks = choice.kinds.some((kind) => kindsOf(kind)?.watches);
  return (
    <li className="lever-card stack tight" aria-label={words}>
      <div className="row between nowrap">
        <h3>{words}</h3>
        {onRemove && (
          <IconButton name={`Leave ${words} out`} icon="trash" size="small" onPress={onRemove} />
        )}
      </div>
      <p className="small muted">{about(lever)}</p>
      <KindChoice
        label={`How ${words} may be set`}
        {...{ lever, isReadOnly }}
        policies={space.policies}
        chosen={choice.kinds}
        onChange={(kinds) => change({ kinds }, 'Chose how something may be set')}
      />
      {looks && lever.watches.length > 0 && (
        <WatchFields
          {...{ lever, isReadOnly }}
          watch={choice.watch}
          timeUnit={space.timeUnit}
          onChange={(watch) => change({ watch }, 'Chose what a policy looks at')}
        />
      )}
      <details className="more-settings">
        <summary>Where its numbers are looked for</summary>
        <div className="stack">
          {choice.kinds.map((kind) => (
            <RangeFields
              key={kind}
              {...{ kind, isReadOnly }}
              words={kindsOf(kind)?.words ?? kind}
              numbers={lever.kinds.find((one) => one.kind === kind)?.numbers ?? []}
              ranges={choice.ranges}
              onChange={(ranges) => change({ ranges }, 'Changed where numbers are looked for')}
            />
          ))}
        </div>
      </details>
      <details className="more-settings">
        <summary>How it is set today</summary>
        <CurrentFields
          {...{ lever }}
          leverWords={words}
          policies={space.policies}
          current={edited.aim.current[lever.name]}
          onChange={(current) => {
            const { [lever.name]: _before, ...others } = edited.aim.current;
            edited.change(
              { current: current ? { ...others, [lever.name]: current } : others },
              'Said how something is set today',
            );
          }}
        />
      </details>
    </li>
  );
}

function about({ kind, meaning, unit, low, high }: LeverView): string {
  const words = unitWords(unit);
  const what = kind === 'resource' ? 'You provide it' : meaning || 'A lever of the model';
  return `${what}: ${formatNumber(low)} to ${formatNumber(high)}${words === '' ? '' : ` ${words}`}.`;
}
