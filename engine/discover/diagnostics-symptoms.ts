/** From a diagnosis to symptoms: what is worth saying, how strong it is, and the numbers in words. */
import { amount, percent } from '../trust/words.ts';
import type { Diagnosis, OutputDiagnosis } from './diagnostics.ts';
import { BEYOND_CHANCE } from './diagnostics-chance.ts';
import { bandOf, bandWords, type LeadBand, RANGE_LEVEL } from './diagnostics-lead.ts';
import type { BoundParameter } from './diagnostics-parameters.ts';
import { REGIMES, type Regime } from './diagnostics-regimes.ts';
import { symptomsOf, symptomsOfFacts } from './read-symptoms.ts';
import type { RuleCheck } from './rules/check-rules.ts';
import type { Symptom, SymptomId } from './symptoms.ts';

/** In no order; createFeedback sorts them and leaves the weak ones out. */
export function symptomsOfDiagnosis(diagnosis: Diagnosis): Symptom[] {
  return [
    ...diagnosis.outputs.flatMap(symptomsOfOutput),
    ...diagnosis.atBound.map(boundSymptom),
    ...identifiedSymptoms(diagnosis),
    ...symptomsOfFacts(diagnosis.facts),
    ...diagnosis.rules.flatMap(ruleSymptom),
    ...failureSymptom(diagnosis),
  ];
}

function symptomsOfOutput(seen: OutputDiagnosis): Symptom[] {
  const { output, unit, residuals, surprise } = seen;
  return strongestOfEach([
    ...symptomsOf(output, unit, residuals, surprise),
    ...lastingErrors(seen),
    ...whereItFails(seen),
    ...rangeSymptoms(seen),
    ...farAhead(seen),
  ]);
}

function strongestOfEach(symptoms: readonly Symptom[]): Symptom[] {
  const byId = Map.groupBy(symptoms, ({ id }) => id);
  return [...byId.values()].map((same) =>
    same.reduce((best, one) => (one.strength > best.strength ? one : best)),
  );
}

/** Errors that are small beside the values are not worth a change of structure; from a tenth on they count fully. */
function weightOf({ residuals: { rmse, scale } }: OutputDiagnosis): number {
  return scale > 0 ? Math.min(1, (10 * rmse) / scale) : 0;
}

function lastingErrors(seen: OutputDiagnosis): Symptom[] {
  const { output, residuals, surprise } = seen;
  const { lags, band } = residuals.autocorrelation;
  if (surprise.autocorrelation < BEYOND_CHANCE || lags.length === 0) return [];
  const largest = lags.reduce(
    (best, value, at) => (Math.abs(value) > Math.abs(lags[best] ?? 0) ? at : best),
    0,
  );
  const value = lags[largest] ?? 0;
  if (Math.abs(value) <= band) return [];
  const apart = largest === 0 ? 'one step' : `${largest + 1} steps`;
  const evidence = `the correlation of errors ${apart} apart is ${value.toFixed(2)}, by chance it would be within ${band.toFixed(2)}`;
  const strength = 0.7 * Math.abs(value) * weightOf(seen);
  return [{ id: 'autocorrelated', output, strength, evidence }];
}

const REGIME_SYMPTOMS = {
  high: { id: 'fails-when-high', where: 'in the highest third' },
  low: { id: 'fails-when-low', where: 'in the lowest third' },
  rising: { id: 'fails-when-rising', where: 'in the steepest rises' },
  falling: { id: 'fails-when-falling', where: 'in the steepest falls' },
  early: { id: 'fails-early', where: 'in the first half' },
  late: { id: 'fails-late', where: 'in the second half' },
} as const satisfies Record<Regime, { id: SymptomId; where: string }>;

/** Errors this many times as large are worth saying. */
const CLEARLY_LARGER = 1.4;

/** High, rising and early often are the same rows: only the clearest is named. */
function whereItFails(seen: OutputDiagnosis): Symptom[] {
  const { output, unit, surprise, regimes } = seen;
  const ratioOf = (regime: Regime) => regimes[regime].inside / regimes[regime].outside;
  const [regime] = REGIMES.filter(
    (one) => surprise[one] >= BEYOND_CHANCE && ratioOf(one) >= CLEARLY_LARGER,
  ).toSorted((a, b) => surprise[b] - surprise[a] || ratioOf(b) - ratioOf(a));
  if (regime === undefined) return [];
  const { id, where } = REGIME_SYMPTOMS[regime];
  const { inside, outside } = regimes[regime];
  const evidence = `the typical error is ${amount(inside)} ${unit} ${where}, ${amount(outside)} elsewhere`;
  const strength = Math.min(1, 0.4 * Math.log2(ratioOf(regime))) * weightOf(seen);
  return [{ id, output, strength, evidence }];
}

/** As sure as `BEYOND_CHANCE`. */
const UNLIKELY = 0.001;

/** Of the held-out points. Counts of few units look too wide by their ties, so that the free run must say so, too. */
function rangeSymptoms({ output, residuals, leads: { range } }: OutputDiagnosis): Symptom[] {
  if (range === undefined) return [];
  const { points, inside, chanceOfFewer, chanceOfMore } = range;
  const share = inside / points;
  const evidence = `${inside} of ${points} values not seen lie in the range that should hold ${Math.round(RANGE_LEVEL * points)} of them`;
  if (chanceOfFewer < UNLIKELY) {
    return [
      { id: 'too-narrow', output, strength: Math.min(1, 2 * (RANGE_LEVEL - share)), evidence },
    ];
  }
  if (chanceOfMore < UNLIKELY && residuals.spreadRatio < 0.8) {
    return [{ id: 'too-wide', output, strength: Math.min(1, 2 * (share - RANGE_LEVEL)), evidence }];
  }
  return [];
}

/** From this lead on it is far. */
const FAR = 4;

/** The nearest band is the measure: where ranges do not hold there, that is said already. */
function farAhead({ output, leads: { bands } }: OutputDiagnosis): Symptom[] {
  const [near, ...others] = bands;
  if (near === undefined || near.range.chanceOfFewer < 0.05) return [];
  const fails = ({ from, crps, range }: LeadBand) =>
    from >= FAR && range.chanceOfFewer < UNLIKELY && crps > 1.5 * near.crps;
  const far = others.find(fails);
  if (far === undefined) return [];
  const share = far.range.inside / far.range.points;
  const words = (band: LeadBand) => bandWords(bandOf(band.from));
  const evidence =
    `${words(far)} ${percent(share)} of the values lie in the range that should hold ${percent(RANGE_LEVEL)}, ` +
    `and the error is ${amount(far.crps / near.crps)} times that ${words(near)}`;
  return [
    { id: 'fails-far-ahead', output, strength: Math.min(1, 2 * (RANGE_LEVEL - share)), evidence },
  ];
}

function boundSymptom({ name, meaning, unit, value, bound, limit }: BoundParameter): Symptom {
  const edge = bound === 'low' ? 'least' : 'greatest';
  return {
    id: 'parameter-at-bound',
    output: name,
    strength: 0.4,
    evidence: `${meaning}: ${withUnit(value, unit)}, and the ${edge} allowed is ${withUnit(limit, unit)}`,
  };
}

function withUnit(value: number, unit: string): string {
  return `${amount(value)} ${unit}`.trim();
}

function identifiedSymptoms({ identified }: Diagnosis): Symptom[] {
  if (identified === undefined) return [];
  const alone = identified.notNarrowed.map((name) => ({
    id: 'not-identified' as const,
    output: name,
    strength: 0.3,
    evidence: 'with the data as many values are possible as without them',
  }));
  const pairs = identified.pairs.map(({ names: [a, b], explained, text }) => ({
    id: 'not-identified' as const,
    output: `${a} and ${b}`,
    strength: 0.3 * explained,
    evidence: text.replaceAll('_', ' ').replace(/\.$/, ''),
  }));
  return [...alone, ...pairs];
}

function ruleSymptom({ rule, broken, text }: RuleCheck): Symptom[] {
  if (!(broken > 0)) return [];
  return [
    {
      id: 'breaks-rule',
      output: rule.kind === 'conserved' ? rule.series.join(' and ') : rule.series,
      strength: Math.min(1, 0.4 + 2 * broken),
      evidence: text,
    },
  ];
}

function failureSymptom({ failures: { count, runs, first } }: Diagnosis): Symptom[] {
  if (first === undefined) return [];
  const evidence = `${count} of ${runs} runs, first in ${first.module}: ${first.detail}`;
  const strength = Math.min(1, (5 * count) / runs);
  return [{ id: 'fails-to-run', output: first.module, strength, evidence }];
}
