/** The parts of a trust sheet, each with a sentence that says what came of it and a mark. */
import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { count, formatAmount, plainName } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { agreement, timeWord, toldWorst } from './forecast-words.ts';

type Parts = NonNullable<TrustView['parts']>;
type HeldOut = Extract<Parts['heldOut'], { kind: 'done' }>['result'];

/** good, care: what was found; open: it was not looked at, and `sentence` says why. */
export type Mark = 'good' | 'care' | 'open';

export interface PartWords {
  readonly id: 'ahead' | 'simple' | 'ranges' | 'numbers' | 'made' | 'learned';
  readonly title: string;
  readonly mark: Mark;
  readonly sentence: string;
}

/** In the order of the page. */
export function partWords(trust: TrustView, timeUnit: string): readonly PartWords[] {
  const { parts } = trust;
  return [
    aheadPart(trust, timeUnit),
    part('simple', parts?.heldOut, simplePart),
    part('ranges', parts?.heldOut, rangesPart),
    part('numbers', parts?.sbc, (sbc) => numbersPart(sbc, parts)),
    part('made', parts?.misspecification, (found) => madePart(found, parts)),
    part('learned', parts?.identifiability, learnedPart),
  ];
}

const TITLES = {
  ahead: 'Would it have been right?',
  simple: 'Is it better than simple forecasts?',
  ranges: 'Do the forecast ranges hold?',
  numbers: 'Do the ranges of its numbers hold?',
  made: 'Could the model have made your data?',
  learned: 'What did the data teach it?',
} as const satisfies Record<PartWords['id'], string>;

const FORECASTS_ONLY =
  'The search checks forecasts only. Check the model now, and this is looked at, too.';

type Found = Pick<PartWords, 'mark' | 'sentence'>;

function part<Result>(
  id: PartWords['id'],
  of:
    | { readonly kind: 'done'; readonly result: Result }
    | { readonly kind: 'skipped'; readonly reason: string }
    | undefined,
  found: (result: Result) => Found,
): PartWords {
  if (of === undefined) return { id, title: TITLES[id], mark: 'open', sentence: FORECASTS_ONLY };
  return of.kind === 'skipped'
    ? { id, title: TITLES[id], mark: 'open', sentence: plannerText(of.reason) }
    : { id, title: TITLES[id], ...found(of.result) };
}

function markOf(isGood: boolean): Mark {
  return isGood ? 'good' : 'care';
}

/** Inside this share of the 80 % ranges or fewer, the forecasts were not right. */
const TOO_FEW = 0.65;

function aheadPart({ heldOut, rolling }: TrustView, timeUnit: string): PartWords {
  const head = { id: 'ahead', title: TITLES.ahead } as const;
  const series = heldOut.length > 0 ? heldOut : rolling;
  const one = toldWorst(series);
  if (one === undefined) {
    const sentence = `This check kept no forecast of each ${timeWord(timeUnit)}. Check the model now to see them.`;
    return { ...head, mark: 'open', sentence };
  }
  const { inside, rows, miss } = agreement(one);
  if (rows === 0) {
    return {
      ...head,
      mark: 'open',
      sentence: `No ${timeWord(timeUnit)} not seen has a value to compare with.`,
    };
  }
  const name = plainName(one.output);
  const among = series.length > 1 ? ', the one it told worst,' : '';
  const sentence =
    `Of ${count(rows, timeWord(timeUnit))} not seen, ${inside === 0 ? 'none' : inside} had ${name}${among} inside the 80 % range; ` +
    `its middle was off by ${formatAmount(miss, one.unit)} on average.`;
  return { ...head, mark: markOf(inside / rows > TOO_FEW), sentence };
}

function simplePart({ outputs }: HeldOut): Found {
  const hardest = hardestOf(outputs);
  if (hardest === undefined) {
    return {
      mark: 'care',
      sentence: 'There was too little history for any simple forecast to compare with.',
    };
  }
  const { output, naive } = hardest;
  const skill = naive.skill ?? 0;
  const miss = `${plainName(output.output)}: the model is off by ${formatAmount(naive.modelWis, output.unit)} on average, the best simple forecast (${naive.label}) by ${formatAmount(naive.wis, output.unit)}`;
  const sentence =
    skill > 0
      ? `${miss}: ${Math.round(100 * skill)} % better.`
      : `${miss}: the model is no better than that.`;
  return { mark: markOf(skill > 0), sentence };
}

/** The simple forecast that the model beats least. */
export function hardestOf(outputs: HeldOut['outputs']) {
  const all = outputs.flatMap((output) => output.naive.map((naive) => ({ output, naive })));
  return all.reduce<(typeof all)[number] | undefined>(
    (worst, one) =>
      worst === undefined || (one.naive.skill ?? 0) < (worst.naive.skill ?? 0) ? one : worst,
    undefined,
  );
}

function rangesPart({ outputs }: HeldOut): Found {
  const all = outputs.flatMap((output) =>
    output.coverage.filter(({ level }) => level === 0.8).map((range) => ({ output, range })),
  );
  const worst = all.toSorted((a, b) => a.range.covered - b.range.covered)[0];
  if (worst === undefined)
    return { mark: 'care', sentence: 'No forecast could be compared with a value.' };
  const { output, range } = worst;
  const isUnclear = range.kind === 'as-claimed' && range.covered < range.level - UNCLEAR_GAP;
  const meaning = isUnclear
    ? 'too few values to call it luck or not, take wider ranges'
    : KIND_WORDS[range.kind];
  const sentence =
    `${plainName(output.output)}: ${percent(range.covered)} of ${output.points} checked values lay inside the 80 % range ` +
    `(luck alone allows ${percent(range.low)} to ${percent(range.high)}): ${meaning}.`;
  return { mark: markOf(range.kind !== 'too-narrow' && !isUnclear), sentence };
}

/** A range that holds so much less than it claims is no good one, even where luck could explain it. */
const UNCLEAR_GAP = 0.15;

const KIND_WORDS = {
  'as-claimed': 'the ranges hold what they claim',
  'too-narrow': 'the model is too sure of itself',
  'too-wide': 'the ranges are wider than need be, on the safe side',
} as const;

type Done<Name extends keyof Parts> = Extract<Parts[Name], { kind: 'done' }>['result'];

/** The first check of ranges that found something speaks for all of them. */
function numbersPart(sbc: Done<'sbc'>, parts: TrustView['parts']): Found {
  const others = [parts?.expectedCoverage, parts?.tarp, parts?.posteriorSbc].flatMap((other) =>
    other?.kind === 'done' ? [other.result] : [],
  );
  const off = [sbc, ...others].find((check) =>
    ('curves' in check ? check.curves : check.parameters).some(({ kind }) => kind !== 'as-claimed'),
  );
  return { mark: markOf(off === undefined), sentence: plannerText((off ?? sbc).summary) };
}

/** Could it have made them, and does it once its numbers are fitted? */
function madePart({ kind, summary }: Done<'misspecification'>, parts: TrustView['parts']): Found {
  if (kind !== 'inside') return { mark: 'care', sentence: plannerText(summary) };
  const fitted = parts?.posteriorPredictive;
  const isUnlike =
    fitted?.kind === 'done' &&
    fitted.result.outputs.some(
      ({ bands, features }) =>
        bands.at(-1)?.kind === 'too-narrow' || features.some(({ pValue }) => pValue <= UNUSUAL),
    );
  return isUnlike
    ? { mark: 'care', sentence: plannerText(fitted.result.summary) }
    : { mark: 'good', sentence: plannerText(summary) };
}

/** A feature of the data so far out among the runs speaks against the model, as in its verdict. */
const UNUSUAL = 0.01;

function learnedPart({ notNarrowed, atBound, pairs, summary }: Done<'identifiability'>): Found {
  const doubts = [
    pairs.length > 0 && `${count(pairs.length, 'pair')} of numbers cannot be told apart`,
    atBound.length > 0 &&
      `${count(atBound.length, 'number')} ${atBound.length === 1 ? 'presses' : 'press'} against the edge of what was possible`,
    notNarrowed.length > 0 && `the data say nothing about ${count(notNarrowed.length, 'number')}`,
  ].filter((doubt) => doubt !== false);
  return doubts.length === 0
    ? { mark: 'good', sentence: plannerText(summary) }
    : { mark: 'care', sentence: `${doubts.join('; ')}.`.replace(/^t/, 'T') };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
