import { z } from 'zod';
import type { CalibrationResult } from '../../calibrate/result.ts';
import { ENSEMBLE_SCORES } from '../../score/registry.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import { calibrateSimulator } from '../../studio/calibrate-simulator.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { formatNumber } from '../format-number.ts';
import { positiveNumber, simulatorOption, wholeNumber } from '../options.ts';
import { textTable } from '../text-table.ts';

const scores = ENSEMBLE_SCORES.map(({ id }) => id);

export const calibrateCommand = defineCommand({
  name: 'calibrate',
  arguments: '<project>',
  summary: 'fit the numbers of a simulator to the data, with a range for each',
  details:
    'Searches the parameter values whose simulations score best against the data, then repeats that on resampled data to say how sure each value is.',
  options: [
    simulatorOption,
    {
      flags: '--score <id>',
      words: `what is minimised: ${scores.join(', ')} (default ${scores[0]})`,
    },
    { flags: '--budget <count>', words: 'parameter sets that the search may try (default 1500)' },
    {
      flags: '--resamples <count>',
      words: 'resampled data sets behind the ranges (default 24; 0: no ranges)',
    },
    { flags: '--rows <which>', words: 'all, or training: without the held-out rows (default all)' },
    { flags: '--resume [run]', words: 'go on with this run, or with the last interrupted one' },
  ],
  schema: z.object({
    simulator: z.string().optional(),
    score: z.enum(scores, `one of ${scores.join(', ')} is due`).optional(),
    budget: positiveNumber.optional(),
    resamples: wholeNumber.optional(),
    rows: z.enum(['all', 'training'], 'all or training is due').optional(),
    resume: z.union([z.string(), z.literal(true)]).optional(),
  }),
  async run(tools, [folder = ''], { resume, simulator, score, budget, rows, resamples }) {
    const project = await tools.openProject(folder, 'write');
    const report = await calibrateSimulator(project, tools.services(), {
      seed: tools.seed,
      ...(simulator !== undefined && { simulator }),
      ...(score !== undefined && { score }),
      ...(budget !== undefined && { budget }),
      ...(rows !== undefined && { rows }),
      ...(resamples !== undefined && { resamples }),
      ...(resume !== undefined && { resume: typeof resume === 'string' ? { run: resume } : {} }),
    });
    const { run, calibration, declaration } = report;
    const isCancelled = run.state === 'cancelled';
    const wayOn = `gsim calibrate ${folder} --resume ${run.id}`;
    const { sets, ...shown } = calibration;
    return {
      json: {
        run: run.id,
        state: run.state,
        simulator: report.simulator,
        calibration: { ...shown, sets: sets.length },
        ...(isCancelled && { resume: wayOn }),
      },
      text: [
        `${report.simulator.title} (${report.simulator.id})`,
        parameterTable(calibration, declaration),
        spent(calibration),
        isCancelled
          ? `Stopped; this is the best so far. Go on with: ${wayOn}`
          : `Run ${run.id}. Next: gsim check ${folder}`,
      ].join('\n\n'),
      ...(isCancelled && { exitCode: EXIT.cancelled }),
    };
  },
});

function parameterTable(
  { intervals, level }: CalibrationResult,
  { parameters }: Declaration,
): string {
  const rows = intervals.map(({ name, value, low, high }) => [
    name,
    formatNumber(value),
    low === high ? '' : `${formatNumber(low)} to ${formatNumber(high)}`,
    parameters[name]?.unit ?? '',
    parameters[name]?.meaning ?? '',
  ]);
  return textTable(
    ['parameter', 'value', `${Math.round(level * 100)} % range`, 'unit', 'meaning'],
    rows,
  );
}

function spent({ evaluations, value, stopped, failures }: CalibrationResult): string {
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const how = { converged: 'converged', budget: 'the budget ran out', cancelled: 'stopped' }[
    stopped
  ];
  const broken = failed === 0 ? '' : `; ${failed} runs failed`;
  return `Score ${formatNumber(value)} after ${evaluations} evaluations (${how})${broken}.`;
}
