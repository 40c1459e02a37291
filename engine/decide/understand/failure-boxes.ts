/**
 * Where a policy fails: boxes in the space of what is not known that hold most failures and little else (scenario discovery;
 * Bryant, Lempert 2010, Technological Forecasting and Social Change 77). Boxes are drawn by PRIM from one half of the draws and
 * judged on the other, of which all figures are: a limit stays only where its quasi-p-value there is small. Both halves are
 * tried, and the better one is taken.
 */

import { betaCdf } from '../../calibrate/special.ts';
import { openRandom } from '../../calibrate/streams.ts';
import {
  type Box,
  type Cases,
  type Content,
  contentOf,
  densityOf,
  inside,
  type Limit,
  withoutFactor,
} from './box.ts';
import type { Factor } from './factor.ts';
import { type PeeledFactor, paste, peel, worthOf } from './peel.ts';
import { columnOf } from './rows.ts';

/** Figures of a box on the draws that it was not drawn from. */
interface BoxFigures {
  /** Share of all failures that lie inside, 0..1. */
  readonly coverage: number;
  /** Share inside that fails, 0..1. */
  readonly density: number;
  /** Share of all draws that lie inside, 0..1. */
  readonly mass: number;
}

export interface FailureBox extends BoxFigures {
  /** With the chance of as many failures if the limit did not matter (quasi-p-value, Bryant, Lempert 2010, appendix A). */
  readonly limits: readonly (Limit & { readonly p: number })[];
}

export interface FailureBoxes {
  /** Why there are no boxes, or that there are. 'too-few': failures or successes, to tell anything. */
  readonly kind: 'never' | 'always' | 'too-few' | 'none-found' | 'found';
  /** What the indices of limits mean. */
  readonly factors: readonly Factor[];
  /** Share of all runs that fail, 0..1. */
  readonly share: number;
  /** Of most failures first; a box does not count what those before it hold. */
  readonly boxes: readonly FailureBox[];
  /** Share of the failures that lie in any of the boxes. */
  readonly coverage: number;
  /** The boxes that the first one was chosen from: everything first, then ever smaller. */
  readonly trajectory: readonly (BoxFigures & { readonly limits: number })[];
}

export interface FailureBoxOptions {
  readonly factors: readonly Factor[];
  /** Row-major [draws, factors]; NaN where a draw has no such factor: it lies in no limit on it. */
  readonly x: Float64Array;
  /** [draws], 0..1: share of a draw's runs that fail; a draw counts as one observation. */
  readonly fails: Float64Array;
  readonly seed: number;
  /** Factors that a box may limit, default 3: more cannot be kept in mind. */
  readonly limits?: number;
  /** Boxes at most, default 3. */
  readonly boxes?: number;
}

/** A limit stays where chance alone would do as well in at most this share of cases; each of the halves is tried. */
const CLEAR = 0.025;
/** Failures and successes that each half needs. */
const FEWEST = 5;
/** Share of the draws that a box holds at least. */
const LEAST_MASS = 0.03;

export function failureBoxes(options: FailureBoxOptions): FailureBoxes {
  const { factors, x, fails, seed } = options;
  const cases: Cases = { columns: factors.map((_, i) => columnOf(x, factors.length, i)), fails };
  const all = contentOf(cases, [...fails.keys()]);
  const nothing = { factors, share: densityOf(all), boxes: [], coverage: 0, trajectory: [] };
  if (all.failures === 0) return { ...nothing, kind: 'never' };
  if (all.failures === all.draws) return { ...nothing, kind: 'always' };
  const [a, b] = halves(fails.length, seed);
  if (![a, b].every((half) => isEnough(contentOf(cases, half)))) {
    return { ...nothing, kind: 'too-few' };
  }
  const searched = searchHalf(cases, a, b, options);
  // By the half that the box was drawn from, so that its figures stay those of draws that chose nothing.
  const [found] = [searched, searchHalf(cases, b, a, options)]
    .filter(({ boxes }) => boxes.length > 0)
    .sort((one, other) => other.worth - one.worth);
  const { boxes, trajectory } = found ?? searched;
  const coverage = boxes.reduce((sum, box) => sum + box.coverage, 0);
  return { ...nothing, kind: found ? 'found' : 'none-found', boxes, coverage, trajectory };
}

interface Searched extends Pick<FailureBoxes, 'boxes' | 'trajectory'> {
  /** Of the first box on the draws that it was drawn from. */
  readonly worth: number;
}

/** Box by box, each of what those before it left. */
function searchHalf(
  cases: Cases,
  draw: readonly number[],
  judge: readonly number[],
  options: FailureBoxOptions,
): Searched {
  const whole = contentOf(cases, judge);
  const first = drawBox(cases, draw, options);
  const boxes: FailureBox[] = [];
  let [drawLeft, judgeLeft, drawn] = [draw, judge, first];
  while (boxes.length < (options.boxes ?? 3)) {
    const limits = clearLimits(cases, judgeLeft, drawn.box);
    if (limits.length === 0) break;
    const held = inside(cases, limits, judgeLeft);
    boxes.push({ limits, ...figuresOf(contentOf(cases, held), whole) });
    judgeLeft = outside(judgeLeft, held);
    drawLeft = outside(drawLeft, inside(cases, limits, drawLeft));
    if (!isEnough(contentOf(cases, drawLeft))) break;
    drawn = drawBox(cases, drawLeft, options);
  }
  return {
    boxes,
    trajectory: first.boxes.map((box) => ({
      ...figuresOf(contentOf(cases, inside(cases, box, judge)), whole),
      limits: box.length,
    })),
    worth: worthOf(
      contentOf(cases, inside(cases, first.box, draw)),
      contentOf(cases, draw).failures,
    ),
  };
}

function halves(draws: number, seed: number): [number[], number[]] {
  const order = openRandom(seed, 'decide/failure-halves', 0).shuffle(
    Array.from({ length: draws }, (_, row) => row),
  );
  const middle = Math.ceil(draws / 2);
  return [order.slice(0, middle), order.slice(middle)];
}

function isEnough({ draws, failures }: Content): boolean {
  return failures >= FEWEST && draws - failures >= FEWEST;
}

function outside(rows: readonly number[], held: readonly number[]): number[] {
  const gone = new Set(held);
  return rows.filter((row) => !gone.has(row));
}

function figuresOf(content: Content, whole: Content): BoxFigures {
  return {
    coverage: content.failures / whole.failures,
    density: content.draws === 0 ? 0 : densityOf(content),
    mass: content.draws / whole.draws,
  };
}

/** First with all factors, to see which matter, then with those alone. */
function drawBox(
  cases: Cases,
  rows: readonly number[],
  { factors, limits = 3 }: FailureBoxOptions,
): { readonly box: Box; readonly boxes: readonly Box[] } {
  const least = Math.max(FEWEST, Math.ceil(LEAST_MASS * rows.length));
  const every = factors.map(
    ({ options }, index): PeeledFactor => ({ index, ...(options && { options: options.length }) }),
  );
  const first = bestOf(cases, rows, peel(cases, rows, every, least));
  const kept = quasiP(cases, rows, first)
    .sort((a, b) => a.p - b.p)
    .slice(0, limits)
    .map(({ factor }) => factor);
  const boxes = peel(
    cases,
    rows,
    every.filter(({ index }) => kept.includes(index)),
    least,
  );
  return { box: paste(cases, rows, bestOf(cases, rows, boxes)), boxes };
}

function bestOf(cases: Cases, rows: readonly number[], boxes: readonly Box[]): Box {
  const { failures } = contentOf(cases, rows);
  const worths = boxes.map((box) => worthOf(contentOf(cases, inside(cases, box, rows)), failures));
  return boxes[worths.indexOf(Math.max(...worths))] ?? [];
}

/** The limits that hold on the given draws; the least clear one goes until all are clear. */
function clearLimits(cases: Cases, rows: readonly number[], start: Box) {
  let limits = quasiP(cases, rows, start);
  for (;;) {
    const [worst] = [...limits].sort((a, b) => b.p - a.p);
    if (worst === undefined || worst.p <= CLEAR) return limits;
    limits = quasiP(cases, rows, withoutFactor(limits, worst.factor));
  }
}

/** Of each limit the chance of as many failures in the box, or more, if it had been drawn from the box without that limit. */
function quasiP(cases: Cases, rows: readonly number[], box: Box): (Limit & { p: number })[] {
  const { draws, failures } = contentOf(cases, inside(cases, box, rows));
  return box.map((limit) => {
    const open = contentOf(cases, inside(cases, withoutFactor(box, limit.factor), rows));
    // P(X >= k) of Binomial(n, q) is I_q(k, n - k + 1), which extends to shares of failures.
    const p = failures === 0 ? 1 : betaCdf(densityOf(open), failures, draws - failures + 1);
    return { ...limit, p };
  });
}
