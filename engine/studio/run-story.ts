/** What a run's log tells, told again: the same for a run that goes on and for one that is read from a folder. */
import { CalibrationTrace } from './calibration-trace.ts';
import type { RoundView } from './contract/discovery-view.ts';
import { DecisionStory } from './decide/decision-story.ts';
import { DiscoveryStory } from './discovery-story.ts';
import { STAGES } from './model-progress.ts';
import { type RunEntry, runEntrySchema } from './run-entry.ts';

/** A line of the log with its time, ISO 8601. */
type Line = RunEntry & { readonly at: string };

export class RunStory {
  /** Lines that were told. */
  lines = 0;
  /** What was going on last, in words. */
  stage: string | null = null;
  /** How a calibration went. */
  readonly trace = new CalibrationTrace();
  readonly warnings: string[] = [];
  readonly discovery = new DiscoveryStory();
  /** How a search for policies went. */
  readonly decision = new DecisionStory();
  /** Milliseconds of finished stretches of work, and when the present one began. */
  #worked = 0;
  #since: number | undefined;
  #last = 0;
  #began = false;

  /** Lines of an unknown kind count and tell nothing. */
  addRead(line: { readonly at: string; readonly event: string }): void {
    const entry = runEntrySchema.safeParse(line).data;
    if (entry) this.add({ ...entry, at: line.at });
    else this.lines += 1;
  }

  add({ at, ...entry }: Line): void {
    this.lines += 1;
    const time = Date.parse(at);
    this.#time(entry.event, time);
    this.#last = time;
    if (entry.event === 'stage') this.stage = STAGES[entry.stage];
    // Told again when the run was taken up again.
    if (entry.event === 'warning' && !this.warnings.includes(entry.text)) {
      this.warnings.push(entry.text);
    }
    if (entry.event === 'method' || entry.event === 'trace') this.trace.add(entry);
    if (entry.event === 'aim' || entry.event === 'marks' || entry.event === 'policies') {
      this.decision.add(entry);
    }
    this.discovery.add(entry);
  }

  get rounds(): readonly RoundView[] {
    return this.discovery.rounds;
  }

  /** Seconds of work, pauses left out; `now` (milliseconds) for a run that goes on; null when nobody counted. */
  seconds(now?: number): number | null {
    if (!this.#began) return null;
    const open = this.#since === undefined ? 0 : Math.max(0, (now ?? this.#last) - this.#since);
    return (this.#worked + open) / 1000;
  }

  #time(event: RunEntry['event'], at: number): void {
    if (event === 'start' || event === 'resume') {
      // No end before it: it was interrupted after its last line.
      if (this.#since !== undefined) this.#worked += Math.max(0, this.#last - this.#since);
      this.#since = at;
      this.#began = true;
    }
    if ((event === 'pause' || event === 'end') && this.#since !== undefined) {
      this.#worked += Math.max(0, at - this.#since);
      this.#since = undefined;
    }
  }
}
