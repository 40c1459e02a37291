/**
 * Dates as people write them, by strptime pattern (the notation of the Frictionless Table Schema), read to
 * ISO text. Weeks are read as their Monday, months and years as their first day. The time zone of a cell is
 * dropped: a planner's day is the local day. `excel` is the serial number of a spreadsheet (1900 system).
 */
import { dayNumber, isoOf, mondayOfWeek } from './calendar.ts';

const DAY_PATTERNS = [
  '%Y-%m-%d',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%Y%m%d',
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d.%m.%Y',
  '%d/%m/%y',
  '%m/%d/%y',
  '%d-%m-%y',
  '%m-%d-%y',
  '%d.%m.%y',
  '%d %b %Y',
  '%d-%b-%Y',
  '%d-%b-%y',
  '%b %d %Y',
] as const;
const TIME_PATTERNS = ['', 'T%H:%M:%S', 'T%H:%M'] as const;
const PERIOD_PATTERNS = ['%G-W%V-%u', '%G-W%V', '%Y-%m', '%m/%Y', '%b %Y', '%Y'] as const;

/** Every pattern that import tries, in this order; of two that fit, the first is the more usual. */
export const DATE_PATTERNS: readonly string[] = [
  ...DAY_PATTERNS.flatMap((day) => TIME_PATTERNS.map((time) => day + time)),
  ...PERIOD_PATTERNS,
];

/** The pattern with day and month exchanged, when that is another numeric reading of the same text. */
export function swapDayAndMonth(pattern: string): string | undefined {
  if (!/^%[dm][/-]%[dm]/.test(pattern)) return undefined;
  return pattern.replace(/%[dm]/g, (field) => (field === '%d' ? '%m' : '%d'));
}

/** ISO date (with time when the pattern has one); '' when the cell does not fit the pattern. */
export function readDate(raw: string, pattern: string): string {
  const text = raw.trim();
  if (pattern === 'excel') return readExcelSerial(text);
  const { regex, fields } = compiled(pattern);
  const match = regex.exec(text);
  if (!match) return '';
  const parts: Record<string, string> = {};
  fields.forEach((field, index) => {
    parts[field] = match[index + 1] ?? '';
  });
  const day = dayOfParts(parts);
  if (day === undefined) return '';
  const date = isoOf(day);
  const time = timeOfParts(parts);
  return time === undefined ? '' : date + time;
}

/** Whether cells of this pattern carry a time of day. */
export function hasTime(pattern: string): boolean {
  return pattern.includes('%H');
}

function dayOfParts(parts: Readonly<Record<string, string>>): number | undefined {
  if (parts.G !== undefined) {
    const monday = mondayOfWeek(Number(parts.G), Number(parts.V));
    return monday === undefined
      ? undefined
      : monday + (parts.u === undefined ? 0 : Number(parts.u) - 1);
  }
  const year = parts.Y !== undefined ? Number(parts.Y) : centuryOf(Number(parts.y));
  const month = parts.b !== undefined ? monthOfName(parts.b) : Number(parts.m ?? 1);
  if (month === undefined || year < 1000 || year > 2999) return undefined;
  return dayNumber(year, month, Number(parts.d ?? 1));
}

/** POSIX: 69..99 are 19xx, 00..68 are 20xx. */
function centuryOf(twoDigits: number): number {
  return twoDigits + (twoDigits >= 69 ? 1900 : 2000);
}

function timeOfParts(parts: Readonly<Record<string, string>>): string | undefined {
  if (parts.H === undefined) return '';
  const [hour, minute, second] = [Number(parts.H), Number(parts.M), Number(parts.S ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const two = (value: number) => String(value).padStart(2, '0');
  return hour + minute + second === 0 ? '' : `T${two(hour)}:${two(minute)}:${two(second)}`;
}

/** Excel counts 1900-02-29, which never was: serial 61 is 1900-03-01, so day 0 is 1899-12-30. */
function readExcelSerial(text: string): string {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return '';
  return isoOf(Number(text) + dayNumber(1899, 12, 30)!);
}

const FIELD_REGEX: Readonly<Record<string, string>> = {
  Y: '(\\d{4})',
  y: '(\\d{2})',
  m: '(\\d{1,2})',
  d: '(\\d{1,2})',
  b: '(\\p{L}{3,12})\\.?,?',
  H: '(\\d{1,2})',
  M: '(\\d{2})',
  S: '(\\d{2})(?:[.,]\\d+)?',
  G: '(\\d{4})',
  V: '(\\d{1,2})',
  u: '([1-7])',
};

const compiledPatterns = new Map<string, { regex: RegExp; fields: readonly string[] }>();

function compiled(pattern: string): { regex: RegExp; fields: readonly string[] } {
  const known = compiledPatterns.get(pattern);
  if (known) return known;
  const fields: string[] = [];
  const packed = pattern.startsWith('%Y%m%d');
  const body = pattern.replace(
    /%([A-Za-z])|([T.\-/ W])/g,
    (_, field?: string, literal?: string) => {
      if (literal !== undefined) return LITERALS[literal] ?? literal;
      fields.push(field!);
      if (packed && (field === 'm' || field === 'd')) return '(\\d{2})';
      if (field === 'd' && pattern.startsWith('%b')) return '(\\d{1,2}),?';
      return FIELD_REGEX[field!] ?? '$.';
    },
  );
  const zone = hasTime(pattern) ? '(?:\\s?(?:Z|[+-]\\d{2}:?\\d{2}))?' : '';
  const made = { regex: new RegExp(`^${body}${zone}$`, 'u'), fields };
  compiledPatterns.set(pattern, made);
  return made;
}

const LITERALS: Readonly<Record<string, string>> = {
  T: '(?:T|,?\\s)',
  '.': '\\.',
  ' ': '\\s+',
  '-': '[-\\u2013]',
  W: '\\s?W',
};

/** Beginnings of the months' names: English, Dutch, German, French, Spanish, Italian. */
const MONTH_NAMES: readonly RegExp[] = [
  /^(jan|ene|gen|jän)/,
  /^(feb|fév|fev)/,
  /^(mar|maa|mrt|mär|mrz)/,
  /^(apr|avr|abr)/,
  /^(may|mei|mai|mag)/,
  /^(jun|juin|giu)/,
  /^(jul|juil|lug)/,
  /^(aug|aoû|aou|ago)/,
  /^(sep|set)/,
  /^(oct|okt|ott)/,
  /^(nov)/,
  /^(dec|dez|déc|dic)/,
];

function monthOfName(name: string): number | undefined {
  const index = MONTH_NAMES.findIndex((start) => start.test(name.toLowerCase()));
  return index < 0 ? undefined : index + 1;
}
