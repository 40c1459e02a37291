/**
 * Which way a row may go. Of every condition both sides are followed and joined; what is changed on either side was
 * also made from the condition, and so is what comes after a way out (return, break, continue).
 */
import { type Flow, type Memory, NOTHING, type Origin, unionOf, united } from './values.ts';

/** A function, loop or switch that can be left from inside. */
interface Frame {
  readonly kind: 'function' | 'loop' | 'switch';
  readonly label: string | undefined;
  /** Where it was left; undefined when nowhere so far. */
  left: Memory | undefined;
  /** What it was left for. */
  reasons: ReadonlySet<Origin>;
  returned: Flow;
}

/** Nodes that are looked at in all modules of a row; natural files need some thousand. */
const MOST_VISITS = 300_000;

/** Thrown when a file is too entangled to be followed. */
export class TooEntangled extends Error {}

export class Control {
  memory: Memory;
  /** False after a way out, until the frame ends. */
  reachable = true;
  #conditions: ReadonlySet<Origin> = new Set();
  readonly #frames: Frame[] = [];
  #visits = 0;

  constructor(memory: Memory) {
    this.memory = memory;
  }

  visit(): void {
    this.#visits += 1;
    if (this.#visits > MOST_VISITS) throw new TooEntangled();
  }

  /** What decides whether this place is reached. */
  reasons(): ReadonlySet<Origin> {
    return unionOf([this.#conditions, ...this.#frames.map(({ reasons }) => reasons)]);
  }

  /** One of the ways is gone, which of them hangs on `origins`. */
  branch(origins: ReadonlySet<Origin>, ways: readonly (() => void)[]): void {
    const before = this.memory;
    const ends: Memory[] = [];
    this.#under(origins, () => {
      for (const way of ways) {
        this.memory = before.copy();
        this.reachable = true;
        way();
        if (this.reachable) ends.push(this.memory);
      }
    });
    this.#meet(ends);
  }

  /** `turn` as often as you like, none included; how often hangs on what `test` gives each time. */
  repeat(test: () => ReadonlySet<Origin>, turn: () => void, label?: string): void {
    const frame = this.#open('loop', label);
    let origins = test();
    for (let grows = true; grows; ) {
      const head = this.memory.copy();
      const reasons = this.reasons().size;
      this.#under(origins, turn);
      const ends = [frame.left, this.reachable ? this.memory : undefined];
      grows = ends.map((end) => end !== undefined && head.join(end)).includes(true);
      this.memory = head;
      this.reachable = true;
      const next = unionOf([origins, test()]);
      // A way out in one turn decides whether the next one comes.
      grows ||= next.size > origins.size || this.reasons().size > reasons;
      origins = next;
    }
    this.#frames.pop();
  }

  /** Cases in the order of the text: each may be entered, or reached from the one before. */
  cases(origins: ReadonlySet<Origin>, cases: readonly (() => void)[], isComplete: boolean): void {
    const frame = this.#open('switch', undefined);
    const before = this.memory.copy();
    this.reachable = false;
    this.#under(origins, () => {
      for (const run of cases) {
        const entered = before.copy();
        if (this.reachable) entered.join(this.memory);
        this.memory = entered;
        this.reachable = true;
        run();
      }
    });
    const ends = [frame.left, isComplete ? undefined : before];
    if (this.reachable) ends.push(this.memory);
    this.#frames.pop();
    this.#meet(ends.filter((end) => end !== undefined));
  }

  /** Runs a function's body; what it returns. */
  call(body: () => void): Flow {
    const frame = this.#open('function', undefined);
    body();
    const ends = [frame.left, this.reachable ? this.memory : undefined];
    this.#frames.pop();
    this.#meet(ends.filter((end) => end !== undefined));
    return frame.returned;
  }

  return(value: Flow): void {
    const frame = this.#frames.findLast(({ kind }) => kind === 'function');
    if (frame === undefined) return;
    frame.returned = united([frame.returned, value, { ...NOTHING, origins: this.reasons() }]);
    this.#leave(frame);
  }

  /** break or continue; a continue goes past a switch. */
  jump(kind: 'break' | 'continue', label: string | undefined): void {
    const frame = this.#frames.findLast((one) =>
      label === undefined
        ? one.kind === 'loop' || (one.kind === 'switch' && kind === 'break')
        : one.label === label,
    );
    if (frame !== undefined) this.#leave(frame);
  }

  #leave(frame: Frame): void {
    frame.reasons = this.reasons();
    if (frame.left === undefined) frame.left = this.memory.copy();
    else frame.left.join(this.memory);
    this.reachable = false;
  }

  #open(kind: Frame['kind'], label: string | undefined): Frame {
    const frame: Frame = { kind, label, left: undefined, reasons: new Set(), returned: NOTHING };
    this.#frames.push(frame);
    return frame;
  }

  #under(origins: ReadonlySet<Origin>, run: () => void): void {
    const before = this.#conditions;
    this.#conditions = unionOf([before, origins]);
    run();
    this.#conditions = before;
  }

  /** Goes on from wherever it may have come; from nowhere, nothing after it is reached. */
  #meet(ends: readonly Memory[]): void {
    const [first, ...others] = ends;
    this.reachable = first !== undefined;
    if (first === undefined) return;
    for (const other of others) first.join(other);
    this.memory = first;
  }
}
