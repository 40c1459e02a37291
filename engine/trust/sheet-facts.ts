/**
 * Three facts out of a trust sheet: do the ranges hold what they claim, do the data tell the parameters apart, could the
 * model have made the data?
 */

import { type Judged, judged } from './judged.ts';
import { isUnlike } from './predictive-check.ts';
import { ENOUGH_DATA_SETS } from './sbc.ts';
import type { ExpectedCoverage } from './schemas/expected-coverage.ts';
import type { Identifiability } from './schemas/identifiability.ts';
import type { Misspecification } from './schemas/misspecification.ts';
import type { PredictiveCheck } from './schemas/predictive-check.ts';
import type { Sbc } from './schemas/sbc.ts';
import { doneOf, type SheetParts } from './schemas/sheet-parts.ts';
import { SERIES_FEATURES } from './series-features.ts';
import { amount, atLeast, listed, percent } from './words.ts';

/** Ranges that have to be this much wider, or are off by this many standard deviations, mislead. */
const MISLEADING_WIDTH = 1.5;
const MISLEADING_SHIFT = 0.75;
/** 80 % ranges that hold less than this mislead. */
const MISLEADING_COVERAGE = 0.6;
/** Bands of 95 % that hold less than this have nothing to do with the data. */
const HOPELESS_BAND = 0.5;

export function calibratedFact(parts: SheetParts): Judged {
  const sbc = doneOf(parts.sbc);
  if (sbc === undefined || sbc.dataSets === 0) {
    const reason = parts.sbc.kind === 'skipped' ? ` ${parts.sbc.reason}` : '';
    const text = `Whether the ranges of the parameters hold what they claim was not tested.${reason}`;
    return { fact: { speaks: 'neither', text }, severity: 0 };
  }
  const off = sbc.parameters.filter(({ kind }) => kind !== 'as-claimed');
  const coverage = doneOf(parts.expectedCoverage);
  const narrow = coverage?.curves.find(({ kind }) => kind === 'too-narrow');
  const grave =
    off.some(
      ({ widthFactor, shift }) =>
        widthFactor > MISLEADING_WIDTH || Math.abs(shift) > MISLEADING_SHIFT,
    ) ||
    (narrow !== undefined && narrow.at[1]!.covered < MISLEADING_COVERAGE);
  if (off.length > 0) return judged(grave ? 2 : 1, sbc.summary, turnOfRanges(off));
  const wrong = coverage?.curves.find(({ kind }) => kind !== 'as-claimed');
  if (coverage && wrong) return judged(grave ? 2 : 1, coverage.summary, turnOfCurve(wrong));
  const tarp = doneOf(parts.tarp);
  if (tarp?.curves.some(({ kind }) => kind !== 'as-claimed'))
    return judged(1, tarp.summary, TOGETHER);
  const around = doneOf(parts.posteriorSbc);
  if (around?.parameters.some(({ kind }) => kind !== 'as-claimed'))
    return judged(1, around.summary, AROUND);
  if (sbc.dataSets < ENOUGH_DATA_SETS)
    return judged(1, `${sbc.summary} ${sbc.warnings[0] ?? ''}`.trim(), turnOfCount(sbc.dataSets));
  const held = coverage?.curves[0]?.at[1];
  return judged(
    0,
    held === undefined
      ? sbc.summary
      : `${sbc.summary} The 80 % ranges held the truth in ${percent(held.covered)} of them.`,
  );
}

const MEND = 'More simulations, or another method, may bring that about.';
const TOGETHER = `If the ranges of all parameters together held what they claim, this would speak for it. ${MEND}`;
const AROUND = `If the ranges held what they claim for data like these too, this would speak for it. ${MEND}`;

/** The one that is furthest off: narrow ranges mislead most. */
function turnOfRanges(off: Sbc['parameters']): string {
  const [worst] = off.toSorted(
    (a, b) =>
      Math.max(b.widthFactor, Math.abs(b.shift)) - Math.max(a.widthFactor, Math.abs(a.shift)),
  ) as [Sbc['parameters'][number]];
  const { name, kind, widthFactor, shift } = worst;
  const wanted =
    kind === 'shifted'
      ? `lay ${shift > 0 ? 'higher' : 'lower'} by ${amount(Math.abs(shift))} of their typical deviation`
      : `were ${amount(widthFactor)} times as wide`;
  return `If the ranges of ${name} ${wanted}, they would hold what they claim. ${MEND}`;
}

function turnOfCurve({ name, at }: ExpectedCoverage['curves'][number]): string {
  const whose = name === undefined ? 'of all parameters together' : `of ${name}`;
  const { level, covered } = at[1]!;
  return `If the ${percent(level)} ranges ${whose} held the truth of about ${percent(level)} of the made-up data sets, not ${percent(covered)}, they would hold what they claim. ${MEND}`;
}

function turnOfCount(dataSets: number): string {
  return `If the ranges were tested on at least ${ENOUGH_DATA_SETS} made-up data sets, not ${dataSets}, luck would not explain it.`;
}

export function identifiedFact(parts: SheetParts): Judged {
  const found = doneOf(parts.identifiability);
  if (found === undefined)
    return untold('What the data tell of each parameter was not looked at.', parts.identifiability);
  const open = found.notNarrowed.length + found.pairs.length + found.atBound.length;
  if (open === 0) return judged(0, found.summary);
  return judged(1, found.summary, turnOfUntold(found));
}

function turnOfUntold({ notNarrowed, pairs, atBound }: Identifiability): string {
  const [pair] = pairs;
  const known = [
    ...(notNarrowed.length > 0
      ? [
          `${listed(notNarrowed)} ${notNarrowed.length === 1 ? 'were' : 'were each'} known from elsewhere`,
        ]
      : []),
    ...(pair ? [`${pair.names.join(' or ')} were known from elsewhere`] : []),
    ...atBound
      .slice(0, 1)
      .map(
        ({ name, bound }) =>
          `${name} could go ${bound === 'low' ? 'lower' : 'higher'} than its range allows`,
      ),
  ];
  return `If ${listed(known)}, the data could tell the rest apart: narrow or widen these ranges and calibrate again.`;
}

export function specifiedFact(parts: SheetParts): Judged {
  const range = doneOf(parts.misspecification);
  if (range?.kind === 'far-outside') return judged(2, range.summary, turnOfOutside(range));
  const fit = doneOf(parts.posteriorPredictive);
  const unlike = fit?.outputs.filter(isUnlike) ?? [];
  if (fit && unlike.length > 0) {
    const hopeless = unlike.some(({ bands }) => bands.at(-1)!.inside < HOPELESS_BAND);
    return judged(hopeless ? 2 : 1, fit.summary, turnOfUnlike(unlike));
  }
  if (range === undefined || range.dataSets === 0) {
    return untold(
      'Whether the model can make such data was not looked at.',
      parts.misspecification,
    );
  }
  if (range.kind === 'outside') return judged(1, range.summary, turnOfOutside(range));
  return judged(0, fit === undefined ? range.summary : `${range.summary} ${fit.summary}`);
}

function turnOfOutside({ outside }: Misspecification): string {
  const [first] = outside;
  if (first === undefined) {
    return 'If runs with some of the possible numbers looked like the data, the model could have made them: change its structure.';
  }
  const { label, observed, low, high } = first;
  return `If the possible numbers gave ${label} of ${amount(observed)}, not only ${amount(low)} to ${amount(high)}, the model could have made the data: widen their ranges, or change its structure.`;
}

function turnOfUnlike(unlike: PredictiveCheck['outputs']): string {
  const worst = unlike.reduce((a, b) => (b.bands.at(-1)!.inside < a.bands.at(-1)!.inside ? b : a));
  const band = worst.bands.at(-1)!;
  if (band.kind === 'too-narrow') {
    return `If the ${percent(band.level)} band of ${worst.output} held at least ${atLeast(band.low)} of its observed values, not ${percent(band.inside)}, runs would look like the data.`;
  }
  const odd = worst.features.reduce((a, b) => (b.pValue < a.pValue ? b : a));
  const { words } = SERIES_FEATURES.find(({ name }) => name === odd.name)!;
  return `${worst.output}: if in its runs ${words} came up to ${amount(odd.observed)}, not only to ${amount(odd.low)} to ${amount(odd.high)}, they would look like the data.`;
}

function untold(text: string, part: SheetParts[keyof SheetParts]): Judged {
  const reason = part.kind === 'skipped' ? ` ${part.reason}` : '';
  return { fact: { speaks: 'neither', text: `${text}${reason}` }, severity: 0 };
}
