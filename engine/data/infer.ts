/**
 * The field of each column, decided by all its cells: date, number or text, in which format. What the cells
 * of one column leave open (1,234: a thousand or one and a bit?) the other columns of the file may decide.
 * Decisions that stay open are told as doubts, which the traps turn into findings.
 */
import { daysOf } from './calendar.ts';
import { DATE_PATTERNS, hasTime, readDate, swapDayAndMonth } from './date-format.ts';
import {
  fittingFormats,
  NUMBER_FORMATS,
  type NumberFormat,
  type NumberParts,
  PLAIN_NUMBER,
  readDigits,
  splitCell,
} from './number-format.ts';
import type { DateField, Field, NumberField } from './schema.ts';
import { unitKey } from './table.ts';

/** How a field was decided, as far as a person should know. */
export interface Reading {
  readonly field: Field;
  /** Readings that fit all cells as well; the first is the likeliest. */
  readonly others: readonly Field[];
  /** What decided between the readings; `nothing`: the person should look. */
  readonly decidedBy: 'cells' | 'other columns' | 'spacing' | 'nothing';
  /** Units found in the cells with their number of cells, most frequent first. */
  readonly units: readonly { readonly unit: string; readonly cells: number }[];
}

const MISSING =
  /^(|na|n\/a|n\.a\.?|#n\/a|nan|null|none|nil|-{1,3}|—|–|\.{1,3}|\?|missing|unknown|no data|nb|k\.\s?a\.|n\.v\.t\.|onbekend|unbekannt|#(div\/0!|value!|ref!|name\?|num!))$/i;

/** The spellings of "not available" that occur in the cells; always with ''. */
export function findMissingValues(cells: readonly (readonly string[])[]): readonly string[] {
  const found = new Set(['']);
  for (const column of cells) {
    for (const cell of column) {
      if (cell.length > 12 || (cell.length > 0 && /^-?\d/.test(cell))) continue;
      const trimmed = cell.trim();
      if (MISSING.test(trimmed)) found.add(trimmed);
    }
  }
  return [...found];
}

/** A share of cells that may be unreadable without making the column a text column. */
const TOLERATED = 0.2;

/** One reading for each column. */
export function inferReadings(
  names: readonly string[],
  cells: readonly (readonly string[])[],
  missingValues: readonly string[],
): readonly Reading[] {
  const missing = new Set(missingValues);
  const present = cells.map((column) => column.filter((cell) => !missing.has(cell.trim())));
  const drafts = present.map((column, i) => draftOf(names[i]!, column));
  const usual = usualDecimal(drafts);
  return drafts.map((draft) => decide(draft, usual));
}

type Draft =
  | { readonly kind: 'text'; readonly name: string; readonly units: Reading['units'] }
  | { readonly kind: 'date'; readonly reading: Reading }
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly digits: readonly string[];
      readonly formats: readonly NumberFormat[];
      readonly units: Reading['units'];
    };

function draftOf(name: string, cells: readonly string[]): Draft {
  if (cells.length === 0) {
    return { kind: 'number', name, digits: [], formats: [PLAIN_NUMBER], units: [] };
  }
  const date = readingOfDates(name, cells);
  if (date) return { kind: 'date', reading: date };
  const parts = cells.map(splitCell).filter((part): part is NumberParts => part !== undefined);
  const units = countUnits(parts);
  const text: Draft = { kind: 'text', name, units: [] };
  if (parts.length < (1 - TOLERATED) * cells.length || units.length > 3) return text;
  // Several units make several quantities: nothing is read until the person chooses.
  if (units.length > 1 && units[1]!.cells > TOLERATED * cells.length) return { ...text, units };
  const digits = parts.map((part) => part.digits);
  return { kind: 'number', name, digits, formats: bestFormats(digits), units };
}

function countUnits(parts: readonly NumberParts[]): Reading['units'] {
  const counts = new Map<string, { unit: string; cells: number }>();
  for (const { unit } of parts) {
    if (unit === '') continue;
    const known = counts.get(unitKey(unit));
    if (known) known.cells++;
    else counts.set(unitKey(unit), { unit, cells: 1 });
  }
  return [...counts.values()].sort((a, b) => b.cells - a.cells);
}

/** The formats that fit all cells; where none does, the one that fits most. */
function bestFormats(digits: readonly string[]): readonly NumberFormat[] {
  const fitting = fittingFormats(digits);
  if (fitting.length > 0) return fitting;
  const count = (format: NumberFormat) =>
    digits.reduce((sum, d) => sum + (Number.isNaN(readDigits(d, format)) ? 0 : 1), 0);
  const counts = NUMBER_FORMATS.map(count);
  return [NUMBER_FORMATS[counts.indexOf(Math.max(...counts))]!];
}

/** The decimal sign of the columns that show one beyond doubt. */
function usualDecimal(drafts: readonly Draft[]): '.' | ',' | undefined {
  const seen = new Set<string>();
  for (const draft of drafts) {
    if (draft.kind !== 'number') continue;
    const decimals = new Set(draft.formats.map((format) => format.decimal));
    if (decimals.size === 1 && draft.digits.some((d) => /[.,]/.test(d)))
      seen.add([...decimals][0]!);
  }
  return seen.size === 1 ? ([...seen][0] as '.' | ',') : undefined;
}

function decide(draft: Draft, usual: '.' | ',' | undefined): Reading {
  if (draft.kind === 'date') return draft.reading;
  if (draft.kind === 'text') {
    const field: Field = { name: draft.name, type: 'string' };
    const others = draft.units.map(({ unit }) => numberField(draft.name, PLAIN_NUMBER, [], unit));
    return {
      field,
      others,
      decidedBy: draft.units.length > 0 ? 'nothing' : 'cells',
      units: draft.units,
    };
  }
  const { name, digits, units } = draft;
  const formats = distinctReadings(digits, draft.formats);
  const usualFormat = formats.length > 1 ? formats.find((f) => f.decimal === usual) : undefined;
  const chosen = usualFormat ?? likelier(digits, formats);
  const make = (format: NumberFormat) => numberField(name, format, digits, units[0]?.unit);
  return {
    field: make(chosen),
    others: formats.filter((format) => format !== chosen).map(make),
    decidedBy: formats.length === 1 ? 'cells' : usualFormat ? 'other columns' : 'nothing',
    units,
  };
}

/** Formats under which the cells have different values: 1,5 does not tell (',', '') from (',', '.'). */
function distinctReadings(
  digits: readonly string[],
  formats: readonly NumberFormat[],
): readonly NumberFormat[] {
  if (formats.length < 2) return formats;
  const separated = digits.filter((d) => /[., ']/.test(d));
  const seen = new Set<string>();
  return formats.filter((format) => {
    const key = separated.map((d) => readDigits(d, format)).join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Every separated cell has exactly three digits behind its separator. Numbers written with a fixed three
 * decimals all show the separator; where whole numbers below 1000 stand among them it marks thousands.
 */
function likelier(digits: readonly string[], formats: readonly NumberFormat[]): NumberFormat {
  const grouped = formats.find((format) => format.group !== '');
  const bare = formats.find((format) => format.group === '') ?? formats[0]!;
  if (!grouped) return bare;
  const someWithout = digits.some((d) => !/[.,]/.test(d));
  const comma = digits.some((d) => d.includes(','));
  return someWithout || comma ? grouped : bare;
}

function numberField(
  name: string,
  format: NumberFormat,
  digits: readonly string[],
  unit: string | undefined,
): NumberField {
  const percent = unit === '%';
  const whole = digits.every((d) => Number.isInteger(readDigits(d, format)));
  return {
    name,
    type: whole && digits.length > 0 && !percent ? 'integer' : 'number',
    decimalChar: format.decimal,
    groupChar: format.group,
    bareNumber: unit === undefined,
    ...(unit !== undefined && { unit }),
    ...(percent && { scale: 0.01 }),
  };
}

/** A column of dates, if at least four in five cells are dates of one pattern. */
function readingOfDates(name: string, cells: readonly string[]): Reading | undefined {
  if (!cells.slice(0, 50).some((cell) => /\d/.test(cell) && cell.trim().length >= 4))
    return undefined;
  const sample = spread(cells, 200);
  const enough = (pattern: string, of: readonly string[]) =>
    of.filter((cell) => readDate(cell, pattern) !== '').length;
  const likely = DATE_PATTERNS.filter(
    (pattern) =>
      (pattern !== '%Y' || YEAR_NAME.test(name)) && enough(pattern, sample) > 0.4 * sample.length,
  );
  const counts = likely.map((pattern) => ({ pattern, fits: enough(pattern, cells) }));
  const most = Math.max(0, ...counts.map(({ fits }) => fits));
  if (most < (1 - TOLERATED) * cells.length) return mixedDayAndMonth(name, cells, counts);
  if (!plausibleYears(cells, counts.find(({ fits }) => fits === most)!.pattern)) return undefined;
  const best = counts.filter(({ fits }) => fits === most).map(({ pattern }) => pattern);
  return chooseDayAndMonth(name, cells, best);
}

const YEAR_NAME = /^(year|jaar|jahr|ann[ée]e|a[ñn]o|anno|yr)$/i;

/** Eight digits are a date only if they are dates of our time: 20200227, not 10000101. */
function plausibleYears(cells: readonly string[], pattern: string): boolean {
  if (!pattern.startsWith('%Y%m%d')) return true;
  return cells.every((cell) => /^\s*(19|20)\d\d/.test(cell));
}

/** Both orders fit: the one whose dates follow each other at equal steps is right. */
function chooseDayAndMonth(
  name: string,
  cells: readonly string[],
  fitting: readonly string[],
): Reading {
  const pattern = fitting[0]!;
  const swapped = fitting.find((other) => other === swapDayAndMonth(pattern));
  if (swapped === undefined || sameDates(cells, pattern, swapped))
    return dateReading(name, pattern);
  const [a, b] = [regularity(cells, pattern), regularity(cells, swapped)];
  const decided = Math.max(a, b) >= 0.6 && Math.abs(a - b) > 0.3;
  const [first, second] = b > a ? [swapped, pattern] : [pattern, swapped];
  return {
    ...dateReading(name, first),
    others: [dateField(name, second)],
    decidedBy: decided ? 'spacing' : 'nothing',
  };
}

/** Some cells are only d/m, others only m/d: a spreadsheet exchanged them. The commoner order is read. */
function mixedDayAndMonth(
  name: string,
  cells: readonly string[],
  counts: readonly { readonly pattern: string; readonly fits: number }[],
): Reading | undefined {
  const best = [...counts].sort((a, b) => b.fits - a.fits)[0];
  const swapped = best && swapDayAndMonth(best.pattern);
  if (!best || swapped === undefined) return undefined;
  const either = cells.filter(
    (c) => readDate(c, best.pattern) !== '' || readDate(c, swapped) !== '',
  );
  if (either.length < (1 - TOLERATED) * cells.length) return undefined;
  return {
    ...dateReading(name, best.pattern),
    others: [dateField(name, swapped)],
    decidedBy: 'nothing',
  };
}

function sameDates(cells: readonly string[], a: string, b: string): boolean {
  return cells.every((cell) => readDate(cell, a) === readDate(cell, b));
}

/** Share of steps between neighbouring different dates that have the commonest length. */
function regularity(cells: readonly string[], pattern: string): number {
  const days = cells.map((cell) => daysOf(readDate(cell, pattern)));
  const steps = days
    .slice(1)
    .map((day, index) => day - days[index]!)
    .filter((step) => step !== 0);
  const counts = new Map<number, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
  return most / Math.max(1, steps.length);
}

function dateReading(name: string, pattern: string): Reading {
  return { field: dateField(name, pattern), others: [], decidedBy: 'cells', units: [] };
}

export function dateField(name: string, pattern: string): DateField {
  const type = hasTime(pattern)
    ? 'datetime'
    : pattern === '%Y'
      ? 'year'
      : /^(%Y-%m|%m\/%Y|%b %Y)$/.test(pattern)
        ? 'yearmonth'
        : 'date';
  return { name, type, format: pattern };
}

/** At most `most` cells, evenly spread over the column. */
function spread(cells: readonly string[], most: number): readonly string[] {
  if (cells.length <= most) return cells;
  return Array.from({ length: most }, (_, i) => cells[Math.floor((i * cells.length) / most)]!);
}
