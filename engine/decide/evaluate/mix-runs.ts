/** Runs of several structures over the same rows as one ensemble, in which each structure has its share. */
import type { MemberPlan } from '../../discover/mixture/mix-forecast.ts';
import { mixEnsembles } from '../../discover/mixture/mix-forecast.ts';
import type { OutputRuns, RunsAhead } from '../../forecast/run-ahead.ts';
import { DecideError } from '../decide-error.ts';

/**
 * `own`: of each structure, on one episode. Outputs, levers and resources are those that all of them have, in the order of the first. What is
 * known of a run (failures, what its filter found) goes with it under its new number. `particles`: runs of an ensemble,
 * which the plan keeps together. Throws DecideError 'not-together' where they do not start from the same row or have no
 * output in common.
 */
export function mixRuns(
  plan: MemberPlan,
  own: readonly [RunsAhead, ...RunsAhead[]],
  { horizon, particles }: { readonly horizon: number; readonly particles: number },
): RunsAhead {
  const [first] = own;
  refuseOtherStarts(own);
  const mixed = (seriesOf: (runs: RunsAhead) => readonly OutputRuns[]) =>
    commonSeries(own.map(seriesOf)).map(({ name, unit }) => ({
      name,
      unit,
      get values() {
        return mixEnsembles(plan, valuesIn(own.map(seriesOf), name), rowsOf(first, horizon));
      },
    }));
  const outputs = mixed((runs) => runs.outputs);
  if (outputs.length === 0) {
    throw new DecideError('not-together', 'structures: no output that all of them have', {
      hint: 'Take one simulator instead.',
    });
  }
  const told = own.map((one) => one.told).filter(({ inputs }) => inputs.length > 0);
  return {
    id: first.id,
    ...{ origin: first.origin, last: first.last },
    ...(first.dates && { dates: first.dates }),
    outputs,
    levers: mixed(({ levers }) => levers),
    resources: mixed(({ resources }) => resources),
    followers: first.followers,
    filters: ofMembers(plan, own, ({ filters }) => filters, particles),
    notes: ofMembers(plan, own, ({ notes }) => notes, particles),
    failures: ofMembers(plan, own, ({ failures }) => failures),
    told: {
      inputs: [...new Set(told.flatMap(({ inputs }) => inputs))],
      recordedUntil: Math.min(...(told.length > 0 ? told : [first.told]).map(untilOf)),
    },
  };
}

/** Of this output, by structure: row-major [rows, runs]. */
export function valuesOf(own: readonly RunsAhead[], name: string): Float64Array[] {
  return valuesIn(
    own.map(({ outputs }) => outputs),
    name,
  );
}

function valuesIn(own: readonly (readonly OutputRuns[])[], name: string): Float64Array[] {
  return own.flatMap((series) =>
    series.filter((one) => one.name === name).map(({ values }) => values),
  );
}

function commonSeries([first = [], ...others]: readonly (readonly OutputRuns[])[]) {
  return first.filter(({ name }) =>
    others.every((series) => series.some((one) => one.name === name)),
  );
}

/** Runs from an earlier row have more of them. */
function rowsOf({ origin, last }: RunsAhead, horizon: number): number {
  return last - origin + horizon;
}

function untilOf({ recordedUntil }: RunsAhead['told']): number {
  return recordedUntil;
}

/** What structures without the newest output think of as today is earlier: their runs cannot be counted together. */
function refuseOtherStarts(own: readonly [RunsAhead, ...RunsAhead[]]): void {
  const [first] = own;
  const other = own.find(({ origin }) => origin !== first.origin);
  if (other === undefined) return;
  throw new DecideError(
    'not-together',
    `structures: trajectory ${first.id} is last observed in row ${first.origin} of one and ${other.origin} of another`,
    { hint: 'They do not have the same outputs: take one simulator instead.' },
  );
}

/** The records of the runs that the plan takes, in its order. `every`: a record stands for so many runs. */
function ofMembers<Of extends { readonly run: number }>(
  { structure, member }: MemberPlan,
  own: readonly RunsAhead[],
  recordsOf: (runs: RunsAhead) => readonly Of[],
  every = 1,
): Of[] {
  const byRun = own.map((runs) => Map.groupBy(recordsOf(runs), ({ run }) => run));
  const found: Of[] = [];
  for (let run = 0; run < structure.length; run += every) {
    const records = byRun[structure[run] ?? 0]?.get(member[run] ?? 0) ?? [];
    found.push(...records.map((record) => ({ ...record, run })));
  }
  return found;
}
