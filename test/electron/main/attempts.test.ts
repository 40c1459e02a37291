import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limitAttempts } from '../../../electron/main/attempts.ts';

it('allows three a minute, and again when the minute is over', () => {
  let now = 0;
  const attempts = limitAttempts({ limit: 3, within: 60_000, now: () => now });
  expect([attempts.take(), attempts.take(), attempts.take(), attempts.take()]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  now = 59_999;
  expect(attempts.take()).toBe(false);
  now = 60_000;
  expect([attempts.recent, attempts.take()]).toEqual([0, true]);
});

it('never allows more than the limit in any stretch of that length', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 })), (waits) => {
      let now = 0;
      const attempts = limitAttempts({ limit: 3, within: 60, now: () => now });
      const made: number[] = [];
      for (const wait of waits) {
        now += wait;
        if (attempts.take()) made.push(now);
      }
      for (const at of made) {
        expect(made.filter((one) => one >= at && one < at + 60).length).toBeLessThanOrEqual(3);
      }
    }),
  );
});
