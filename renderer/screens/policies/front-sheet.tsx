import { useMemo, useState } from 'react';
import type { DecisionTrace } from '../../../engine/studio/contract/decision-view.ts';
import { FrontChart } from '../../charts/front-chart.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { formatAmount } from '../../words/numbers.ts';
import { firstAxes, frontPoints, ORDER_AXIS, type PolicyAxis, policyAxes } from './policy-axes.ts';
import { PolicyList } from './policy-list.tsx';
import type { TriedPolicy } from './tried-policies.ts';
import type { Pins } from './use-pins.ts';

interface Props {
  readonly trace: DecisionTrace;
  readonly policies: readonly TriedPolicy[];
  readonly pins: Pins;
  /** As wanted; empty until they are known. */
  readonly limits: readonly { readonly chance: number }[];
  readonly isLive: boolean;
}

const NONE = 'none';

/** The trade-off: all policies by what is wanted, the best compromises large; and as a list. */
export function FrontSheet({ trace, policies, pins, limits, isLive }: Props) {
  const axes = useMemo(() => policyAxes(trace, limits), [trace, limits]);
  const first = firstAxes(axes, policies, trace.objectives.length);
  const [chosen, setChosen] = useState<{ x?: string; y?: string; size?: string }>({});
  const pick = (key: string | undefined) => axes.find((axis) => axis.key === key);
  const x = pick(chosen.x) ?? first.x;
  const y = pick(chosen.y) ?? first.y;
  const size = chosen.size === NONE ? undefined : (pick(chosen.size) ?? first.size);
  const letters = pins.pinned.map(({ card }) => card.id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the letters say what letterOf gives.
  const points = useMemo(
    () => frontPoints(policies, { x, y, size }, pins.letterOf),
    [policies, x, y, size, letters],
  );
  return (
    <section className="sheet" aria-labelledby="front">
      <div className="sheet-head">
        <h2 id="front">
          {trace.objectives.length > 1 ? 'The best compromises' : 'Policies tried'}
        </h2>
      </div>
      <div className="sheet-body stack">
        {axes.length > 2 && (
          <div className="axis-fields">
            <AxisField
              label="To the right"
              value={x}
              axes={axes}
              onChange={(key) => setChosen({ ...chosen, x: key })}
            />
            <AxisField
              label="Upwards"
              value={y}
              axes={axes}
              onChange={(key) => setChosen({ ...chosen, y: key })}
            />
            <AxisField
              label="Size"
              value={size}
              axes={axes}
              onChange={(key) => setChosen({ ...chosen, size: key })}
              isOptional
            />
          </div>
        )}
        <FrontChart
          title={`${x.words} against ${y.words}`}
          isTitleHidden
          size="tall"
          summary={summaryOf(policies, x, y, isLive)}
          {...{ points, x, y }}
          bySize={size}
          onToggle={pins.toggle}
          {...(trace.points.length === 0 && {
            state: { kind: 'loading', words: 'The first policies are on their way…' },
          })}
        />
        <PolicyList {...{ policies, axes, pins }} />
      </div>
    </section>
  );
}

interface AxisProps {
  readonly label: string;
  readonly value: PolicyAxis | undefined;
  readonly axes: readonly PolicyAxis[];
  readonly isOptional?: boolean;
  onChange(key: string): void;
}

function AxisField({ label, value, axes, isOptional = false, onChange }: AxisProps) {
  const isOwn = value?.key === ORDER_AXIS.key;
  return (
    <SelectField
      label={label}
      value={value?.key ?? NONE}
      options={[
        ...(isOptional ? [{ value: NONE, words: 'nothing' }] : []),
        ...(isOwn ? [{ value: ORDER_AXIS.key, words: ORDER_AXIS.words }] : []),
        ...axes.map(({ key, words }) => ({ value: key, words })),
      ]}
      onChange={onChange}
    />
  );
}

function summaryOf(
  policies: readonly TriedPolicy[],
  x: PolicyAxis,
  y: PolicyAxis,
  isLive: boolean,
): string {
  const best = policies.find(({ role }) => role === 'recommended');
  const nothing = policies.find(({ role }) => role === 'do-nothing');
  const at = (policy: TriedPolicy) =>
    `${x.words} ${formatAmount(x.value(policy), x.unit)}, ${y.words} ${formatAmount(y.value(policy), y.unit)}`;
  const told = [
    best && `${best.name}: ${at(best)}.`,
    nothing && `Doing nothing: ${at(nothing)}.`,
    isLive
      ? 'The search goes on: points appear as policies are tried.'
      : 'Press a large point, or go through them by arrow keys and press Enter, to pin a policy and see it closely.',
  ];
  return told.filter(Boolean).join(' ');
}
