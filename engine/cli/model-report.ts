/** What came out of a discovery: as one JSON object and as text for a terminal. Both from the same figures. */
import type { Fit } from '../discover/candidate.ts';
import type { SystemModel } from '../studio/model-system.ts';
import type { OutputCheck } from '../trust/forecast-check.ts';
import type { Verdict } from '../trust/verdict.ts';
import { formatNumber } from './format-number.ts';
import { moduleDiagram } from './module-diagram.ts';
import { textTable } from './text-table.ts';

export interface ModelReport {
  readonly structure: {
    readonly name: string;
    /** One sentence a part. */
    readonly words: readonly string[];
    readonly modules: readonly { readonly name: string; readonly meaning: string }[];
    readonly parameters: readonly ParameterReport[];
  };
  /** Free run over all days against the data; rmse is that of the first output. */
  readonly fit: { readonly rmse: number; readonly outputs: Fit['rmse'] };
  /** Figures of the first output, and of each. */
  readonly heldOut: HeldOutReport & {
    readonly outputs: readonly (HeldOutReport & { readonly output: string })[];
  };
  readonly facts: readonly string[];
  readonly verdict: Verdict;
}

interface ParameterReport {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly meaning: string;
}

interface HeldOutReport {
  /** Mean weighted interval score over the whole held-out stretch, forecast from its eve. */
  readonly wis: number;
  /** Share of held-out values inside the 80 % range, over all rolling origins. */
  readonly coverage80: number;
  /** The same score of the forecasts that cost nothing. */
  readonly naive: Readonly<Record<string, number>>;
  /** The scores over rolling origins. */
  readonly rolling: {
    readonly origins: number;
    readonly horizon: number;
    readonly wis: number;
    readonly naive: Readonly<Record<string, number>>;
  };
}

export function reportModel({
  chosen,
  calibration,
  check,
  fit,
  facts,
  verdict,
}: SystemModel): ModelReport {
  const { declaration } = chosen.compiled;
  const outputs = check.rolling.outputs.map((rolling) => ({
    output: rolling.output,
    ...heldOutReport(
      rolling,
      check.heldOut?.outputs.find(({ output }) => output === rolling.output),
      check.rolling,
    ),
  }));
  const [first] = outputs;
  if (first === undefined) throw new Error('check: no output was checked');
  const { output, ...figures } = first;
  return {
    structure: {
      name: chosen.proposal.id,
      words: chosen.proposal.words,
      modules: declaration.modules.map(({ name, meaning }) => ({ name, meaning })),
      parameters: calibration.intervals.map((interval) => ({
        ...interval,
        unit: declaration.parameters[interval.name]?.unit ?? '',
        meaning: declaration.parameters[interval.name]?.meaning ?? '',
      })),
    },
    fit: { rmse: fit.rmse[output] ?? Number.NaN, outputs: fit.rmse },
    heldOut: { ...figures, outputs },
    facts: facts.map(({ text }) => text),
    verdict,
  };
}

function heldOutReport(
  rolling: OutputCheck,
  stretch: OutputCheck | undefined,
  { origins, horizon }: SystemModel['check']['rolling'],
): HeldOutReport {
  const whole = stretch ?? rolling;
  const naiveOf = ({ naive }: OutputCheck) =>
    Object.fromEntries(naive.map(({ name, wis }) => [name, wis]));
  return {
    wis: whole.model.wis,
    coverage80: rolling.model.coverage.find(({ level }) => level === 0.8)?.covered ?? Number.NaN,
    naive: naiveOf(whole),
    rolling: { origins: origins.length, horizon, wis: rolling.model.wis, naive: naiveOf(rolling) },
  };
}

export function showModel(model: SystemModel): string {
  const report = reportModel(model);
  const { compiled } = model.chosen;
  return [
    heading('Chosen structure'),
    report.structure.words.map((words) => `  - ${words}`).join('\n'),
    moduleDiagram(compiled.graph, compiled.declaration).join('\n'),
    heading('Numbers, calibrated on all days'),
    parameterTable(report, model.calibration.level),
    heading('Fit of the free run over all days'),
    Object.entries(report.fit.outputs)
      .map(([output, rmse]) =>
        `  ${plain(output)}: typical error ${formatNumber(rmse)} ${compiled.declaration.outputs[output]?.unit ?? ''}`.trimEnd(),
      )
      .join('\n'),
    heading('Held-out days, never seen while the structure and its numbers were found'),
    model.check.rolling.outputs.map((output) => scoreTable(output, model)).join('\n\n'),
    ...model.check.conditions.map((text) => `  ${text}`),
    ...(report.facts.length === 0
      ? []
      : [heading('What was told'), report.facts.map((text) => `  ${text}`).join('\n')]),
    heading('Verdict'),
    showVerdict(report.verdict),
  ].join('\n\n');
}

function parameterTable({ structure: { parameters } }: ModelReport, level: number): string {
  const rows = parameters.map(({ name, value, low, high, unit, meaning }) => [
    plain(name),
    formatNumber(value),
    low === high ? '' : `${formatNumber(low)} to ${formatNumber(high)}`,
    unit,
    meaning,
  ]);
  return indent(
    textTable(['number', 'value', `${Math.round(100 * level)} % range`, 'unit', 'meaning'], rows),
  );
}

function scoreTable(rolling: OutputCheck, { check }: SystemModel): string {
  const stretch = check.heldOut?.outputs.find(({ output }) => output === rolling.output);
  const coverage = rolling.model.coverage.find(({ level }) => level === 0.8);
  const naive = rolling.naive.map(({ name, label, wis }) => {
    const whole = stretch?.naive.find((entry) => entry.name === name);
    return [label, whole ? formatNumber(whole.wis) : '', formatNumber(wis), ''];
  });
  const own = [
    'this simulator',
    stretch ? formatNumber(stretch.model.wis) : '',
    formatNumber(rolling.model.wis),
    coverage ? `${Math.round(100 * coverage.covered)} %` : '',
  ];
  const titles = [
    `${plain(rolling.output)}${rolling.unit && ` (${rolling.unit})`}, average miss`,
    `next ${check.heldOut?.horizon ?? 0} ${check.timeUnit}s`,
    `${check.rolling.origins.length} starts, ${check.rolling.horizon} ${check.timeUnit}s`,
    'inside 80 % range',
  ];
  return indent(textTable(titles, [own, ...naive]));
}

function showVerdict({ headline, facts, warnings }: Verdict): string {
  const marks = { for: '+', against: '-', neither: ' ' } as const;
  return [
    `  ${headline}`,
    ...facts.map(({ speaks, text }) => `  ${marks[speaks]} ${text}`),
    ...warnings.map((text) => `  ! ${text}`),
  ].join('\n');
}

export function heading(text: string): string {
  return `${text}\n${'='.repeat(text.length)}`;
}

function plain(name: string): string {
  return name.replaceAll('_', ' ');
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
