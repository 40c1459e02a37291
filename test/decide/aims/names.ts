import type { AimNames, NamedSeries } from '../../../engine/decide/aims/aim-names.ts';

const series = (
  name: string,
  words: string,
  unit: string,
  kind: NamedSeries['kind'] = 'output',
  serves = false,
): NamedSeries => ({ name, words, unit, kind, serves });

export const names: AimNames = {
  series: [
    { ...series('occupied', 'ICU beds needed', 'beds'), also: 'intensive-care beds occupied' },
    series('admitted', 'patients admitted', 'patients/day'),
    series('opened', 'opened wards', 'wards', 'lever'),
    series('extra_beds', 'extra beds', 'beds', 'resource', true),
    series('staff', 'staff on call', 'people', 'resource'),
  ],
  currency: '€',
  timeUnit: 'day',
};

/** Names made of the words of sentences. */
export const awkward: AimNames = {
  series: [
    series('cost', 'cost', '€'),
    { ...series('total', 'total', 'boxes'), also: 'total cost' },
    { ...series('below', 'highest day of stock below 10', 'boxes'), also: 'boxes below 10' },
    series('on', 'on', ''),
    series('extra', 'beds (extra), up to 5 %', 'beds', 'resource', true),
    series('extra_more', 'beds (extra), up to 5 % more', 'beds', 'resource', true),
  ],
  currency: 'USD',
  timeUnit: 'week',
};
