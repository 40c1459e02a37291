import { z } from 'zod';
import { CALIBRATION_METHODS } from '../../calibrate/registry.ts';
import type { CalibrationResult } from '../../calibrate/result.ts';
import { TASK_DATA } from '../../calibrate/sbi/task-of-problem.ts';
import { ENSEMBLE_SCORES } from '../../score/registry.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import {
  calibrateSimulator,
  METHOD_CHOICES,
  type MethodChosen,
} from '../../studio/calibrate-simulator.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { formatNumber } from '../format-number.ts';
import { positiveNumber, present, simulatorOption, wholeNumber } from '../options.ts';
import { textTable } from '../text-table.ts';

const scores = ENSEMBLE_SCORES.map(({ id }) => id);

export const calibrateCommand = defineCommand({
  name: 'calibrate',
  arguments: '<project>',
  summary: 'fit the numbers of a simulator to the data, with a range for each',
  details: [
    'Finds the parameter values with which the simulator behaves like the data, and how sure each is. Methods:',
    '  auto: chosen by a first look at the problem; it says why',
    ...CALIBRATION_METHODS.map(({ id, words }) => `  ${id}: ${words}`),
  ].join('\n'),
  options: [
    simulatorOption,
    {
      flags: '--method <id>',
      words: `${METHOD_CHOICES.join(', ')} (default auto)`,
    },
    {
      flags: '--score <id>',
      words: `what is minimised: ${scores.join(', ')} (default ${scores[0]})`,
    },
    {
      flags: '--budget <count>',
      words: 'parameter sets that may be simulated (default: what the method needs)',
    },
    {
      flags: '--resamples <count>',
      words: 'resampled data sets behind the ranges of a search (default 24; 0: no ranges)',
    },
    {
      flags: '--look <at>',
      words: `what a learned posterior looks at: ${TASK_DATA.join(' (every number), ')} statistics (default: by the size of the data)`,
    },
    { flags: '--rows <which>', words: 'all, or training: without the held-out rows (default all)' },
    { flags: '--resume [run]', words: 'go on with this run, or with the last interrupted one' },
  ],
  schema: z.object({
    simulator: z.string().optional(),
    method: z.enum(METHOD_CHOICES, `one of ${METHOD_CHOICES.join(', ')} is due`).optional(),
    look: z.enum(TASK_DATA, `${TASK_DATA.join(' or ')} is due`).optional(),
    score: z.enum(scores, `one of ${scores.join(', ')} is due`).optional(),
    budget: positiveNumber.optional(),
    resamples: wholeNumber.optional(),
    rows: z.enum(['all', 'training'], 'all or training is due').optional(),
    resume: z.union([z.string(), z.literal(true)]).optional(),
  }),
  async run(tools, [folder = ''], { resume, ...given }) {
    const project = await tools.openProject(folder, 'write');
    const report = await calibrateSimulator(project, tools.services(), {
      seed: tools.seed,
      ...present(given),
      ...(resume !== undefined && { resume: typeof resume === 'string' ? { run: resume } : {} }),
    });
    const { run, calibration, declaration, chosen } = report;
    const isCancelled = run.state === 'cancelled';
    const wayOn = `gsim calibrate ${folder} --resume ${run.id}`;
    const { sets, density: _density, ...shown } = calibration;
    return {
      json: {
        run: run.id,
        state: run.state,
        simulator: report.simulator,
        chosen,
        calibration: { ...shown, sets: sets.length },
        ...(isCancelled && { resume: wayOn }),
      },
      text: [
        `${report.simulator.title} (${report.simulator.id})`,
        methodLine(chosen),
        parameterTable(calibration, declaration),
        ...(calibration.notes.length > 0
          ? [calibration.notes.map((note) => `! ${note}`).join('\n')]
          : []),
        spent(calibration),
        isCancelled
          ? `Stopped; this is the best so far. Go on with: ${wayOn}`
          : `Run ${run.id}. Next: gsim check ${folder}`,
      ].join('\n\n'),
      ...(isCancelled && { exitCode: EXIT.cancelled }),
    };
  },
});

function methodLine({ method, because }: MethodChosen): string {
  return because === undefined ? `Method: ${method}.` : `Method: ${method}, as ${because}.`;
}

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
