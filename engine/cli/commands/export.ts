import { z } from 'zod';
import type { StructureReport } from '../../studio/chosen-models.ts';
import { exportScript } from '../../studio/export-script.ts';
import { defineCommand } from '../command.ts';
import { mixtureField, mixtureOption } from '../mixture-option.ts';
import { positiveNumber, present, simulatorOption } from '../options.ts';
import { structuresTable } from '../structures-report.ts';

export const exportCommand = defineCommand({
  name: 'export',
  arguments: '<project>',
  summary: 'write the calibrated simulator as one script that runs anywhere',
  details:
    'Writes one JavaScript file without dependencies for Node >= 18 into exports/; with --mixture all structures are in it, each with its share of the runs. The same seed and number of runs give the same numbers as the studio, bit for bit; --selftest proves it. With --ahead, or a policy file with dates after the data, the script goes on from the last observed row.',
  options: [
    simulatorOption,
    mixtureOption,
    { flags: '--runs <count>', words: 'trajectories that the script makes by default (100)' },
    {
      flags: '--horizon <rows>',
      words:
        'rows after the data that the script can run by --ahead (default: as many as the aims and plans of the project look ahead, 28 or of weekly data 4 at least)',
    },
    { flags: '--licence <name>', words: 'licence of the script (default MIT)' },
    { flags: '--source <text>', words: 'where the data come from, and their licence' },
    { flags: '--cite <text...>', words: 'what to cite; may be repeated' },
    { flags: '--file <name>', words: 'name of the file (default: the name of the project, .mjs)' },
  ],
  schema: z.object({
    simulator: z.string().optional(),
    mixture: mixtureField,
    runs: positiveNumber.optional(),
    horizon: positiveNumber.max(2000, 'at most 2000 are possible').optional(),
    licence: z.string().min(1).optional(),
    source: z.string().optional(),
    cite: z.array(z.string()).default([]),
    file: z.string().optional(),
  }),
  async run(tools, [folder = ''], { cite, ...options }) {
    const project = await tools.openProject(folder, 'write');
    const report = await exportScript(project, tools.services(), {
      seed: tools.seed,
      citations: cite,
      ...present(options),
    });
    const { script, structures } = report;
    return {
      json: { ...report },
      text: [
        `Wrote ${script}`,
        ...(structures ? [tableOf(structures)] : []),
        `Try: node ${script} --selftest`,
      ].join('\n'),
    };
  },
});

/** By the names that the script's --structure takes. */
function tableOf(structures: readonly StructureReport[]): string {
  return structuresTable(
    structures,
    structures.map(({ simulator }) => simulator),
  );
}
