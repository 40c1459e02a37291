/** What the family of patients reads from columns and words: which column counts which kind of place or patient. */
import type { Setting } from '../../setting.ts';

type SettingSeries = Setting['series'][number];

export interface PatientColumns {
  /** Patients by kind of place, in the order of the file; empty where places were not told apart. */
  readonly places: readonly SettingSeries[];
  /** Patients by kind of patient; empty where kinds were not told apart. */
  readonly kinds: readonly SettingSeries[];
  readonly total?: SettingSeries;
  /** Counts the rows. */
  readonly day?: SettingSeries;
  readonly waiting?: SettingSeries;
  readonly arrived?: SettingSeries;
  readonly turnedAway?: SettingSeries;
  /** Recorded arrivals, one column for each kind; empty where there are none. */
  readonly inflows: readonly SettingSeries[];
}

const DAY = /^(t|time|day|days|step|steps|period|week|hour|tick|dag|tag|jour)(_|$)/i;
const WAITING = /wait|queue/i;
const TURNED_AWAY = /turn|refus|reject|divert|away|balk/i;
const ARRIVED = /arriv|came|admit|admission|intake|referr/i;
const PLACE = /icu|intensive|standard|general|ward|bed|occup|unit/i;
const KIND = /patient|disease|diagnos|kind|group|type|class/i;
const TOTAL = /(^|_)(all|total|alive|census|present|sum)(_|$)/i;

type Named = 'day' | 'waiting' | 'turnedAway' | 'arrived' | 'place' | 'kind' | undefined;

/** Every output in its place, or undefined when the columns are not those of patients or can be read in two ways. */
export function patientColumns(setting: Setting): PatientColumns | undefined {
  const { series } = setting;
  if (series.some(({ role }) => role === 'demand' || role === 'order')) return undefined;
  const outputs = series.filter(({ use }) => use === 'output');
  const groups = Map.groupBy(outputs, (one) => groupOf(one, setting));
  if (groups.has(undefined)) return undefined;
  const only = (group: Named) => groups.get(group) ?? [];
  const single = { ...one('day'), ...one('waiting'), ...one('turnedAway'), ...one('arrived') };
  function one(group: 'day' | 'waiting' | 'turnedAway' | 'arrived') {
    const [first] = only(group);
    return first === undefined ? {} : { [group]: first };
  }
  const repeated = (['day', 'waiting', 'turnedAway', 'arrived'] as const).some(
    (group) => only(group).length > 1,
  );
  const counted = withoutTotal(only('place'), only('kind'));
  if (repeated || counted === undefined) return undefined;
  const inflows = series.filter(({ role, use }) => role === 'flow' && use === 'input');
  const isComplete = inflows.length === Math.max(1, counted.kinds.length);
  return { ...counted, ...single, inflows: isComplete ? inflows : [] };
}

function groupOf(series: SettingSeries, { rows }: Setting): Named {
  const { name, role, statistics } = series;
  const { min, max } = statistics;
  if (DAY.test(name) && min >= 0 && max - min >= rows - 1) return 'day';
  if (TURNED_AWAY.test(name)) return 'turnedAway';
  if (WAITING.test(name)) return 'waiting';
  if (ARRIVED.test(name)) return 'arrived';
  if (role === 'flow') return undefined;
  if (PLACE.test(name)) return 'place';
  return KIND.test(name) || TOTAL.test(name) ? 'kind' : undefined;
}

/** Whoever is there is counted once by place and once by kind; a column that is the sum of others is the total. */
function withoutTotal(
  places: readonly SettingSeries[],
  kinds: readonly SettingSeries[],
): Pick<PatientColumns, 'places' | 'kinds' | 'total'> | undefined {
  const [alone] = [...places, ...kinds];
  if (places.length + kinds.length === 1 && alone !== undefined)
    return { places: [alone], kinds: [] };
  const isTotal = (series: SettingSeries, parts: readonly SettingSeries[]) =>
    parts.length > 1 && agree(series.statistics.mean, sum(parts));
  const rest = (all: readonly SettingSeries[], series: SettingSeries) =>
    all.filter((one) => one !== series);
  const total =
    kinds.find((series) => isTotal(series, rest(kinds, series))) ??
    places.find((series) => isTotal(series, rest(places, series))) ??
    (kinds.length === 1 ? kinds[0] : undefined);
  const parts = {
    places: places.filter((one) => one !== total),
    kinds: kinds.filter((one) => one !== total),
  };
  const counts = [parts.places, parts.kinds].filter(({ length }) => length > 0).map(sum);
  const everybody = total?.statistics.mean ?? counts[0] ?? 0;
  if (counts.length === 0 || !counts.every((count) => agree(count, everybody))) return undefined;
  return { ...parts, ...(total !== undefined && { total }) };
}

function sum(series: readonly SettingSeries[]): number {
  return series.reduce((all, { statistics }) => all + statistics.mean, 0);
}

/** To a thousandth: rounding, and a few values that are missing. */
function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-3 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** The columns of a setting for which the family was chosen. */
export function requirePatientColumns(setting: Setting): PatientColumns {
  const columns = patientColumns(setting);
  if (columns === undefined)
    throw new Error('patients: the family was chosen for columns that do not count patients');
  return columns;
}

/** A kind of patients: what ends the names of its parameters, and how it is spoken of. */
export interface PatientKind {
  readonly suffix: string;
  readonly words: string;
  /** Average number present, of the rows that may be looked at. */
  readonly mean: number;
}

/** At least one. */
export function patientKinds(setting: Setting): PatientKind[] {
  const { kinds, places, total } = requirePatientColumns(setting);
  if (kinds.length === 0)
    return [{ suffix: '', words: 'patients', mean: total?.statistics.mean ?? sum(places) }];
  return kinds.map(({ name, statistics }, i) => ({
    // Names may have 64 characters in all.
    suffix: `_${name.length <= 40 ? name : i + 1}`,
    words: name,
    mean: statistics.mean,
  }));
}
