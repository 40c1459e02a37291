import { expect, it } from 'vitest';
import type { Aim } from '../../engine/decide/schemas/aim.ts';
import type { PolicyCard } from '../../engine/studio/contract/decision-view.ts';
import { recommendedOf } from '../../engine/studio/decide/recommend.ts';

const metric = { series: { kind: 'cost' }, how: 'total', level: null } as const;
const LIMIT = { metric, is: 'at-most', level: 0, chance: 0.95 } as const;
const wish = (direction: 'minimise' | 'maximise') =>
  ({ direction, metric, risk: { kind: 'mean' } }) as const;

function aimOf(direction: 'minimise' | 'maximise'): Pick<Aim, 'objectives' | 'limits'> {
  return { objectives: [wish(direction)], limits: [LIMIT] };
}

function card(
  id: string,
  value: number,
  chance: number,
  holds: 'yes' | 'no' | 'unsure',
): PolicyCard {
  const around = { low: value - 1, high: value + 1, p05: value, p95: value };
  return {
    ...{ id, role: 'front', policies: {}, words: [], parameters: [], cost: null, runs: 2000 },
    objectives: [{ value, ...around }],
    limits: [{ value: chance, low: chance - 0.01, high: chance + 0.01, holds }],
    calendar: [],
  };
}

it('is the one that comes off best among those that surely keep the limit', () => {
  const cards = [
    card('first', 0.6, 1, 'yes'),
    card('free', 0, 1, 'yes'),
    card('broken', -5, 0.5, 'no'),
  ];
  expect(recommendedOf(cards, aimOf('minimise'))?.id).toBe('free');
  expect(recommendedOf(cards, aimOf('maximise'))?.id).toBe('first');
});

it('near the limit is the first that keeps it on the fresh runs, not the luckiest', () => {
  const cards = [
    card('missed', 90, 0.948, 'unsure'),
    card('kept', 100, 0.952, 'unsure'),
    card('lucky', 95, 0.951, 'unsure'),
  ];
  expect(recommendedOf(cards, aimOf('minimise'))?.id).toBe('kept');
});

it('where none is known to keep it is the first of which it is open, else the nearest', () => {
  const open = [card('no', 1, 0.8, 'no'), card('open', 2, 0.945, 'unsure')];
  expect(recommendedOf(open, aimOf('minimise'))?.id).toBe('open');
  expect(recommendedOf(open.slice(0, 1), aimOf('minimise'))?.id).toBe('no');
});
