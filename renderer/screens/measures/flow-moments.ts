/** One run, module by module, as moments of the causal diagram and as a table. */
import type { FlowResult } from '../../../engine/studio/contract/compare.ts';
import type { ChartTable } from '../../charts/chart-table.tsx';
import { type DiagramMoment, linkKey } from '../../diagram/diagram-marks.ts';
import { formatDate } from '../../words/dates.ts';
import { formatNumber } from '../../words/numbers.ts';
import { signedFigure } from './compared-words.ts';

export function rowCount({ fields, levels }: FlowResult): number {
  return fields.length === 0 ? 0 : levels.length / fields.length;
}

export function flowDay({ dates, first }: FlowResult, row: number): string {
  const date = dates?.[row];
  return date === undefined ? `row ${first + row + 1}` : formatDate(date);
}

/** What a module changed of a field in a row. */
export function changed(flow: FlowResult, row: number, module: number, field: number): number {
  const { modules, fields, changes } = flow;
  return changes[(row * modules.length + module) * fields.length + field] ?? Number.NaN;
}

/** By module and field the most that it ever changes, in either direction. */
export function mostChanged(flow: FlowResult): Float64Array {
  const { modules, fields } = flow;
  const most = new Float64Array(modules.length * fields.length);
  flow.changes.forEach((value, i) => {
    const at = i % most.length;
    if (Number.isFinite(value)) most[at] = Math.max(most[at] ?? 0, Math.abs(value));
  });
  return most;
}

export function momentOf(
  flow: FlowResult,
  most: Float64Array,
  row: number,
  isPlaying: boolean,
): DiagramMoment {
  const { modules, fields, levels, outputs } = flow;
  const amounts = new Map<string, { words: string; strength: number }>();
  modules.forEach((module, m) => {
    fields.forEach((field, f) => {
      const of = most[m * fields.length + f] ?? 0;
      const value = changed(flow, row, m, f);
      if (of === 0 || Number.isNaN(value)) return;
      amounts.set(linkKey(`module:${module}`, `state:${field}`), {
        words: signedFigure(value),
        strength: Math.abs(value) / of,
      });
    });
  });
  return {
    amounts,
    levels: new Map([
      ...fields.map(
        (field, f) => [`state:${field}`, told(levels[row * fields.length + f])] as const,
      ),
      ...outputs.map(({ name, values }) => [`output:${name}`, told(values[row])] as const),
    ]),
    isPlaying,
  };
}

function told(value = Number.NaN): string {
  return formatNumber(Math.abs(value) >= 100 ? Math.round(value) : value);
}

/** Day by day what each module changed; what it left alone is left out. */
export function flowTable(flow: FlowResult, wordsOf: (name: string) => string): ChartTable {
  const { modules, fields } = flow;
  const rows = Array.from({ length: rowCount(flow) }, (_, row) =>
    modules.flatMap((module, m) =>
      fields.flatMap((field, f) => {
        const value = changed(flow, row, m, f);
        if (value === 0 || Number.isNaN(value)) return [];
        const day = flow.dates?.[row] ?? flow.first + row + 1;
        const level = flow.levels[row * fields.length + f] ?? null;
        return [[day, wordsOf(module), wordsOf(field), value, level]];
      }),
    ),
  ).flat();
  return {
    columns: [
      flow.dates ? { name: 'date', unit: '', kind: 'date' } : { name: 'row', unit: '' },
      { name: 'what happens', unit: '' },
      { name: 'changes', unit: '' },
      { name: 'by', unit: '' },
      { name: 'there at the end', unit: '' },
    ],
    rows,
  };
}
