interface Props {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Of the whole bar, shared by what it is compared with. */
  readonly range: readonly [number, number];
}

/** From where to where 90 % of outcomes lie, and the value: on a scale that is shared. The words beside say the same. */
export function RangeBar({ value, low, high, range: [least, most] }: Props) {
  const at = (one: number) => 100 * Math.min(1, Math.max(0, (one - least) / (most - least || 1)));
  return (
    <svg className="range-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <path className="range-whole" d="M0 5h100" />
      <path
        className="range-own"
        d={`M${at(low).toFixed(2)} 5H${Math.max(at(high), at(low) + 0.5).toFixed(2)}`}
      />
      <path className="range-value" d={`M${at(value).toFixed(2)} 0v10`} />
    </svg>
  );
}

/** Over all that is compared, with a little room. */
export function sharedRange(
  ends: readonly { readonly value: number; readonly low: number; readonly high: number }[],
): [number, number] {
  const all = ends.flatMap(({ value, low, high }) => [value, low, high]).filter(Number.isFinite);
  if (all.length === 0) return [0, 1];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low) * 0.04 || Math.abs(high) * 0.05 || 1;
  return [low - room, high + room];
}
