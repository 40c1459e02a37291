import { formatAmount, plainName } from '../words/numbers.ts';
import type { ChartScale } from './chart-scale.ts';
import { RuleHandle } from './rule-handle.tsx';

interface Props {
  readonly scale: ChartScale;
  readonly value: number;
  readonly step: number;
  readonly unit: string;
  /** Of the series. */
  readonly name: string;
  onChange(value: number): void;
}

/** A capacity line that is moved by hand or by keys. */
export function LimitHandle({ scale, value, step, unit, name, onChange }: Props) {
  return (
    <RuleHandle
      scale={scale}
      axis="up"
      label={`Line: ${plainName(name)}`}
      value={value}
      min={0}
      max={Math.max(value, scale.fromY(scale.top))}
      step={step}
      bigStep={10 * step}
      words={formatAmount(value, unit)}
      colour="var(--bad)"
      toPixel={scale.toY}
      fromPixel={scale.fromY}
      onChange={onChange}
    />
  );
}
