import { basename } from 'node:path';
import { z } from 'zod';
import { INPUT_MODELS } from '../../forecast/input-model.ts';
import { type ForecastOptions, forecastModel } from '../../studio/forecast-model.ts';
import { defineCommand } from '../command.ts';
import { forecastJson, showForecast } from '../forecast-report.ts';
import { mixtureField, mixtureOption } from '../mixture-option.ts';
import { assignments, positiveNumber, present, simulatorOption } from '../options.ts';
import { readBytesFile } from '../read-file.ts';

export const forecastCommand = defineCommand({
  name: 'forecast',
  arguments: '<project>',
  summary: 'forecast the days ahead from the state at the last observed day',
  details:
    'Many runs follow what was observed up to the last day; from where they then stand, they run on. The ranges say what may happen (risk); how far more runs would still move them (simulation error) is said apart. Every row is saved with the run as forecast.csv.',
  options: [
    { flags: '--horizon <rows>', words: 'rows ahead (default 28; of weekly data 4)' },
    {
      flags: '--inputs <how>',
      words:
        'what the inputs are ahead: last (value), weekday (the same one), blocks (weeks drawn from the last four), changes (the same weeks as changes from the level of now), or a CSV file with a row for each date; default: blocks or changes, whichever would have told the last weeks better',
    },
    {
      flags: '--above <name=level...>',
      words: 'chance that this output exceeds the level, by date; may be repeated',
    },
    {
      flags: '--set <name=value...>',
      words: 'a parameter or lever at this value from the first row ahead on; may be repeated',
    },
    { flags: '--runs <count>', words: 'runs, about (default 4000)' },
    simulatorOption,
    mixtureOption,
  ],
  schema: z.object({
    horizon: positiveNumber.max(10_000, 'at most 10000 are possible').optional(),
    inputs: z.string().min(1, 'last, weekday, blocks, changes or a file is due').optional(),
    above: assignments,
    set: assignments,
    runs: positiveNumber.max(1_000_000, 'at most 1000000 are possible').optional(),
    simulator: z.string().optional(),
    mixture: mixtureField,
  }),
  async run(tools, [folder = ''], { inputs: how, above, set, ...options }) {
    const inputs = how === undefined ? undefined : await inputsOf(how);
    const project = await tools.openProject(folder, 'write');
    const report = await forecastModel(project, tools.services(), {
      seed: tools.seed,
      above,
      set,
      ...present({ ...options, inputs }),
    });
    return { json: forecastJson(report), text: showForecast(report) };
  },
});

async function inputsOf(text: string): Promise<NonNullable<ForecastOptions['inputs']>> {
  const listed = INPUT_MODELS.find(({ name }) => name === text);
  if (listed) return listed.name;
  return { file: basename(text), bytes: await readBytesFile(text) };
}
