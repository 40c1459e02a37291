import { z } from 'zod';
import { checkModel } from '../../studio/check-model.ts';
import type { OutputCheck } from '../../trust/forecast-check.ts';
import type { Verdict } from '../../trust/verdict.ts';
import { defineCommand } from '../command.ts';
import { formatNumber } from '../format-number.ts';
import { simulatorOption } from '../options.ts';
import { showSheet } from '../sheet-report.ts';
import { textTable } from '../text-table.ts';

export const checkCommand = defineCommand({
  name: 'check',
  arguments: '<project>',
  summary: 'see whether the simulator is right about rows that it has not seen',
  details:
    'Forecasts the held-out rows from several starting points, beside simple forecasts that cost nothing; asks whether the model could have made the data, whether its ranges hold what they claim, and what the data cannot tell apart; and gives one verdict in words. Numbers that were fitted to the held-out rows are first fitted again without them.',
  options: [simulatorOption],
  schema: z.object({ simulator: z.string().optional() }),
  async run(tools, [folder = ''], { simulator }) {
    const project = await tools.openProject(folder, 'write');
    const report = await checkModel(project, tools.services(), {
      seed: tools.seed,
      ...(simulator !== undefined && { simulator }),
    });
    const { rolling, heldOut, conditions, timeUnit } = report.check;
    const { verdict, sheet } = report;
    const outputs = rolling.outputs.map(summary);
    return {
      json: {
        run: report.run.id,
        simulator: report.simulator,
        verdict,
        heldOut: { origins: rolling.origins, horizon: rolling.horizon, outputs },
        ...(heldOut && {
          wholeStretch: { horizon: heldOut.horizon, outputs: heldOut.outputs.map(summary) },
        }),
        conditions,
        sheet: sheet.parts,
      },
      text: [
        showVerdict(verdict),
        `Held-out rows, from ${rolling.origins.length} starting points, up to ${rolling.horizon} ${timeUnit}s ahead:`,
        ...rolling.outputs.map(scoreTable),
        ...conditions,
        showSheet(sheet.parts),
        `Run ${report.run.id}. Next: gsim export ${folder}`,
      ].join('\n\n'),
    };
  },
});

/** The figures of one output without its points. */
function summary({ output, unit, model, naive, origins, missing }: OutputCheck) {
  const coverage80 = model.coverage.find(({ level }) => level === 0.8)?.covered;
  return {
    output,
    unit,
    origins,
    missing,
    points: model.points,
    wis: model.wis,
    crps: model.crps,
    coverage80: coverage80 ?? null,
    naive: Object.fromEntries(naive.map(({ name, wis }) => [name, wis])),
  };
}

function showVerdict({ headline, facts, warnings }: Verdict): string {
  const marks = { for: '+', against: '-', neither: ' ' } as const;
  return [
    headline,
    ...facts.map(({ speaks, text }) => `${marks[speaks]} ${text}`),
    ...warnings.map((text) => `! ${text}`),
  ].join('\n');
}

function scoreTable({ output, unit, model, naive }: OutputCheck): string {
  const range = model.coverage.find(({ level }) => level === 0.8);
  const percent = range ? `${Math.round(100 * range.covered)} %` : '';
  const rows = [
    ['this simulator', formatNumber(model.wis), percent],
    ...naive.map(({ label, wis }) => [label, formatNumber(wis), '']),
  ];
  return textTable([`${output} (${unit})`, 'average miss (WIS)', 'inside 80 % range'], rows);
}
