/** How a search for policies goes, told from its log lines in order. */
import type { DecisionPoint, DecisionTrace } from '../contract/decision-view.ts';
import type { AimEntry, LoggedPoint, MarksEntry, PoliciesEntry } from './decision-entry.ts';

/** Points of a view; all of the front and the newest others. */
const MOST_POINTS = 600;
/** Points of the curve. */
const MOST_MILESTONES = 300;

export class DecisionStory {
  /** Undefined until it has begun. */
  aim: AimEntry | undefined;
  readonly #points = new Map<string, LoggedPoint>();
  readonly #marks = new Map<string, MarksEntry['marks'][number]>();
  #progress: { readonly evaluations: number; readonly value: number }[] = [];
  #evaluations = 0;

  add(entry: AimEntry | MarksEntry | PoliciesEntry): void {
    switch (entry.event) {
      case 'aim':
        this.aim = entry;
        break;
      case 'marks':
        for (const mark of entry.marks) this.#marks.set(mark.role, mark);
        break;
      case 'policies':
        this.#addPolicies(entry);
        break;
      default:
        entry satisfies never;
    }
  }

  view(): DecisionTrace {
    const points = [...this.#points.values()];
    const front = new Set(frontOf(points, this.#better).map(({ id }) => id));
    const shown = (point: LoggedPoint): DecisionPoint => ({ ...point, front: front.has(point.id) });
    return {
      objectives: [...this.#objectives],
      limits: [...(this.aim?.limits ?? [])],
      points: thinned(points, (point) => front.has(point.id)).map(shown),
      marks: [...this.#marks.values()].map((mark) => ({ ...mark, front: false })),
      progress: this.#curve(),
      measure:
        this.#objectives.length > 1
          ? 'how far the best compromises have come (now: 1)'
          : 'best value so far that keeps all limits',
      evaluations: this.#evaluations,
    };
  }

  #addPolicies({ points, evaluations, value }: PoliciesEntry): void {
    for (const point of points) {
      // What was looked at again is among the newest.
      this.#points.delete(point.id);
      this.#points.set(point.id, point);
    }
    // A generation that was lost with an interruption is told again.
    this.#progress = this.#progress.filter((before) => before.evaluations < evaluations);
    if (value !== null) this.#progress.push({ evaluations, value });
    this.#evaluations = evaluations;
  }

  get #objectives(): AimEntry['objectives'] {
    return this.aim?.objectives ?? [];
  }

  get #better(): readonly ('lower' | 'higher')[] {
    return this.#objectives.map(({ better }) => better);
  }

  #curve(): DecisionTrace['progress'] {
    const newest = this.#progress.at(-1)?.value;
    const size = this.#objectives.length > 1 && newest ? newest : 1;
    const stride = Math.ceil(this.#progress.length / MOST_MILESTONES);
    return this.#progress
      .filter((_, i) => (this.#progress.length - 1 - i) % stride === 0)
      .map(({ evaluations, value }) => ({ evaluations, value: value / size }));
  }
}

/** Feasible points that no other feasible one is at least as good as in every respect and better in one. */
function frontOf(
  points: readonly LoggedPoint[],
  better: readonly ('lower' | 'higher')[],
): LoggedPoint[] {
  const least = (values: readonly number[]) =>
    values.map((value, i) => (better[i] === 'higher' ? -value : value));
  const feasible = points
    .filter((point) => point.feasible)
    .map((point) => ({ point, values: least(point.values) }))
    .sort((a, b) => a.values[0]! - b.values[0]!);
  const front: typeof feasible = [];
  // Sorted by the first value: who beats a point comes before it, or has the same first value.
  for (const own of feasible)
    if (!front.some((other) => covers(other.values, own.values))) front.push(own);
  return front
    .filter((own) => !front.some((other) => other !== own && beats(other.values, own.values)))
    .map(({ point }) => point);
}

function covers(other: readonly number[], own: readonly number[]): boolean {
  return other.every((value, i) => value <= own[i]!);
}

function beats(other: readonly number[], own: readonly number[]): boolean {
  return covers(other, own) && other.some((value, i) => value < own[i]!);
}

function thinned(
  points: readonly LoggedPoint[],
  isKept: (point: LoggedPoint) => boolean,
): LoggedPoint[] {
  if (points.length <= MOST_POINTS) return [...points];
  const others = points.filter((point) => !isKept(point));
  const room = Math.max(0, MOST_POINTS - (points.length - others.length));
  const newest = new Set(room === 0 ? [] : others.slice(-room));
  return points.filter((point) => isKept(point) || newest.has(point));
}
