/** What a discovery's log tells: its rounds, what the person decided, how much each structure counts. */
import type {
  CandidateView,
  DiscoveryView,
  RoundView,
  SpendingView,
  WeightsView,
} from './contract/discovery-view.ts';
import type { RunEntry } from './run-entry.ts';

type Told<E extends RunEntry['event']> = Extract<RunEntry, { event: E }>;

export class DiscoveryStory {
  #rounds: RoundView[] = [];
  #weights: WeightsView | null = null;
  #spending: SpendingView | null = null;
  /** For the round that comes. */
  #suggestions: RoundView['suggestions'] = [];
  /** By number; a run that goes on from another begins behind the decisions of that one. */
  readonly #decisions = new Map<number, string>();
  #heeded = 0;

  get rounds(): readonly RoundView[] {
    return this.#rounds;
  }

  /** What was told; of a run that goes on, what a proposer does and took by now comes with it. */
  view(proposer: DiscoveryView['proposer']): DiscoveryView {
    return {
      proposer,
      rounds: this.#rounds,
      weights: this.#weights,
      spending: this.#spending,
      activity: null,
      waiting: [...this.#decisions].flatMap(([number, words]) =>
        number > this.#heeded ? [words] : [],
      ),
    };
  }

  add(entry: RunEntry): void {
    switch (entry.event) {
      case 'decision':
        this.#decisions.set(entry.number, entry.words);
        break;
      case 'suggestions':
        this.#suggest(entry.suggestions);
        break;
      case 'spending': {
        const { event: _event, ...spending } = entry;
        this.#spending = spending;
        break;
      }
      case 'round-start':
        this.#startRound(entry);
        break;
      case 'candidate':
        this.#settle(entry);
        break;
      case 'round':
        this.#finishRound(entry);
        break;
      case 'weights': {
        const { event: _event, ...weights } = entry;
        this.#weights = weights;
        break;
      }
      default:
        // Every run has it.
        break;
    }
  }

  /** A composer that fills in for a model has some of its own, and may repeat others. */
  #suggest(suggestions: RoundView['suggestions']): void {
    const isNew = ({ text }: { text: string }) =>
      !this.#suggestions.some((before) => before.text === text);
    this.#suggestions = [...this.#suggestions, ...suggestions.filter(isNew)];
  }

  /** A round that was told before, until an interruption, goes on: what became of its candidates stands. */
  #startRound({ round: number, candidates, decisions, heeded }: Told<'round-start'>): void {
    const before = this.#rounds.find(({ round }) => round === number);
    const views = candidates.map(
      ({ source: _source, ...candidate }): CandidateView =>
        before?.candidates.find(({ id }) => id === candidate.id) ?? {
          ...candidate,
          state: 'working',
          score: null,
          error: null,
          parameters: [],
          facts: [],
          reason: null,
        },
    );
    const round: RoundView = {
      ...{ round: number, candidates: views, best: null, feedback: [] },
      suggestions: before?.suggestions ?? this.#suggestions,
      decisions: [...decisions],
    };
    this.#suggestions = [];
    this.#heeded = Math.max(this.#heeded, heeded);
    this.#rounds = [...this.#rounds.filter((other) => other.round < number), round];
  }

  #settle({ event: _event, id, ...came }: Told<'candidate'>): void {
    const current = this.#rounds.at(-1);
    if (!current) return;
    const state = came.reason === null ? ('evaluated' as const) : ('refused' as const);
    const candidates = current.candidates.map((candidate) =>
      candidate.id === id ? { ...candidate, ...came, state } : candidate,
    );
    this.#rounds = [...this.#rounds.slice(0, -1), { ...current, candidates }];
  }

  #finishRound({ round: number, best, feedback, errors }: Told<'round'>): void {
    this.#rounds = this.#rounds.map((round) => {
      if (round.round !== number) return round;
      const candidates = round.candidates.map((candidate) => ({
        ...candidate,
        error: errors[candidate.id] ?? null,
      }));
      return { ...round, candidates, best, feedback: [...feedback] };
    });
  }
}
