/** What the data show that none of the best structures explains, as questions to whoever knows the system. */
import type { Evaluated } from '../candidate.ts';
import type { Block } from '../composer/structure.ts';
import type { Symptom, SymptomId } from '../symptoms.ts';

export interface Question {
  /** The output that it is about, as it is called in the simulators. */
  readonly about: string;
  /** What is seen, what was tried against it, and what to tell. */
  readonly text: string;
}

/** What is seen (after the name of the output), and what knowledge would help. */
interface Template {
  readonly seen: string;
  readonly ask: string;
}

const TEMPLATES: Readonly<Partial<Record<SymptomId, Template>>> = {
  'empties-too-slowly': {
    seen: 'falls faster than in every model tried',
    ask: 'is there another way out, or did anything speed it up towards the end?',
  },
  'empties-too-fast': {
    seen: 'falls more slowly than in every model tried',
    ask: 'does anything keep some of it much longer, or come in without being recorded?',
  },
  'peak-too-low': {
    seen: 'rises higher than in every model tried',
    ask: 'did something come in on those days that is not in the data?',
  },
  'peak-too-high': {
    seen: 'stays below the highest values of every model tried',
    ask: 'is there a limit, such as places or staff, or was anything sent elsewhere?',
  },
  late: {
    seen: 'moves earlier than in every model tried',
    ask: 'are the rows dated by another event than the one that they count?',
  },
  early: {
    seen: 'moves later than in every model tried',
    ask: 'is there a wait, or are records entered some days after?',
  },
  weekly: {
    seen: 'is missed in a weekly pattern by every model tried',
    ask: 'are arrivals, departures or records different at weekends?',
  },
  drift: {
    seen: 'drifts away from every model tried',
    ask: 'did anything change slowly over these days, such as demand, practice or how it is counted?',
  },
  'too-narrow': {
    seen: 'jumps more than in every model tried',
    ask: 'do things come in batches, or are there events or recording errors that are not in the data?',
  },
  'too-wide': {
    seen: 'is steadier than in every model tried',
    ask: 'is it planned or levelled by anyone, or smoothed before it is recorded?',
  },
  'level-too-low': {
    seen: 'lies above every model tried',
    ask: 'does it include something that is not in the other columns?',
  },
  'level-too-high': {
    seen: 'lies below every model tried',
    ask: 'is part of it not counted, or sent elsewhere?',
  },
  'contradicts-fact': {
    seen: 'does not come out as it was told in any model tried',
    ask: 'does what was told hold for these rows and for everybody who is counted in them?',
  },
  'fails-to-run': {
    seen: 'breaks a rule of its own in every model tried',
    ask: 'can the data have values that should not be possible, such as more leaving than there are?',
  },
};

const ANY: Template = {
  seen: 'differs from every model tried in the same way',
  ask: 'what happens there that neither the description nor the data tell?',
};

/** Weaker symptoms are no reason to ask. */
const STRONG = 0.3;

/**
 * One question for each output and symptom that is strong (0.3 or more) in ALL of the top structures, the strongest (by
 * the structure that has least of it) first. `tried`: blocks that any structure of the search used; those that are meant
 * to cure the symptom are named, so that the person need not suggest them.
 */
export function missingKnowledge(
  top: readonly Pick<Evaluated, 'symptoms'>[],
  tried: readonly Pick<Block, 'words' | 'cures'>[],
): Question[] {
  return remaining(top).map(({ id, output }) => {
    const { seen, ask } = TEMPLATES[id] ?? ANY;
    const against = new Set(
      tried.filter(({ cures }) => cures.includes(id)).map(({ words }) => `"${words}"`),
    );
    const also = against.size === 0 ? '' : `, also with ${listOf([...against])}`;
    return { about: output, text: `${capitalised(output)} ${seen}${also}: ${ask}` };
  });
}

function remaining(top: readonly Pick<Evaluated, 'symptoms'>[]): readonly Symptom[] {
  const [first, ...others] = top;
  if (first === undefined) return [];
  const strengthIn = (one: Pick<Evaluated, 'symptoms'>, { id, output }: Symptom) =>
    Math.max(
      0,
      ...one.symptoms
        .filter((symptom) => symptom.id === id && symptom.output === output)
        .map(({ strength }) => strength),
    );
  return first.symptoms
    .map((symptom) => ({
      ...symptom,
      strength: Math.min(...[first, ...others].map((one) => strengthIn(one, symptom))),
    }))
    .filter(
      ({ id, output, strength }, i, all) =>
        strength >= STRONG &&
        all.findIndex((other) => other.id === id && other.output === output) === i,
    )
    .toSorted((a, b) => b.strength - a.strength);
}

function capitalised(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function listOf(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
