/** What a run's log tells, told again: the same for a run that goes on and for one that is read from a folder. */
import type { RoundView } from './contract/discovery-view.ts';
import { STAGES } from './model-progress.ts';
import { type RunEntry, runEntrySchema } from './run-entry.ts';

type CandidateView = RoundView['candidates'][number];

/** A line of the log with its time, ISO 8601. */
type Line = RunEntry & { readonly at: string };

export class RunStory {
  /** Lines that were told. */
  lines = 0;
  /** What was going on last, in words. */
  stage: string | null = null;
  readonly warnings: string[] = [];
  #rounds: RoundView[] = [];
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

  add(line: Line): void {
    this.lines += 1;
    const at = Date.parse(line.at);
    this.#time(line.event, at);
    this.#last = at;
    switch (line.event) {
      case 'stage':
        this.stage = STAGES[line.stage];
        break;
      case 'warning':
        // Told again when the run was taken up again.
        if (!this.warnings.includes(line.text)) this.warnings.push(line.text);
        break;
      case 'round-start':
        this.#startRound(line.round, line.candidates);
        break;
      case 'candidate':
        this.#settle(line);
        break;
      case 'round':
        this.#rounds = this.#rounds.map((round) =>
          round.round === line.round
            ? { ...round, best: line.best, feedback: [...line.feedback] }
            : round,
        );
        break;
      case 'weights':
      case 'start':
      case 'resume':
      case 'pause':
      case 'end':
        break;
      default:
        line satisfies never;
    }
  }

  get rounds(): RoundView[] {
    return this.#rounds;
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

  /** A round that was told before, until an interruption, goes on: what became of its candidates stands. */
  #startRound(
    number: number,
    candidates: Extract<RunEntry, { event: 'round-start' }>['candidates'],
  ): void {
    const before = this.#rounds.find(({ round }) => round === number);
    const views = candidates.map(
      (candidate): CandidateView =>
        before?.candidates.find(({ id }) => id === candidate.id) ?? {
          ...candidate,
          state: 'working',
          score: null,
          parameters: [],
          facts: [],
          reason: null,
        },
    );
    const round: RoundView = { round: number, candidates: views, best: null, feedback: [] };
    this.#rounds = [...this.#rounds.filter((other) => other.round < number), round];
  }

  #settle({
    id,
    score,
    parameters,
    facts,
    reason,
  }: Extract<RunEntry, { event: 'candidate' }>): void {
    const current = this.#rounds.at(-1);
    if (!current) return;
    const state = reason === null ? ('evaluated' as const) : ('refused' as const);
    const candidates = current.candidates.map((candidate) =>
      candidate.id === id
        ? { ...candidate, state, score, parameters: [...parameters], facts: [...facts], reason }
        : candidate,
    );
    this.#rounds = [...this.#rounds.slice(0, -1), { ...current, candidates }];
  }
}
