/** What should be known of a search before its answer is used, in sentences. */
import { type Goal, isFeasible, type Judgement, MOST_BROKEN } from './judgement.ts';
import type { Tried } from './search-progress.ts';

/** How a search is told. */
export interface SearchWords {
  /** By objective and by limit: as its sentence. */
  readonly objectives: readonly string[];
  readonly limits: readonly string[];
  /** By variable: 'the level of extra beds from which ...'; null: nothing that could be told. */
  readonly variables: readonly (string | null)[];
  number(value: number): string;
  percent(share: number): string;
}

/**
 * `others`: what policies that are not of the search came to on the same runs. `why`: why the first broken run broke; null: none
 * did.
 */
export function diagnose(
  tried: readonly Tried[],
  others: readonly Judgement[],
  goal: Goal,
  words: SearchWords,
  why: string | null,
): string[] {
  const all = [...tried.map(({ judgement }) => judgement), ...others];
  const feasible = all.filter((judgement) => isFeasible(judgement, goal));
  return [
    ...(feasible.length === 0 ? noneKeepsAll(all, goal, words) : []),
    ...flatObjectives(alike(feasible.length > 1 ? feasible : all), goal, words),
    ...brokenRuns(tried, words, why),
  ];
}

/** Those that got all runs: figures of fewer runs differ by luck. */
function alike(judgements: readonly Judgement[]): Judgement[] {
  const most = Math.max(0, ...judgements.map(({ runs }) => runs));
  return judgements.filter(({ runs }) => runs === most);
}

/** The limit that fails most and how close it came, and limits that only go one without the other. */
function noneKeepsAll(
  judgements: readonly Judgement[],
  { limits }: Goal,
  words: SearchWords,
): string[] {
  const best = limits.map((_, i) => Math.max(0, ...judgements.map(({ chances }) => chances[i]!)));
  const lacks = limits.map(({ chance }, i) => chance - best[i]!);
  const worst = lacks.indexOf(Math.max(...lacks));
  if (worst < 0) return [];
  if (lacks[worst]! > 0) {
    return [
      `No policy that was tried keeps all limits. Furthest from it: "${words.limits[worst]}" held in at most ${words.percent(best[worst]!)} of outcomes, wanted are ${words.percent(limits[worst]!.chance)}.`,
    ];
  }
  const pair = contradiction(judgements, limits);
  if (pair === undefined)
    return [
      'No policy that was tried keeps all limits together, although each of them can be kept.',
    ];
  const [a, b, together] = pair;
  return [
    `Two limits contradict each other here: "${words.limits[a]}" and "${words.limits[b]}" can each be kept, but no policy that was tried keeps both; where the first is kept, the second held in at most ${words.percent(together)} of outcomes.`,
  ];
}

/** Two limits that nobody keeps together, and how often the second held where the first was kept. */
function contradiction(
  judgements: readonly Judgement[],
  limits: Goal['limits'],
): readonly [number, number, number] | undefined {
  for (let a = 0; a < limits.length; a++) {
    const keeping = judgements.filter(({ chances }) => chances[a]! >= limits[a]!.chance);
    for (let b = a + 1; b < limits.length; b++) {
      const most = Math.max(...keeping.map(({ chances }) => chances[b]!));
      if (most < limits[b]!.chance) return [a, b, most];
    }
  }
  return undefined;
}

/** Differences within this share of the value are none that a policy would be chosen for. */
const FLAT = 0.001;

function flatObjectives(
  judgements: readonly Judgement[],
  goal: Goal,
  words: SearchWords,
): string[] {
  if (judgements.length < 2) return [];
  return goal.objectives.flatMap((_, i) => {
    const values = judgements.map((own) => own.values[i]!).filter(Number.isFinite);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (values.length < 2 || high - low > FLAT * Math.max(Math.abs(low), Math.abs(high))) return [];
    return [
      `"${words.objectives[i]}" is the same whatever is chosen (${words.number(low)}${high > low ? ` to ${words.number(high)}` : ''}): what was recommended is not better than the others in it.`,
    ];
  });
}

/** Share of policies under which runs break that is worth a sentence. */
const WORTH_TELLING = 0.02;

function brokenRuns(tried: readonly Tried[], words: SearchWords, why: string | null): string[] {
  const broken = tried.filter(({ judgement }) => judgement.broken > MOST_BROKEN);
  if (broken.length === 0 || broken.length < WORTH_TELLING * tried.length) return [];
  const share = words.percent(broken.length / tried.length);
  const where = brokenRegion(tried, words);
  const reason = why === null ? '' : ` The first one: ${why}.`;
  return [
    `The model breaks under ${share} of the policies that were tried${where}: they count as not keeping the limits.${reason}`,
  ];
}

/** The one number of a policy, above or below a value, that tells best where runs break: ' (most where ... is above 40)'. */
function brokenRegion(tried: readonly Tried[], words: SearchWords): string {
  let best: { readonly gain: number; readonly text: string } | undefined;
  const all = tried.reduce((sum, { judgement }) => sum + judgement.broken, 0);
  words.variables.forEach((name, i) => {
    if (name === null) return;
    const order = [...tried].sort((a, b) => a.point[i]! - b.point[i]!);
    let below = 0;
    order.forEach(({ point, judgement }, rank) => {
      const next = order[rank + 1]?.point[i];
      below += judgement.broken;
      if (next === undefined || next === point[i]) return;
      const [left, right] = [rank + 1, order.length - rank - 1];
      const [low, high] = [below / left, (all - below) / right];
      // Between groups: how much of the variation the split explains.
      const gain = ((left * right) / order.length) * (high - low) ** 2;
      if (best !== undefined && gain <= best.gain) return;
      const at = words.number((point[i]! + next) / 2);
      const [side, inside, outside] = high > low ? ['above', high, low] : ['below', low, high];
      best = {
        gain,
        text: ` (${words.percent(inside)} of runs where ${name} is ${side} ${at}, ${words.percent(outside)} elsewhere)`,
      };
    });
  });
  return best?.text ?? '';
}
