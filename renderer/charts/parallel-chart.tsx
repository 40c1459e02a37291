import './parallel.css';
import { ChartFrame, type FrameProps } from './chart-frame.tsx';
import {
  type Brushes,
  isLeft,
  type ParallelAxis,
  type ParallelLine,
  withBrush,
} from './parallel.ts';
import { ParallelDrawing } from './parallel-drawing.tsx';
import { ParallelFields } from './parallel-fields.tsx';

interface Props extends FrameProps {
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  readonly brushes: Brushes;
  /** What the lines are: 'policies'. */
  readonly many: string;
  onBrush(brushes: Brushes): void;
}

/** Every number of every policy: a line each; a brush on an axis leaves only those within it. */
export function ParallelChart({ axes, lines, brushes, many, onBrush, ...frame }: Props) {
  const left = lines.filter((line) => isLeft(line, axes, brushes));
  const count = `${left.length} of ${lines.length} ${many} left`;
  return (
    <div className="stack tight">
      <ChartFrame
        {...frame}
        actions={
          <p className="parallel-count" role="status">
            <strong>{count}</strong>
          </p>
        }
        table={() => ({
          columns: [
            { name: 'policy', unit: '' },
            ...axes.map(({ words, unit }) => ({ name: words, unit })),
          ],
          rows: left.map(({ name, values }) => [name, ...values]),
        })}
      >
        <ParallelDrawing
          {...{ axes, lines, brushes }}
          summary={`${frame.summary} ${count}.`}
          onBrush={(key, brush) => onBrush(withBrush(brushes, key, brush))}
        />
      </ChartFrame>
      <ParallelFields {...{ axes, lines, brushes, onBrush }} />
    </div>
  );
}
