/** How a calibration goes: written to its log in few lines, and told again from them. */
import type { CalibrationProgress } from '../calibrate/result.ts';
import type { TraceView } from './contract/calibration-view.ts';
import type { MethodEntry, TraceEntry } from './trace-entry.ts';

/** Points of a view at most. */
const MOST_POINTS = 300;
/** Parameters that are followed; more could not be told apart on a screen. */
export const MOST_FOLLOWED = 60;

const MEASURES: Readonly<Record<TraceEntry['measure'], string>> = {
  error: 'best error so far',
  network: 'error of the network on data put aside',
  distance: 'how far the values that are kept are from the data',
};

/** The trace of one run, from its log lines in order. */
export class CalibrationTrace {
  #method: MethodEntry | undefined;
  #measure: TraceEntry['measure'] | undefined;
  #points: { readonly done: number; readonly value: number }[] = [];
  #searched: TraceEntry['searched'] = [];

  add(entry: MethodEntry | TraceEntry): void {
    if (entry.event === 'method') {
      this.#method = entry;
      return;
    }
    const { measure, done, value, searched } = entry;
    // What was told of a stretch that was lost, or of a network that was learned anew, is told again.
    const kept = measure === this.#measure ? this.#points.filter((point) => point.done < done) : [];
    this.#points = [...kept, { done, value }];
    this.#measure = measure;
    this.#searched = searched;
  }

  view(): TraceView {
    const { id, words, because, parameters = [] } = this.#method ?? {};
    return {
      method:
        id === undefined || words === undefined ? null : { id, words, because: because ?? null },
      measure: this.#measure === undefined ? null : MEASURES[this.#measure],
      points: thinned(this.#points),
      parameters: this.#searched.flatMap(([value, low, high], i) => {
        const about = parameters[i];
        return about ? [{ ...about, value, low, high }] : [];
      }),
    };
  }
}

/** Every so many, and the last one. */
function thinned<Point>(points: readonly Point[]): Point[] {
  const stride = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, i) => (points.length - 1 - i) % stride === 0);
}

/** Lines at a hundredth of the work each; then, for work that begins anew many times, ever fewer. */
const FINE = 100;
const COARSER_EVERY = 40;

/** Writes what a progress tells, where enough has happened since the line before, and always what was told last. */
export class TraceLog {
  readonly #log: (entry: TraceEntry) => void;
  #written = 0;
  #last: TraceEntry | undefined;
  #waiting: TraceEntry | undefined;

  constructor(log: (entry: TraceEntry) => void) {
    this.#log = log;
  }

  add({ done, total, point, parameters = [] }: CalibrationProgress): void {
    if (point === undefined) {
      this.flush();
      return;
    }
    const entry: TraceEntry = {
      event: 'trace',
      measure: point.measure,
      done,
      value: short(point.value),
      searched: parameters
        .slice(0, MOST_FOLLOWED)
        .map(({ value, low, high }) => [short(value), short(low), short(high)]),
    };
    const before = this.#last;
    const isNew = before === undefined || before.measure !== entry.measure || done < before.done;
    if (isNew) this.flush();
    if (isNew || done - before.done >= total * this.#gap()) this.#write(entry);
    else this.#waiting = entry;
  }

  flush(): void {
    if (this.#waiting) this.#write(this.#waiting);
  }

  /** As a share of the work. */
  #gap(): number {
    return 2 ** Math.ceil(Math.max(0, this.#written - FINE) / COARSER_EVERY) / FINE;
  }

  #write(entry: TraceEntry): void {
    this.#log(entry);
    this.#written += 1;
    this.#last = entry;
    this.#waiting = undefined;
  }
}

/** More digits than a chart shows. */
function short(value: number): number {
  return Number(value.toPrecision(5));
}
