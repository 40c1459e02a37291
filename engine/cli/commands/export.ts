import { z } from 'zod';
import { exportScript } from '../../studio/export-script.ts';
import { defineCommand } from '../command.ts';
import { positiveNumber, simulatorOption } from '../options.ts';

export const exportCommand = defineCommand({
  name: 'export',
  arguments: '<project>',
  summary: 'write the calibrated simulator as one script that runs anywhere',
  details:
    'Writes one JavaScript file without dependencies for Node >= 18 into exports/. The same seed and number of runs give the same numbers as the studio, bit for bit; --selftest proves it.',
  options: [
    simulatorOption,
    { flags: '--runs <count>', words: 'trajectories that the script makes by default (100)' },
    { flags: '--licence <name>', words: 'licence of the script (default MIT)' },
    { flags: '--source <text>', words: 'where the data come from, and their licence' },
    { flags: '--cite <text...>', words: 'what to cite; may be repeated' },
    { flags: '--file <name>', words: 'name of the file (default: the name of the project, .mjs)' },
  ],
  schema: z.object({
    simulator: z.string().optional(),
    runs: positiveNumber.optional(),
    licence: z.string().min(1).optional(),
    source: z.string().optional(),
    cite: z.array(z.string()).default([]),
    file: z.string().optional(),
  }),
  async run(tools, [folder = ''], { simulator, runs, licence, source, cite, file }) {
    const project = await tools.openProject(folder, 'write');
    const report = await exportScript(project, tools.services(), {
      seed: tools.seed,
      citations: cite,
      ...(simulator !== undefined && { simulator }),
      ...(runs !== undefined && { runs }),
      ...(licence !== undefined && { licence }),
      ...(source !== undefined && { source }),
      ...(file !== undefined && { file }),
    });
    return {
      json: { ...report },
      text: `Wrote ${report.script}\nTry: node ${report.script} --selftest`,
    };
  },
});
