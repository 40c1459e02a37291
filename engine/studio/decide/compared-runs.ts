/** Runs of scenarios that were compared, kept for the next question: what did not change is not run again. */
import type { SeriesRuns } from '../../decide/evaluate/run-series.ts';

/** Numbers that are held between questions: 80 MB. */
const MOST_VALUES = 10_000_000;

/** Of one subject. */
export class ComparedRuns {
  /** Least recently asked for first. */
  readonly #kept = new Map<string, SeriesRuns>();
  #values = 0;

  /** `key`: all that the runs rest on. What is called off or fails is not kept. */
  async get(key: string, make: () => Promise<SeriesRuns>): Promise<SeriesRuns> {
    const runs = this.#kept.get(key) ?? (await make());
    this.#forget(key);
    const size = sizeOf(runs);
    if (size > MOST_VALUES / 2) return runs;
    this.#kept.set(key, runs);
    this.#values += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#values <= MOST_VALUES) break;
      this.#forget(oldest);
    }
    return runs;
  }

  #forget(key: string): void {
    const known = this.#kept.get(key);
    if (known === undefined) return;
    this.#values -= sizeOf(known);
    this.#kept.delete(key);
  }
}

function sizeOf({ series, metrics }: SeriesRuns): number {
  return [...series.map(({ values }) => values), ...metrics].reduce(
    (sum, values) => sum + values.length,
    0,
  );
}
