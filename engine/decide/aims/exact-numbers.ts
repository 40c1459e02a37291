/** Numbers in sentences that are read again: 50,000; 0.25. All digits, so that what is read is what was written. */

/** Thousands are set apart by commas; very large and very small numbers as 1e+21. */
export function exactNumber(value: number): string {
  const text = String(value === 0 ? 0 : value);
  const [whole = '', rest] = text.split('.');
  if (text.includes('e') || whole.replace('-', '').length < 4) return text;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/** Per cent of a share, without what rounding adds: 0.07 is 7, not 7.000000000000001. */
export function exactPercent(share: number): string {
  return exactNumber(Number((100 * share).toPrecision(12)));
}

/** What exactNumber writes, as a part of a pattern. */
export const NUMBER = String.raw`[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?`;

export function readNumber(text: string): number {
  return Number(text.replaceAll(',', '').replace('−', '-'));
}
