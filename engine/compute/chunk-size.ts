/** A chunk is at most this many times larger than the largest before it: a program's first runs are few. */
const GROWTH = 8;

/** How many runs of one program make a chunk of the wanted length, learned from the chunks that came back. */
export class ChunkSize {
  readonly #target: number;
  #millisecondsPerRun: number | undefined;
  #largest = 0;

  constructor(targetMilliseconds: number) {
    this.#target = targetMilliseconds;
  }

  /** A multiple of `unit`, at least one unit. */
  next(unit: number): number {
    if (this.#millisecondsPerRun === undefined) return unit;
    const wanted = this.#target / Math.max(this.#millisecondsPerRun, 1e-4);
    return unit * Math.max(1, Math.floor(Math.min(wanted, this.#largest * GROWTH) / unit));
  }

  note(runs: number, milliseconds: number): void {
    const now = milliseconds / runs;
    this.#millisecondsPerRun = ((this.#millisecondsPerRun ?? now) + now) / 2;
    this.#largest = Math.max(this.#largest, runs);
  }
}
