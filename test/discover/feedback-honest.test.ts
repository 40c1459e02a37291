import { describe, expect, it } from 'vitest';
import { counting, feedbackOf, lasting, NOTHING, SEEDS, steady, walking, waving } from './laws.ts';

describe('an honest model', () => {
  it.each([
    ['of steady noise', { truth: steady(3), model: steady(3), rows: 80 }],
    ['of a wave with noise that grows with it', { truth: waving, model: waving, rows: 80 }],
    ['whose errors last', { truth: lasting(0.8), model: lasting(0.8), rows: 100 }],
    ['of a walk', { truth: walking, model: walking, rows: 90 }],
    ['of small counts', { truth: counting, model: counting, rows: 60 }],
    ['of a dozen rows', { truth: waving, model: waving, rows: 12 }],
    ['with weekdays', { truth: steady(3), model: steady(3), rows: 84, weekdays: true }],
    ['of 30 trajectories', { truth: waving, model: waving, rows: 25, episodes: 30, members: 40 }],
    ['of 12 walks', { truth: walking, model: walking, rows: 30, episodes: 12, members: 40 }],
  ] as const)(
    '%s: nothing is reported in at least 19 of 20 cases',
    (_, made) => {
      const said = SEEDS.map((seed) => feedbackOf(seed, made).sentences);
      expect(said.filter((sentences) => sentences[0] !== NOTHING[0]).length).toBeLessThanOrEqual(1);
    },
    30_000,
  );
});
