/** Where structures lie on the strip of rounds: round from left to right, error on days not seen upwards. */
import { scoreOf, type Tried } from './candidate-words.ts';

export interface Strip {
  readonly marks: readonly Mark[];
  /** Middle of each round, and where it ends. */
  readonly rounds: readonly { readonly round: number; readonly x: number; readonly end: number }[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  /** The best so far by round, as a path of an SVG; empty before there is one. */
  readonly bestLine: string;
  /** Equal steps upwards are equal factors. */
  readonly isByFactors: boolean;
}

export interface Mark {
  readonly tried: Tried;
  readonly x: number;
  readonly y: number;
  /** Ends of its error bar; null where there is none. */
  readonly bar: { readonly low: number; readonly high: number } | null;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room for the words of the axes, and for structures without an error at the top. */
const LEFT = 46;
const RIGHT = 12;
const TOP = 30;
const BOTTOM = 26;
/** Where structures without an error lie. */
const ASIDE = 12;

export function stripOf(
  tried: readonly Tried[],
  best: readonly { readonly round: number; readonly best: string | null }[],
  { width, height }: Size,
): Strip {
  const numbers = [...new Set(tried.map(({ round }) => round))].toSorted((a, b) => a - b);
  const band = (width - LEFT - RIGHT) / Math.max(1, numbers.length);
  const scale = scaleOf(tried, height);
  const marks = tried.map((one): Mark => {
    const peers = tried.filter(({ round }) => round === one.round);
    const place = (peers.indexOf(one) + 0.5) / peers.length;
    const x = LEFT + band * (numbers.indexOf(one.round) + 0.1 + 0.8 * place);
    const score = scoreOf(one.candidate);
    const error = one.candidate.error ?? 0;
    if (score === null) return { tried: one, x, y: ASIDE, bar: null };
    return {
      ...{ tried: one, x, y: scale.y(score) },
      bar: error > 0 ? { low: scale.y(score - error), high: scale.y(score + error) } : null,
    };
  });
  return {
    marks,
    rounds: numbers.map((round, i) => ({
      ...{ round, x: LEFT + band * (i + 0.5), end: LEFT + band * (i + 1) },
    })),
    ticks: scale.ticks.map((value) => ({ value, y: scale.y(value) })),
    bestLine: bestLineOf(marks, best, (round) => LEFT + band * (numbers.indexOf(round) + 1)),
    isByFactors: scale.isByFactors,
  };
}

/** Flat until something better comes, then down to it. */
function bestLineOf(
  marks: readonly Mark[],
  best: readonly { readonly round: number; readonly best: string | null }[],
  endOf: (round: number) => number,
): string {
  let path = '';
  for (const { round, best: id } of best) {
    const mark = marks.find(({ tried }) => tried.candidate.id === id);
    if (mark === undefined || mark.tried.rank === null) continue;
    path += path === '' ? `M${mark.x.toFixed(1)} ${mark.y.toFixed(1)}` : '';
    const start = mark.tried.round === round ? `H${mark.x.toFixed(1)}` : '';
    path += `${start}V${mark.y.toFixed(1)}H${endOf(round).toFixed(1)}`;
  }
  return path;
}

/** Errors that differ much are drawn by factors, so that the good ones can be told apart. */
const MUCH = 4;

function scaleOf(tried: readonly Tried[], height: number) {
  const values = tried.flatMap(({ candidate }) => {
    const score = scoreOf(candidate);
    return score === null ? [] : [{ score, error: candidate.error ?? 0 }];
  });
  const lowest = Math.min(...values.map(({ score }) => score));
  const highest = Math.max(...values.map(({ score, error }) => score + error));
  const [low, high] = values.length === 0 ? [0, 1] : [lowest, highest];
  const isByFactors = low > 0 && high / low > MUCH;
  const steps = isByFactors ? factorSteps(low, high) : evenSteps(high);
  const [first = 0, last = 1] = [steps[0], steps.at(-1)];
  const to = (value: number) => (isByFactors ? Math.log(Math.max(value, first)) : value);
  const span = to(last) - to(first) || 1;
  const y = (value: number) => {
    const share = (to(value) - to(first)) / span;
    return height - BOTTOM - Math.min(1, Math.max(0, share)) * (height - TOP - BOTTOM);
  };
  return { y, ticks: steps, isByFactors };
}

/** 0, then four steps or so that end at or above the highest. */
function evenSteps(high: number): number[] {
  const step = roundUp((high > 0 ? high : 1) / 4);
  const count = Math.max(1, Math.ceil((high > 0 ? high : 1) / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

/** 1, 2, 5, 10, ... around the errors; where these would be many, the tens and both ends. */
function factorSteps(low: number, high: number): number[] {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const all = Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i)).flatMap((ten) =>
    [1, 2, 5].map((head) => ({ value: head * ten, isTen: head === 1 })),
  );
  const start = all.findLastIndex(({ value }) => value <= low * (1 + 1e-9));
  const end = all.findIndex(({ value }) => value >= high * (1 - 1e-9));
  const steps = all.slice(Math.max(0, start), end + 1);
  const isEnd = (i: number) => i === 0 || i === steps.length - 1;
  return steps
    .filter(({ isTen }, i) => steps.length <= MANY || isTen || isEnd(i))
    .map(({ value }) => value);
}

const MANY = 8;

/** The next of 1, 2, 5, 10, ... */
function roundUp(value: number): number {
  const ten = 10 ** Math.floor(Math.log10(value));
  const head = [1, 2, 5, 10].find((one) => one * ten >= value * (1 - 1e-9)) ?? 10;
  return head * ten;
}
