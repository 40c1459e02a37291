/** Axes that charts share: steady, so that a small change does not draw all of them anew. */
import type { Fan } from '../../charts/fan.ts';

/** From zero (or below) to a round number above all that is drawn. */
export function steadyRange(
  fans: readonly Fan[],
  also: readonly number[] = [],
): readonly [number, number] {
  let [low, high] = [0, 0];
  const see = (value: number) => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { quantiles } of fans)
    for (let i = 0; i < quantiles.length; i++) see(quantiles[i] ?? 0);
  for (const value of also) see(value);
  if (low === high) return [0, 1];
  return [-roundUp(-low * 1.02), roundUp(high * 1.04)];
}

const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** 0 stays 0. */
function roundUp(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return (ROUND.find((one) => one * power >= value * (1 - 1e-9)) ?? 10) * power;
}
