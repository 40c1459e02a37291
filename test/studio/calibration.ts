import type { CalibrationResult } from '../../engine/calibrate/result.ts';

/** A calibration of the ward with this mean stay. */
export function calibration(stay: number): CalibrationResult {
  return {
    method: 'cma-es',
    seed: 1,
    parameters: { stay },
    value: 0.1,
    sets: [[stay - 0.5], [stay], [stay + 0.5]],
    setsAre: 'bootstrap',
    intervals: [{ name: 'stay', value: stay, low: stay - 0.5, high: stay + 0.5 }],
    level: 0.9,
    evaluations: 100,
    failures: {},
    stopped: 'converged',
    notes: [],
  };
}
