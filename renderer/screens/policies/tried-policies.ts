/** Policies of a search as they are told apart: tried, or looked at closely. */
import type {
  DecisionTrace,
  DecisionView,
  PolicyCard,
} from '../../../engine/studio/contract/decision-view.ts';

type Role = PolicyCard['role'] | 'tried';

export interface TriedPolicy {
  readonly id: string;
  /** 'Recommended', 'Policy 3', 'Do nothing', ... */
  readonly name: string;
  readonly role: Role;
  /** By objective; by limit the chance of holding, 0 to 1. Of a card: on runs that the search had not seen. */
  readonly values: readonly number[];
  readonly chances: readonly number[];
  readonly feasible: boolean;
  readonly front: boolean;
  /** When it was tried, from 1; what was not among those tried comes last. */
  readonly order: number;
  /** Undefined: it was not looked at closely. */
  readonly card: PolicyCard | undefined;
}

const ROLE_NAMES: Readonly<Record<Exclude<Role, 'front' | 'tried'>, string>> = {
  recommended: 'Recommended',
  'do-nothing': 'Do nothing',
  current: 'As set today',
  'best-constant': 'Best that never changes',
};

/** What a card is called: by its role, else by its place among the compromises. */
export function cardName(cards: readonly PolicyCard[], card: PolicyCard): string {
  if (card.role === 'recommended' && card.limits.some(({ holds }) => holds === 'no')) {
    return 'Nearest to the limits';
  }
  if (card.role !== 'front') return ROLE_NAMES[card.role];
  const place = cards.filter(({ role }) => role === 'front').findIndex(({ id }) => id === card.id);
  return `Policy ${place + 2}`;
}

/** All that were tried; what is known closely stands for what the search thought of it. */
export function triedPolicies(
  trace: DecisionTrace,
  cards: DecisionView['cards'],
): readonly TriedPolicy[] {
  const orders = new Map(trace.points.map(({ id }, i) => [id, i + 1]));
  const orderOf = (id: string) => orders.get(id) ?? trace.points.length + 1;
  const tried = (point: Point) => triedPoint(point, orderOf(point.id));
  const closely = cards.map((card) => ofCard(cards, card, orderOf(card.id)));
  const known = new Set(cards.map(({ id }) => id));
  const roles = new Set(cards.map(({ role }) => role));
  const marks = trace.marks
    .filter(({ id, role }) => !known.has(id) && !roles.has(role))
    .map((mark) => ({ ...tried(mark), role: mark.role, name: ROLE_NAMES[mark.role] }));
  const marked = new Set([...known, ...marks.map(({ id }) => id)]);
  const others = trace.points.filter(({ id }) => !marked.has(id)).map(tried);
  return [...closely, ...marks, ...others];
}

type Point = DecisionTrace['points'][number];

function triedPoint({ id, values, chances, feasible, front }: Point, order: number) {
  return {
    ...{ id, values, chances, feasible, front, order },
    name: front ? 'A compromise' : 'One that was tried',
    role: 'tried' as const,
    card: undefined,
  } satisfies TriedPolicy;
}

function ofCard(cards: readonly PolicyCard[], card: PolicyCard, order: number): TriedPolicy {
  return {
    id: card.id,
    name: cardName(cards, card),
    role: card.role,
    values: card.objectives.map(({ value }) => value),
    chances: card.limits.map(({ value }) => value),
    feasible: card.limits.every(({ holds }) => holds !== 'no'),
    front: card.role === 'front' || card.role === 'recommended',
    order,
    card,
  };
}
