import { useMemo, useState } from 'react';
import type {
  DecisionView,
  PolicyCard,
  SurfaceResult,
} from '../../../engine/studio/contract/decision-view.ts';
import { SurfaceChart } from '../../charts/surface-chart.tsx';
import { Banner } from '../../components/banner.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { type Loaded, useLoaded } from '../../state/use-loaded.ts';
import { formatAmount, formatNumber } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { wishName } from './policy-axes.ts';

interface Props {
  readonly card: PolicyCard;
  readonly view: DecisionView;
}

/** Each way: few come first, then as many as make a smooth line. And runs at each. */
const FEW = 9;
const MANY = 21;
const RUNS = 100;

type PolicyNumber = PolicyCard['parameters'][number];

const keyOf = ({ lever, name }: Pick<PolicyNumber, 'lever' | 'name'>) => `${lever} ${name}`;

/** A wish and the limits over any two numbers of a policy, the others as they are. */
export function SurfaceTab({ card, view }: Props) {
  const numbers = card.parameters;
  const [chosen, setChosen] = useState<{ across?: string; up?: string; shown?: number }>({});
  const pick = (key: string | undefined) => numbers.find((one) => keyOf(one) === key);
  const across = pick(chosen.across) ?? numbers[0];
  const up = pick(chosen.up) ?? numbers.find((one) => one !== across);
  if (!across || !up || across === up) {
    return (
      <p className="muted">
        This policy has {numbers.length === 0 ? 'no number' : 'one number only'}: there are no two
        to be put against each other.
      </p>
    );
  }
  const options = numbers.map((one) => ({ value: keyOf(one), words: one.words }));
  const shown = chosen.shown ?? 0;
  return (
    <div className="stack">
      <div className="axis-fields">
        <SelectField
          label="To the right"
          value={keyOf(across)}
          options={options.filter(({ value }) => value !== keyOf(up))}
          onChange={(key) => setChosen({ ...chosen, across: key, up: keyOf(up) })}
        />
        <SelectField
          label="Upwards"
          value={keyOf(up)}
          options={options.filter(({ value }) => value !== keyOf(across))}
          onChange={(key) => setChosen({ ...chosen, across: keyOf(across), up: key })}
        />
        {view.trace.objectives.length > 1 && (
          <SelectField
            label="What is shaded"
            value={String(shown)}
            options={view.trace.objectives.map(({ words }, i) => ({
              value: String(i),
              words: wishName(words),
            }))}
            onChange={(value) => setChosen({ ...chosen, shown: Number(value) })}
          />
        )}
      </div>
      <Surface {...{ card, view, across, up, shown }} />
    </div>
  );
}

interface SurfaceProps extends Props {
  readonly across: PolicyNumber;
  readonly up: PolicyNumber;
  /** Which of the wishes. */
  readonly shown: number;
}

function Surface({ card, view, across, up, shown }: SurfaceProps) {
  const few = useSurface({ card, view, across, up }, FEW, true);
  const many = useSurface(
    { card, view, across, up },
    MANY,
    few.kind === 'loaded' && !few.isReloading,
  );
  const read = many.kind === 'loaded' && !many.isReloading ? many : few;
  const objective = view.trace.objectives[shown];
  const result = read.kind === 'loaded' ? read.value : undefined;
  const isOld = read.kind === 'loaded' && read.isReloading;
  const data = useMemo(
    () =>
      result && {
        across: { words: across.words, unit: across.unit, values: result.across },
        up: { words: up.words, unit: up.unit, values: result.up },
        values: result.objectives[shown] ?? new Float64Array(),
        limits: result.limits.map((values, i) => ({
          words: plannerText(view.trace.limits[i] ?? ''),
          values,
          level: view.aim.limits[i]?.chance ?? 0.95,
        })),
        at: { across: across.value, up: up.value },
      },
    [result, across, up, shown, view],
  );
  if (read.kind === 'failed') return <LoadFailed error={read.error} onRetry={read.again} />;
  if (!data || !objective || isOld) {
    return (
      <p className="chart-words" role="status">
        Trying {FEW * FEW} policies around this one…
      </p>
    );
  }
  const words = wishName(objective.words);
  return (
    <div className="stack tight">
      {result?.notes.map((note) => (
        <Banner key={note} tone="care" role="status">
          <p>{plannerText(note)}</p>
        </Banner>
      ))}
      <SurfaceChart
        title={words}
        size="tall"
        summary={`${words} over ${across.words} and ${up.words}, from ${spread(data.values, objective.unit)}; the other numbers as this policy has them. ${RUNS} runs at each of ${data.values.length} places, so small differences are chance.`}
        {...data}
        valueName={words}
        unit={objective.unit}
      />
    </div>
  );
}

/** Loaded again once the numbers are others; `isWanted`: not before. */
function useSurface(
  { card, view, across, up }: Omit<SurfaceProps, 'shown'>,
  points: number,
  isWanted: boolean,
): Loaded<SurfaceResult> {
  const { client } = useApp();
  const { project } = useView();
  const question = {
    ...{ run: view.run, candidate: card.id, points, runs: RUNS },
    across: { lever: across.lever, name: across.name },
    up: { lever: up.lever, name: up.name },
  };
  const key = isWanted ? JSON.stringify([project, question]) : undefined;
  return useLoaded(key, (signal) =>
    client.call('decisions.surface', { project, question }, { signal }),
  );
}

function spread(values: Float64Array, unit: string): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return 'nothing that could be run';
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  return `${formatNumber(Number(low.toPrecision(3)))} to ${formatAmount(Number(high.toPrecision(3)), unit)}`;
}
