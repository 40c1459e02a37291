import { z } from 'zod';
import { plural } from '../../data/finding.ts';
import { simulateModel } from '../../studio/simulate-model.ts';
import { defineCommand } from '../command.ts';
import { formatNumber } from '../format-number.ts';
import { mixtureField, mixtureOption } from '../mixture-option.ts';
import { assignments, positiveNumber, present, simulatorOption } from '../options.ts';
import { structuresTable } from '../structures-report.ts';
import { textTable } from '../text-table.ts';

export const simulateCommand = defineCommand({
  name: 'simulate',
  arguments: '<project>',
  summary: 'run the calibrated simulator many times',
  details:
    'Simulates from the first observed row, with the recorded inputs, over the parameter values that the data leave possible. The ranges of every row are saved with the run as summary.csv.',
  options: [
    { flags: '--runs <count>', words: 'trajectories (default 200)' },
    {
      flags: '--set <name=value...>',
      words: 'a parameter or lever at this value; may be repeated',
    },
    simulatorOption,
    mixtureOption,
  ],
  schema: z.object({
    runs: positiveNumber.max(1_000_000, 'at most 1000000 are possible').optional(),
    set: assignments,
    simulator: z.string().optional(),
    mixture: mixtureField,
  }),
  async run(tools, [folder = ''], { set, ...options }) {
    const project = await tools.openProject(folder, 'write');
    const report = await simulateModel(project, tools.services(), {
      seed: tools.seed,
      set,
      ...present(options),
    });
    const file = `runs/${report.run.id}/summary.csv`;
    const rows = report.outputs.map(({ name, unit, peak, last }) => [
      name,
      unit,
      ...[peak, last].map(
        ({ low, median, high }) =>
          `${formatNumber(median)} (${formatNumber(low)} to ${formatNumber(high)})`,
      ),
    ]);
    const failed = report.failures.length;
    const { mixture } = report;
    const title = mixture
      ? `${plural(mixture.structures.length, 'structure')} with weights`
      : report.simulator.title;
    return {
      json: {
        run: report.run.id,
        simulator: report.simulator,
        runs: report.runs,
        failed,
        outputs: report.outputs,
        summary: file,
        ...mixture,
      },
      text: [
        `${title}: ${report.runs} runs${failed === 0 ? '' : `, ${failed} failed`}; in brackets, 8 of 10 runs`,
        ...(mixture ? [structuresTable(mixture.structures), ...mixture.notes] : []),
        textTable(['output', 'unit', 'highest', 'last row'], rows),
        `Every row: ${file}`,
      ].join('\n\n'),
    };
  },
});
