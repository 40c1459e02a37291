/** What runs of a course of action rest on, whatever the course is. */
import { originOf } from '../../forecast/future-episode.ts';
import type { InputModel } from '../../forecast/input-model.ts';
import type { Episode, Simulate } from '../../simulator/simulation.ts';
import { DecideError } from '../decide-error.ts';
import { rowOf } from '../interventions/row-of-moment.ts';
import type { Means } from '../schemas/means.ts';
import type { Moment } from '../schemas/moment.ts';
import { BLOCK } from './share-out.ts';
import type { Structures } from './structure.ts';

export interface CourseSetup {
  readonly structures: Structures;
  readonly means: Means;
  /** Of the data, counted from 0. */
  readonly record: number;
  /** Rows ahead of the last observed one, from 1. */
  readonly horizon: number;
  /** Day from whose state runs go on; null: the last observed one. */
  readonly since: Moment | null;
  readonly inputs: InputModel;
  readonly simulate: Simulate;
  /** Runs that share a draw of the numbers and the state of today; default 10. */
  readonly block?: number;
  /** Which draws of the numbers come first (shareOut); default 'by-seed'. */
  readonly draws?: 'first' | 'by-seed';
}

export interface CourseRows {
  readonly episode: Episode;
  /** Last observed row. */
  readonly last: number;
  /** That runs start from; they have one row more for each day after it. */
  readonly origin: number;
  /** Of a run. */
  readonly rows: number;
  readonly block: number;
}

/**
 * Throws DecideError 'not-together' where the structures were not last observed in the same row, 'bad-start' for a day that runs
 * cannot start from; ForecastError 'nothing-observed'.
 */
export function courseRows({
  structures,
  record,
  horizon,
  since,
  block = BLOCK,
}: Omit<CourseSetup, 'simulate' | 'inputs' | 'means'>): CourseRows {
  const [first] = structures;
  const episode = first.episodes[record];
  if (episode === undefined) {
    throw new DecideError('bad-start', `record: no ${record + 1} among ${first.episodes.length}`, {
      hint: 'Choose one of the records of the data.',
    });
  }
  const lasts = structures.map(({ episodes, declaration }) =>
    originOf(episodes[record] ?? episode, declaration),
  );
  const [last = 0] = lasts;
  const other = lasts.findIndex((one) => one !== last);
  if (other >= 0) {
    throw new DecideError(
      'not-together',
      `structures: ${episode.id} is last observed in row ${last} of ${first.name} and ${lasts[other]} of ${structures[other]?.name}`,
      { hint: 'They do not have the same outputs: take one simulator instead.' },
    );
  }
  const origin = since === null ? last : startRow(since, last, episode);
  return { episode, last, origin, rows: last - origin + horizon, block };
}

function startRow(since: Moment, last: number, { id, dates }: Episode): number {
  const end = dates?.length ?? Number.POSITIVE_INFINITY;
  const row = rowOf(since, 'to', { ...(dates && { dates }), last: end - 1 }, 'start');
  if (row >= 0 && row <= last) return row;
  throw new DecideError('bad-start', `start: ${since} is after the last observed day of ${id}`, {
    hint: `Start on ${dates?.[last]?.slice(0, 10) ?? `row ${last}`} or a day before it.`,
  });
}
