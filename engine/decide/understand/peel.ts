/**
 * Peeling and pasting (PRIM; Friedman, Fisher 1999, Statistics and Computing 9, section 6): a box begins as everything, and the
 * twentieth at one side whose loss raises the share of failures most is taken off again and again; at the end sides are moved
 * out again as far as that improves the box. Gains are divided by what is taken off, as sides of unlike size compete where
 * values are few (the lenient criterion of Kwakkel, Jaxa-Rozen 2016).
 */
import {
  type Box,
  type Cases,
  type Content,
  contentOf,
  densityOf,
  inside,
  type Limit,
  withLimit,
} from './box.ts';

/** Share of the box that is taken off or put back at a time. */
const PATIENCE = 0.05;

/** From everything on, box by box, until `least` draws would be left or no side raises the share. `factors`: which may be limited. */
export function peel(
  cases: Cases,
  rows: readonly number[],
  factors: readonly PeeledFactor[],
  least: number,
): Box[] {
  const boxes: Box[] = [[]];
  let box: Box = [];
  let left = [...rows];
  for (;;) {
    const next = bestPeel(cases, box, left, factors, least);
    if (next === undefined) return boxes;
    box = withLimit(box, next.limit);
    left = next.rows;
    boxes.push(box);
  }
}

export interface PeeledFactor {
  readonly index: number;
  /** How many options it has; absent: a number. */
  readonly options?: number;
}

/** How good a box is: harmonic mean of the share of failures that it holds and of the share in it that fails. */
export function worthOf(content: Content, failures: number): number {
  return (2 * content.failures) / (content.draws + failures);
}

/** Sides moved out, a twentieth of the box at a time, as long as the box gets better. */
export function paste(cases: Cases, rows: readonly number[], start: Box): Box {
  const { failures } = contentOf(cases, rows);
  const worth = (box: Box): number => worthOf(contentOf(cases, inside(cases, box, rows)), failures);
  let box = start;
  for (;;) {
    const [best] = wider(cases, rows, box)
      .map((candidate) => ({ candidate, worth: worth(candidate) }))
      .sort((a, b) => b.worth - a.worth);
    if (best === undefined || best.worth <= worth(box)) return box;
    box = best.candidate;
  }
}

interface Peeled {
  readonly limit: Limit;
  readonly rows: number[];
}

function bestPeel(
  cases: Cases,
  box: Box,
  rows: readonly number[],
  factors: readonly PeeledFactor[],
  least: number,
): Peeled | undefined {
  const before = densityOf(contentOf(cases, rows));
  const gain = ({ rows: left }: Peeled): number =>
    (densityOf(contentOf(cases, left)) - before) / (rows.length - left.length);
  const [best] = factors
    .flatMap((factor) => peelsOf(cases, box, rows, factor))
    .filter(({ rows: left }) => left.length >= least && left.length < rows.length)
    .map((peeled) => ({ peeled, gain: gain(peeled) }))
    .filter((candidate) => candidate.gain > 0)
    .sort((a, b) => b.gain - a.gain);
  return best?.peeled;
}

/** What may be taken off along one factor. */
function peelsOf(
  cases: Cases,
  box: Box,
  rows: readonly number[],
  { index, options }: PeeledFactor,
): Peeled[] {
  const values = cases.columns[index]!;
  const known = box.find(({ factor }) => factor === index) ?? { factor: index };
  const peeled = (limit: Limit): Peeled => ({ limit, rows: inside(cases, [limit], rows) });
  if (options !== undefined) {
    const present = known.options ?? Array.from({ length: options }, (_, option) => option);
    return present.map((gone) =>
      peeled({ factor: index, options: present.filter((option) => option !== gone) }),
    );
  }
  const sorted = Float64Array.from(rows, (row) => values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const low = cutAbove(sorted);
  const high = cutAbove(sorted.map((value) => -value).reverse());
  return [
    ...(low === undefined ? [] : [peeled({ ...known, low })]),
    ...(high === undefined ? [] : [peeled({ ...known, high: -high })]),
  ];
}

/** Half-way between the lowest twentieth, all equal values with it, and what follows; undefined where nothing does. */
function cutAbove(sorted: Float64Array): number | undefined {
  const last = sorted[Math.max(0, Math.ceil(PATIENCE * sorted.length) - 1)];
  const next = sorted.find((value) => last !== undefined && value > last);
  return last === undefined || next === undefined ? undefined : (last + next) / 2;
}

/** The boxes with one side moved out. */
function wider(cases: Cases, rows: readonly number[], box: Box): Box[] {
  const step = Math.ceil(PATIENCE * inside(cases, box, rows).length);
  return box.flatMap((limit) => {
    if (limit.options !== undefined) return [];
    const values = cases.columns[limit.factor]!;
    const open = inside(
      cases,
      box.filter((other) => other !== limit),
      rows,
    ).map((row) => values[row]!);
    const { factor, low, high } = limit;
    const lower =
      low === undefined
        ? undefined
        : moved(
            open.map((value) => -value),
            -low,
            step,
          );
    const upper = high === undefined ? undefined : moved(open, high, step);
    const bounds = { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
    return [
      ...(lower === undefined ? [] : [withLimit(box, { factor, ...bounds, low: -lower })]),
      ...(upper === undefined ? [] : [withLimit(box, { factor, ...bounds, high: upper })]),
    ];
  });
}

/** The upper bound that takes in `step` more of the values; undefined where it would take in the last one. */
function moved(values: readonly number[], bound: number, step: number): number | undefined {
  const beyond = Float64Array.from(values.filter((value) => value >= bound)).sort();
  const last = beyond[step - 1];
  const next = beyond.find((value) => last !== undefined && value > last);
  return last === undefined || next === undefined ? undefined : (last + next) / 2;
}
