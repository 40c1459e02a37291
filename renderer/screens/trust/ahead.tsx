import { useMemo, useState } from 'react';
import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { AgreementChart } from '../../charts/agreement-chart.tsx';
import { Segments } from '../../components/segments.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { useView } from '../../state/project-context.ts';
import { formatDate } from '../../words/dates.ts';
import { count, formatAmount, plainName } from '../../words/numbers.ts';
import { AheadFan } from './ahead-fan.tsx';
import {
  agreement,
  type ForecastSeries,
  placesOf,
  quantileAt,
  seriesTitle,
  timeWord,
  toldWorst,
} from './forecast-words.ts';
import { PartSheet } from './part-sheet.tsx';
import type { PartWords } from './part-words.ts';

interface Props {
  readonly words: PartWords;
  readonly trust: TrustView;
}

/** Forecasts of days not seen, beside what came. */
export function Ahead({ words, trust }: Props) {
  const { data } = useView();
  const one = timeWord(data?.timeUnit ?? 'step');
  const groups = useMemo(() => groupsOf(trust, one), [trust, one]);
  const [group, setGroup] = useState(groups[0]?.id ?? '');
  const [index, setIndex] = useState<string>();
  const [drawing, setDrawing] = useState<'time' | 'pairs'>('time');
  const shown = groups.find(({ id }) => id === group) ?? groups[0];
  const hasRecords = new Set(shown?.series.map(({ trajectory }) => trajectory)).size > 1;
  const series = shown?.series[Number(index)] ?? (shown && toldWorst(shown.series));
  if (!shown || !series) return <PartSheet words={words} term="days-not-seen" />;
  return (
    <PartSheet words={words} term="days-not-seen">
      <div className="trust-choices">
        {groups.length > 1 && (
          <Segments
            label="Forecast"
            value={shown.id}
            options={groups.map(({ id, words: text }) => ({ value: id, words: text }))}
            onChange={setGroup}
          />
        )}
        {shown.series.length > 1 && (
          <SelectField
            label="Series"
            value={String(shown.series.indexOf(series))}
            options={shown.series.map((each, i) => ({
              value: String(i),
              words: seriesTitle(each, hasRecords),
            }))}
            onChange={setIndex}
          />
        )}
        <Segments
          label="Drawn"
          value={drawing}
          options={[
            { value: 'time', words: 'Over time' },
            { value: 'pairs', words: 'Forecast against what came' },
          ]}
          onChange={(next) => setDrawing(next)}
        />
      </div>
      {drawing === 'time' ? (
        <AheadFan
          series={series}
          title={seriesTitle(series, hasRecords)}
          summary={sentence(series, one)}
        />
      ) : (
        <Pairs series={series} one={one} />
      )}
    </PartSheet>
  );
}

interface Group {
  readonly id: string;
  readonly words: string;
  readonly series: readonly ForecastSeries[];
}

/** The whole stretch at once, then by how far ahead. */
function groupsOf({ heldOut, rolling }: TrustView, one: string): readonly Group[] {
  const leads = [...new Set(rolling.map(({ lead }) => lead))].toSorted((a, b) => a - b);
  const [first] = heldOut;
  return [
    ...(first
      ? [{ id: 'stretch', words: `All ${count(first.rows.length, one)} at once`, series: heldOut }]
      : []),
    ...leads.map((lead) => ({
      id: `lead-${lead}`,
      words: `${count(lead, one)} ahead`,
      series: rolling.filter((each) => each.lead === lead),
    })),
  ];
}

function sentence(series: ForecastSeries, one: string): string {
  const { rows, inside, miss } = agreement(series);
  const kept = `${inside} of ${count(rows, one)} not seen lay inside the 80 % band`;
  return `${kept}; the middle line was off by ${formatAmount(miss, series.unit)} on average.`;
}

function Pairs({ series, one }: { readonly series: ForecastSeries; readonly one: string }) {
  const points = useMemo(() => {
    const [low, middle, high] = [0.1, 0.5, 0.9].map((level) => quantileAt(series, level));
    return placesOf(series).flatMap((place, row) => {
      const observed = series.observed[row];
      const predicted = middle?.[row];
      if (observed === undefined || predicted === undefined) return [];
      if (Number.isNaN(observed) || Number.isNaN(predicted)) return [];
      const label = typeof place === 'string' ? formatDate(place) : `${one} ${place}`;
      return [
        {
          observed,
          predicted,
          label,
          low: low?.[row] ?? predicted,
          high: high?.[row] ?? predicted,
        },
      ];
    });
  }, [series, one]);
  return (
    <AgreementChart
      title={`${plainName(series.output)}: forecast against what came`}
      summary={`On the diagonal, the forecast was right. ${sentence(series, one)}`}
      name={series.output}
      unit={series.unit}
      points={points}
    />
  );
}
