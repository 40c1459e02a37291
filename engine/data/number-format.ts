/**
 * Numbers as people write them: 1234.5, 1,234.5, 1.234,5, 1 234,5, 1'234.5, 12 kg, € 5, 12 %.
 * A format says how; reading is strict, so that a cell that does not fit stays unread instead of wrong.
 */

export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** Between groups of three digits; '' when there is none. ' ' stands for every kind of space. */
  readonly group: '' | ',' | '.' | ' ' | "'";
}

export const PLAIN_NUMBER: NumberFormat = { decimal: '.', group: '' };

/** In the order in which they are tried: the first that fits all cells is the plainest reading. */
export const NUMBER_FORMATS: readonly NumberFormat[] = [
  PLAIN_NUMBER,
  { decimal: '.', group: ',' },
  { decimal: ',', group: '' },
  { decimal: ',', group: '.' },
  { decimal: '.', group: ' ' },
  { decimal: ',', group: ' ' },
  { decimal: '.', group: "'" },
  { decimal: ',', group: "'" },
];

/** A cell cut into what stands before the number, the number's characters, and what stands after. */
export interface NumberParts {
  readonly digits: string;
  /** Unit or currency as written, '' for none. */
  readonly unit: string;
}

const CURRENCY = '[€$£¥₹]|EUR|USD|GBP|CHF|JPY|kr\\.?|Fr\\.?|Rs\\.?';
const CELL = new RegExp(
  `^(?<sign>[+-]?)(?<prefix>${CURRENCY})?\\s*(?<digits>[+-]?(?:\\d[\\d.,' ]*\\d|\\d|[.,]\\d+)(?:[eE][+-]?\\d+)?)\\s*(?<suffix>[\\p{L}%‰°µ€$£¥₹][\\p{L}\\d%°µ€/·^²³ .()-]{0,15})?$`,
  'u',
);

/** Fits every format: most cells of most files, worth a short cut. */
const WHOLE = /^-?\d+$/;

/** The number and the unit of a cell; undefined when the cell is not a number with at most a unit. */
export function splitCell(raw: string): NumberParts | undefined {
  if (WHOLE.test(raw)) return { digits: raw, unit: '' };
  const groups = CELL.exec(tidy(raw))?.groups;
  if (!groups) return undefined;
  const { sign = '', prefix = '', digits = '', suffix = '' } = groups;
  if ((sign !== '' && /^[+-]/.test(digits)) || (prefix !== '' && suffix !== '')) return undefined;
  return { digits: sign + digits, unit: (prefix || suffix).trim() };
}

/** Spaces of every kind become ' ', typographic minus and apostrophe become ASCII. */
function tidy(raw: string): string {
  return raw
    .replace(/[\s\u00a0\u2007\u2009\u202f]+/g, ' ')
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/[\u2019\u02bc`´]/g, "'");
}

const patterns = new Map<string, RegExp>();

function patternOf({ decimal, group }: NumberFormat): RegExp {
  const key = `${decimal}${group}`;
  const known = patterns.get(key);
  if (known) return known;
  const point = decimal === '.' ? '\\.' : ',';
  const between = group === '.' ? '\\.' : group;
  const whole = group === '' ? '\\d+' : `(?:[1-9]\\d{0,2}(?:${between}\\d{3})+|\\d+)`;
  const made = new RegExp(`^[+-]?(?:${whole}(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?$`);
  patterns.set(key, made);
  return made;
}

/** The digits of `splitCell` in this format; NaN when they do not fit it. */
export function readDigits(digits: string, format: NumberFormat): number {
  if (!patternOf(format).test(digits)) return Number.NaN;
  const ungrouped = format.group === '' ? digits : digits.split(format.group).join('');
  return Number(format.decimal === ',' ? ungrouped.replace(',', '.') : ungrouped);
}

/** The shortest text that reads back as the same number; '' for NaN. */
export function writeNumber(value: number, format: NumberFormat = PLAIN_NUMBER): string {
  if (Number.isNaN(value)) return '';
  const [mantissa = '', exponent] = String(value).split('e');
  const [whole = '', fraction] = mantissa.split('.');
  const grouped =
    format.group === '' || exponent !== undefined
      ? whole
      : whole.replace(/\B(?=(\d{3})+$)/g, format.group);
  const point = fraction === undefined ? '' : `${format.decimal}${fraction}`;
  return `${grouped}${point}${exponent === undefined ? '' : `e${exponent}`}`;
}

/** The formats that read all these digits, plainest first. */
export function fittingFormats(digits: readonly string[]): readonly NumberFormat[] {
  const telling = digits.filter((d) => !WHOLE.test(d));
  return NUMBER_FORMATS.filter((format) => {
    const pattern = patternOf(format);
    return telling.every((d) => pattern.test(d));
  });
}

/** A format as it is said to people: "1.234,5". */
export function showFormat({ decimal, group }: NumberFormat): string {
  return `1${group}234${decimal}5`;
}
