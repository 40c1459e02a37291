import { z } from 'zod';
import { discoverSystem } from '../../studio/discover-system.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { reportModel, showModel } from '../model-report.ts';
import { narrator } from '../narrate.ts';
import { positiveNumber } from '../options.ts';

export const discoverCommand = defineCommand({
  name: 'discover',
  arguments: '<project>',
  summary: 'find a structure for the words and the data, calibrate it and check it',
  details:
    'Proposes structures, calibrates each, compares them on rows that the calibration did not see, says what is wrong with the best and changes that; at most five rounds. The best is then checked on the held-out rows and calibrated on all.',
  options: [
    { flags: '--rounds <count>', words: 'rounds at most (default 5)' },
    { flags: '--resume [run]', words: 'go on with this run, or with the last interrupted one' },
  ],
  schema: z.object({
    rounds: positiveNumber.optional(),
    resume: z.union([z.string(), z.literal(true)]).optional(),
  }),
  async run(tools, [folder = ''], { rounds, resume }) {
    const project = await tools.openProject(folder, 'write');
    const services = tools.services();
    const report = await discoverSystem(project, services, {
      seed: tools.seed,
      ...(rounds !== undefined && { rounds }),
      ...(resume !== undefined && { resume: typeof resume === 'string' ? { run: resume } : {} }),
      onEvent: narrator(tools),
    });
    const { run, simulator, model } = report;
    const state = { run: run.id, state: run.state, simulator: simulator ?? null };
    if (model.kind === 'stopped') {
      const wayOn = `gsim discover ${folder} --resume ${run.id}`;
      return {
        json: { ...state, best: model.chosen?.proposal.id ?? null, resume: wayOn },
        text: `Stopped; what was found is kept. Go on with: ${wayOn}`,
        exitCode: EXIT.cancelled,
      };
    }
    return {
      json: { ...state, ...reportModel(model) },
      text: `\n${showModel(model)}\n\nRun ${run.id}, simulator ${simulator}. Next: gsim export ${folder}`,
    };
  },
});
