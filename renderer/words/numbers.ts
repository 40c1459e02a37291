/** Numbers as a planner reads them: few digits, a separator for thousands, the unit behind. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

/** Three digits that mean something; whole numbers stay whole: 1234 -> '1,234', 0.06213 -> '0.0621'. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'missing';
  if (!Number.isFinite(value)) return value > 0 ? 'without limit' : 'minus without limit';
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return signed(whole, value);
  return signed(three, value);
}

/** '20.4 days'; a number without a unit stays alone. */
export function formatAmount(value: number, unit: string): string {
  const words = unitWords(unit);
  return words === '' ? formatNumber(value) : `${formatNumber(value)} ${words}`;
}

/** Units that only say that there is none are not shown. */
export function unitWords(unit: string): string {
  return ['', '1', '-', 'none', 'dimensionless'].includes(unit) ? '' : unit;
}

/** '1 day', '28 days', '1,204 rows'. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}

/** What is not shown to a model: 'The last 28 days are kept for the check.' */
export function keptSentence(rows: number, one: string): string {
  return rows === 1
    ? `The last ${one} is kept for the check.`
    : `The last ${count(rows, one)} are kept for the check.`;
}

/** What one row of the data is called: 'day', 'week', ...; 'row' where rows are only numbered. */
export function rowWord(timeUnit: string): string {
  return timeUnit === 'step' ? 'row' : timeUnit;
}

/** 'first_phase_share' -> 'first phase share'. */
export function plainName(name: string): string {
  return name.replaceAll('_', ' ');
}

/** A real minus sign, and no '-0'. */
function signed(format: Intl.NumberFormat, value: number): string {
  return format.format(Object.is(value, -0) ? 0 : value).replace('-', '\u2212');
}
