import { useCallback, useMemo } from 'react';
import type { DataRows } from '../state/use-data-rows.ts';
import { plainName } from '../words/numbers.ts';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartScale } from './chart-scale.ts';
import type { ChartTable } from './chart-table.tsx';
import { between, type ChartLook, SYMBOLS } from './figure.ts';
import { RuleHandle } from './rule-handle.tsx';
import { panelsOf, placesOf, seriesFigure, seriesWords } from './series-figure.ts';
import { SeriesPicker, useShown } from './series-picker.tsx';

/** The rule between the rows that are learned from and those that are kept for the check. */
interface Cut {
  /** Rows that are learned from. */
  readonly row: number;
  readonly min: number;
  readonly max: number;
  /** As it is read out: 'the last 28 days are kept for the check'. */
  readonly words: string;
  readonly onChange: (row: number) => void;
  readonly onChangeEnd?: (row: number) => void;
}

interface Props extends FrameProps {
  readonly rows: DataRows;
  readonly cut?: Cut;
  /** Rows to point at, from 0. */
  readonly marked?: readonly number[];
}

const NONE: readonly number[] = [];

/** The observed series over time, six of them at most at once. */
export function SeriesChart({ rows, cut, marked = NONE, ...frame }: Props) {
  const names = useMemo(() => rows.series.map(({ name }) => name), [rows.series]);
  const [shown, setShown] = useShown(names);
  const trainingRows = cut?.row ?? rows.trainingRows;
  const drawn = useMemo<DataRows>(
    () => ({
      ...rows,
      trainingRows,
      series: rows.series.filter(({ name }) => shown.includes(name)),
    }),
    [rows, shown, trainingRows],
  );
  const figure = useCallback(
    (look: ChartLook) => seriesFigure(drawn, look, marked),
    [drawn, marked],
  );
  const panels = panelsOf(drawn.series).length;
  const overlay = cut && ((scale: ChartScale) => <CutHandle cut={cut} rows={rows} scale={scale} />);
  return (
    <div
      className={panels > 2 ? 'stack tight panels' : 'stack tight'}
      style={{ ['--panels' as string]: panels }}
    >
      {names.length > shown.length && (
        <SeriesPicker
          label="Series shown"
          options={names.map((name) => ({ value: name, words: plainName(name) }))}
          chosen={shown}
          onChange={setShown}
        />
      )}
      <ChartFrame
        size={panels > 1 ? 'tall' : 'normal'}
        {...frame}
        table={() => seriesTable(drawn)}
        legend={(panels > 4 ? [] : drawn.series).map((one, i) => ({
          words: seriesWords(one),
          mark: SYMBOLS[i % SYMBOLS.length] ?? 'circle',
          series: i,
        }))}
      >
        <Canvas figure={figure} summary={frame.summary} {...(overlay && { overlay })} />
      </ChartFrame>
    </div>
  );
}

interface HandleProps {
  readonly cut: Cut;
  readonly rows: DataRows;
  readonly scale: ChartScale;
}

function CutHandle({ cut, rows, scale }: HandleProps) {
  const x = placesOf(rows);
  const toPixel = (row: number) => scale.toX(between(x, row - 1, row));
  const [start, end] = [toPixel(1), toPixel(x.length)];
  return (
    <RuleHandle
      scale={scale}
      axis="across"
      label="Where the part begins that is kept for the check"
      value={cut.row}
      min={cut.min}
      max={cut.max}
      step={1}
      bigStep={7}
      words={cut.words}
      toPixel={toPixel}
      fromPixel={(pixel) => 1 + ((pixel - start) / (end - start)) * (x.length - 1)}
      onChange={cut.onChange}
      onChangeEnd={cut.onChangeEnd}
    />
  );
}

function seriesTable(rows: DataRows): ChartTable {
  const { dates, series, trainingRows } = rows;
  return {
    columns: [
      dates ? { name: 'date', unit: '', kind: 'date' } : { name: 'row', unit: '' },
      ...series.map(({ name, unit }) => ({ name, unit })),
      { name: 'use', unit: '' },
    ],
    rows: placesOf(rows).map((place, row) => [
      place,
      ...series.map(({ values }) => {
        const value = values[row] ?? Number.NaN;
        return Number.isFinite(value) ? value : null;
      }),
      row < trainingRows ? 'learned from' : 'kept for the check',
    ]),
  };
}
