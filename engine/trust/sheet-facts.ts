/**
 * Three facts out of a trust sheet: do the ranges hold what they claim, do the data tell the parameters apart, could the
 * model have made the data?
 */
import { type Judged, judged } from './judged.ts';
import { isUnlike } from './predictive-check.ts';
import { ENOUGH_DATA_SETS } from './sbc.ts';
import { doneOf, type SheetParts } from './sheet-parts.ts';
import { percent } from './words.ts';

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
  if (off.length > 0) return judged(grave ? 2 : 1, sbc.summary);
  const wrong = coverage?.curves.find(({ kind }) => kind !== 'as-claimed');
  if (coverage && wrong) return judged(grave ? 2 : 1, coverage.summary);
  const tarp = doneOf(parts.tarp);
  if (tarp?.curves.some(({ kind }) => kind !== 'as-claimed')) return judged(1, tarp.summary);
  const around = doneOf(parts.posteriorSbc);
  if (around?.parameters.some(({ kind }) => kind !== 'as-claimed'))
    return judged(1, around.summary);
  if (sbc.dataSets < ENOUGH_DATA_SETS)
    return judged(1, `${sbc.summary} ${sbc.warnings[0] ?? ''}`.trim());
  const held = coverage?.curves[0]?.at[1];
  return judged(
    0,
    held === undefined
      ? sbc.summary
      : `${sbc.summary} The 80 % ranges held the truth in ${percent(held.covered)} of them.`,
  );
}

export function identifiedFact(parts: SheetParts): Judged {
  const found = doneOf(parts.identifiability);
  if (found === undefined)
    return untold('What the data tell of each parameter was not looked at.', parts.identifiability);
  const open = found.notNarrowed.length + found.pairs.length + found.atBound.length;
  return judged(open > 0 ? 1 : 0, found.summary);
}

export function specifiedFact(parts: SheetParts): Judged {
  const range = doneOf(parts.misspecification);
  if (range?.kind === 'far-outside') return judged(2, range.summary);
  const fit = doneOf(parts.posteriorPredictive);
  const unlike = fit?.outputs.filter(isUnlike) ?? [];
  if (fit && unlike.length > 0) {
    const hopeless = unlike.some(({ bands }) => bands.at(-1)!.inside < HOPELESS_BAND);
    return judged(hopeless ? 2 : 1, fit.summary);
  }
  if (range === undefined || range.dataSets === 0) {
    return untold(
      'Whether the model can make such data was not looked at.',
      parts.misspecification,
    );
  }
  if (range.kind === 'outside') return judged(1, range.summary);
  return judged(0, fit === undefined ? range.summary : `${range.summary} ${fit.summary}`);
}

function untold(text: string, part: SheetParts[keyof SheetParts]): Judged {
  const reason = part.kind === 'skipped' ? ` ${part.reason}` : '';
  return { fact: { speaks: 'neither', text: `${text}${reason}` }, severity: 0 };
}
