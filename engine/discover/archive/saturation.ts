/**
 * Would more rounds find anything? Proposals are taken as draws from all explanations that the proposers may come upon; what
 * was seen once tells how much was not seen yet (Good 1953). Proposers that avoid what they tried draw less alike than that:
 * the figure is then on the careful side.
 */

/** One proposal that was evaluated. */
export interface Sighting {
  /** From 1. */
  readonly round: number;
  /** The same key for the same explanation (`explanationKeys`). */
  readonly fingerprintKey: string;
}

export interface Saturation {
  /** By round, ascending: how many proposals were evaluated, how many of them were new explanations. */
  readonly rounds: readonly {
    readonly round: number;
    readonly proposals: number;
    readonly fresh: number;
  }[];
  /** Different explanations seen. */
  readonly seen: number;
  /** Chao1: how many there are at least, those unseen included (Chao 1984). */
  readonly total: number;
  /** Chance that the next proposal is a new explanation, 0..1; 1 before the first. */
  readonly unseen: number;
  /** Its limits, meant to hold with 95 % each; from ten proposals on they do with 90 to 100 %, the upper with 93 to 100 %. */
  readonly low: number;
  readonly high: number;
  /** More rounds are unlikely to help: `high` is below 0.2, or the last two rounds brought nothing new. */
  readonly exhausted: boolean;
  /** The verdict for the person. */
  readonly sentence: string;
}

/** With a smaller chance of something new than this, another round of three proposals most likely brings nothing. */
const UNLIKELY = 0.2;
const QUIET_ROUNDS = 2;

/** Sightings in the order of the search. */
export function saturation(history: readonly Sighting[]): Saturation {
  const counts = [...Map.groupBy(history, ({ fingerprintKey }) => fingerprintKey).values()].map(
    (sightings) => sightings.length,
  );
  const rounds = roundsOf(history);
  const mass = unseenMass(counts);
  const quiet = rounds.slice(-QUIET_ROUNDS);
  const isQuiet = quiet.length === QUIET_ROUNDS && quiet.every(({ fresh }) => fresh === 0);
  const exhausted = mass.high < UNLIKELY || isQuiet;
  const found = { rounds, seen: counts.length, total: chao1(counts), ...mass, exhausted };
  return { ...found, sentence: sentenceOf(found, isQuiet) };
}

interface UnseenMass {
  readonly unseen: number;
  readonly low: number;
  readonly high: number;
}

/** Quantile of the standard normal: each limit holds with 95 %. */
const Z = 1.645;
const LEVEL = 0.05;

/**
 * Good-Turing: f1 / n, the share of the proposals that no other one is like (`counts`: how often each was seen). Standard
 * error sqrt(f1 (1 - f1 / n) + 2 f2) / n (Good 1953; Esty 1983), which is too small for few draws; so the limits are never
 * closer than those that f1 of n independent cases would have (Clopper & Pearson 1934). The distribution-free bound of
 * McAllester & Schapire (2000) says nothing below some thousand draws.
 */
export function unseenMass(counts: readonly number[]): UnseenMass {
  const draws = counts.reduce((sum, count) => sum + count, 0);
  if (draws === 0) return { unseen: 1, low: 0, high: 1 };
  const once = seenTimes(counts, 1);
  const unseen = once / draws;
  const error = Math.sqrt(once * (1 - unseen) + 2 * seenTimes(counts, 2)) / draws;
  return {
    unseen,
    low: Math.max(0, Math.min(unseen - Z * error, 1 - binomialLimit(draws - once, draws))),
    high: Math.min(1, Math.max(unseen + Z * error, binomialLimit(once, draws))),
  };
}

/**
 * Lower estimate of the number of kinds: seen + (n - 1) / n f1^2 / (2 f2), without kinds seen twice seen + (n - 1) / n
 * f1 (f1 - 1) / 2 (Chao 1984; Chao et al. 2014, equation 2).
 */
export function chao1(counts: readonly number[]): number {
  const draws = counts.reduce((sum, count) => sum + count, 0);
  if (draws === 0) return 0;
  const [once, twice] = [seenTimes(counts, 1), seenTimes(counts, 2)];
  const unseen = twice > 0 ? once ** 2 / (2 * twice) : (once * (once - 1)) / 2;
  return counts.length + ((draws - 1) / draws) * unseen;
}

function seenTimes(counts: readonly number[], times: number): number {
  return counts.filter((count) => count === times).length;
}

/** Largest probability at which `hits` or fewer of `draws` still happen with 5 % (Clopper & Pearson 1934); by bisection. */
function binomialLimit(hits: number, draws: number): number {
  if (hits >= draws) return 1;
  let [low, high] = [hits / draws, 1];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (binomialCdf(hits, draws, middle) > LEVEL) low = middle;
    else high = middle;
  }
  return high;
}

function binomialCdf(hits: number, draws: number, probability: number): number {
  // In logarithms: (1 - p)^n underflows.
  let logTerm = draws * Math.log1p(-probability);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= hits; k++) {
    logTerm += Math.log((draws - k + 1) / k) + Math.log(probability) - Math.log1p(-probability);
    sum += Math.exp(logTerm);
  }
  return sum;
}

function roundsOf(history: readonly Sighting[]): Saturation['rounds'] {
  const first = new Map<string, number>();
  for (const [i, { fingerprintKey }] of history.entries())
    if (!first.has(fingerprintKey)) first.set(fingerprintKey, i);
  const indexed = history.map((sighting, i) => ({ ...sighting, i }));
  return [...Map.groupBy(indexed, ({ round }) => round)]
    .toSorted(([a], [b]) => a - b)
    .map(([round, sightings]) => ({
      round,
      proposals: sightings.length,
      fresh: sightings.filter(({ fingerprintKey, i }) => first.get(fingerprintKey) === i).length,
    }));
}

function sentenceOf(
  { seen, rounds, high, exhausted }: Omit<Saturation, 'sentence'>,
  isQuiet: boolean,
): string {
  if (rounds.length === 0) return 'Nothing was tried yet.';
  const proposals = rounds.reduce((sum, round) => sum + round.proposals, 0);
  const tried = `${proposals} proposals gave ${seen} different ${seen === 1 ? 'explanation' : 'explanations'}`;
  if (isQuiet)
    return `${tried}, and the last two rounds brought nothing new: more rounds are unlikely to help.`;
  const chance = `the next one is new with a chance of at most ${Math.ceil(100 * high - 1e-9)} %`;
  return exhausted
    ? `${tried}; ${chance}: more rounds are unlikely to help.`
    : `${tried}; ${chance}: more rounds may find others.`;
}
