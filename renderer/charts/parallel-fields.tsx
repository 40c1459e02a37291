import { AmountField } from '../components/amount-field.tsx';
import { Button } from '../components/button.tsx';
import { formatNumber } from '../words/numbers.ts';
import {
  axisName,
  axisRange,
  type Brushes,
  type ParallelAxis,
  type ParallelLine,
  withBrush,
} from './parallel.ts';

interface Props {
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  readonly brushes: Brushes;
  onBrush(brushes: Brushes): void;
}

/** The brushes as figures: what is dragged on the drawing is typed here. */
export function ParallelFields({ axes, lines, brushes, onBrush }: Props) {
  const isBrushed = Object.keys(brushes).length > 0;
  return (
    <details className="more-settings">
      <summary>Leave only those within limits, as figures</summary>
      <div className="parallel-fields">
        {axes.map((axis, i) => {
          const { low, high } = brushes[axis.key] ?? {};
          const [least, most] = axisRange(lines, i);
          const name = axisName(axis);
          return (
            <fieldset key={axis.key} className="parallel-field">
              <legend className="label">{name}</legend>
              <div className="row nowrap">
                <AmountField
                  label={`From at least (${formatNumber(least)})`}
                  value={low}
                  isOptional
                  onChange={(next) => onBrush(withBrush(brushes, axis.key, { low: next, high }))}
                />
                <AmountField
                  label={`To at most (${formatNumber(most)})`}
                  value={high}
                  isOptional
                  onChange={(next) => onBrush(withBrush(brushes, axis.key, { low, high: next }))}
                />
              </div>
            </fieldset>
          );
        })}
      </div>
      {isBrushed && (
        <Button size="small" icon="undo" onPress={() => onBrush({})}>
          Show all again
        </Button>
      )}
    </details>
  );
}
