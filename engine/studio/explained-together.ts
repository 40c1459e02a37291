/** Columns that are to be predicted and that no structure explains all together: said at import, with a way out. */
import { StudioError } from '../base/error.ts';
import type { Dataset, Series } from '../data/dataset.ts';
import { datasetOf } from '../data/dataset-of.ts';
import type { Finding } from '../data/finding.ts';
import { makeFix } from '../data/fix.ts';
import type { ImportResult } from '../data/import-csv.ts';
import { type Mapping, mappingOf } from '../data/mapping.ts';
import { suitableFamilies } from '../discover/composer/registry.ts';
import { createSetting } from '../discover/setting.ts';

/** `decided`: what the person said of columns stays; `words`: of the project. Nothing for data that cannot be used yet. */
export function togetherFindings(
  { table, roles }: Pick<ImportResult, 'table' | 'roles'>,
  decided: Mapping,
  words: string,
): Finding[] {
  const dataset = datasetIfAny(table, mappingOf(roles));
  const outputs = dataset?.series.filter(({ use }) => use === 'output') ?? [];
  if (dataset === undefined || outputs.length < 2) return [];
  const left = columnsToLeaveOut(dataset, outputs, decided, { words, roles });
  if (left.length === 0) return [];
  const kept = outputs.filter(({ column }) => !left.includes(column)).map(({ column }) => column);
  const alone = kept.length === 1 ? 'alone' : 'only';
  return [
    {
      trap: 'not-explained-together',
      severity: 'warning',
      columns: outputs.map(({ column }) => column),
      rows: [],
      message: `No structure is known that explains ${listed(outputs.map(({ column }) => column))} all together: a search without a language model would find none.`,
      fixes: [
        makeFix(`Predict ${listed(kept)} ${alone}, and do not use ${listed(left)}`, {
          kind: 'leave-out',
          columns: left,
        }),
      ],
    },
  ];
}

/**
 * None where some structure suits, or where leaving out would not help. What the person decided stays. Of the others one
 * stays: a stock before a flow, the one whose role is surest, that the words speak of most, the first of the file.
 */
function columnsToLeaveOut(
  dataset: Dataset,
  outputs: readonly Series[],
  decided: Mapping,
  told: Told,
): string[] {
  const suits = (predicted: readonly Series[]) => {
    const series = dataset.series.filter((one) => one.use !== 'output' || predicted.includes(one));
    return suitableFamilies(createSetting('', told.words, { ...dataset, series })).length > 0;
  };
  if (suits(outputs)) return [];
  const isDecided = ({ column }: Series) => decided.some((entry) => entry.column === column);
  const kept = outputs.filter(isDecided);
  const open = outputs.filter((one) => !isDecided(one)).toSorted(bySupport(told));
  const choices = kept.length > 0 ? [kept] : open.map((one) => [one]);
  const chosen = choices.find(suits);
  return chosen ? open.filter((one) => !chosen.includes(one)).map(({ column }) => column) : [];
}

interface Told extends Pick<ImportResult, 'roles'> {
  readonly words: string;
}

function bySupport({ words, roles }: Told): (a: Series, b: Series) => number {
  const text = words.toLowerCase();
  const mentioned = ({ name }: Series) => {
    const parts = name.toLowerCase().split(/[^a-z0-9]+/);
    return parts.filter((part) => text.includes(part.slice(0, 6))).length / parts.length;
  };
  const isStock = ({ role }: Series) => Number(role === 'stock');
  const confidence = ({ column }: Series) =>
    roles.find((role) => role.column === column)?.confidence ?? 0;
  return (a, b) =>
    isStock(b) - isStock(a) || confidence(b) - confidence(a) || mentioned(b) - mentioned(a);
}

function datasetIfAny(table: ImportResult['table'], columns: Mapping): Dataset | undefined {
  try {
    return datasetOf(table, columns).dataset;
  } catch (error) {
    if (error instanceof StudioError) return undefined;
    throw error;
  }
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
