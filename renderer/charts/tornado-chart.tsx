import { useCallback, useMemo, useState } from 'react';
import { Button } from '../components/button.tsx';
import { plainName } from '../words/numbers.ts';
import { Canvas } from './canvas.tsx';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import type { ChartLook } from './figure.ts';
import { type TornadoData, tornadoFigure } from './tornado-figure.ts';

type Props = FrameProps & TornadoData;

/** Rows at first. */
const TOP = 10;

/** What drives the outcome: the ten largest swings, then all. */
export function TornadoChart({ rows, unit, valueName, ...frame }: Props) {
  const [isAll, setAll] = useState(false);
  const shown = useMemo(() => (isAll ? rows : rows.slice(0, TOP)), [rows, isAll]);
  const figure = useCallback(
    (look: ChartLook) => tornadoFigure({ rows: shown, unit, valueName }, look),
    [shown, unit, valueName],
  );
  return (
    <div className="rows-height" style={{ ['--rows' as string]: Math.max(2, shown.length) }}>
      <ChartFrame
        {...frame}
        actions={
          rows.length > TOP && (
            <Button size="small" look="quiet" onPress={() => setAll(!isAll)}>
              {isAll ? `Show the first ${TOP}` : `Show all ${rows.length}`}
            </Button>
          )
        }
        table={() => ({
          columns: [
            { name: 'what is not known', unit: '' },
            { name: 'at its low end', unit: '' },
            { name: `${valueName} there`, unit },
            { name: 'at its high end', unit: '' },
            { name: `${valueName} then`, unit },
            { name: 'can be told from chance', unit: '' },
          ],
          rows: rows.map(({ name, low, high, told }) => [
            plainName(name),
            low.at,
            low.value,
            high.at,
            high.value,
            told ? 'yes' : 'no',
          ]),
        })}
      >
        <Canvas figure={figure} summary={frame.summary} />
      </ChartFrame>
    </div>
  );
}
