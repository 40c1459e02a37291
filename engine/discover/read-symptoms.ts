/** Reads symptoms from diagnostics: numbers in, what is wrong and how strongly out. */
import type { FactCheck } from '../trust/facts.ts';
import type { ResidualDiagnostics } from '../trust/residuals.ts';
import { BEYOND_CHANCE, type Surprise } from './diagnostics-chance.ts';
import type { Symptom, SymptomId } from './symptoms.ts';

/**
 * Symptoms of one output, from its residuals over the rows that may be looked at. Where `surprise` is given, only
 * what chance would not show.
 */
export function symptomsOf(
  output: string,
  unit: string,
  diagnostics: ResidualDiagnostics,
  surprise?: Surprise,
): Symptom[] {
  if (diagnostics.rows < 5) return [];
  const found: Symptom[] = [];
  const look = (pattern: keyof Surprise, read: (add: Add) => void) => {
    if (surprise !== undefined && surprise[pattern] < BEYOND_CHANCE) return;
    read((id, strength, evidence) => {
      if (Number.isFinite(strength))
        found.push({ id, output, strength: Math.min(1, Math.max(0, strength)), evidence });
    });
  };
  const isLevel = surprise === undefined || surprise['decline-level'] >= BEYOND_CHANCE;
  look(isLevel ? 'decline-level' : 'decline-rate', (add) => tail(diagnostics, isLevel, add));
  look('peak', (add) => peak(diagnostics, unit, add));
  look('timing', (add) => timing(diagnostics, add));
  look('level', (add) => level(diagnostics, unit, add));
  look('drift', (add) => drift(diagnostics, unit, add));
  look('weekly', (add) => pattern(diagnostics, unit, add));
  look('spread', (add) => spread(diagnostics, unit, add));
  return found;
}

/** A stated total that the model's runs do not reach. */
export function symptomsOfFacts(checks: readonly FactCheck[]): Symptom[] {
  return checks
    .filter(({ kind }) => kind === 'contradicts' || kind === 'differs')
    .map(({ kind, fact, text }) => ({
      id: 'contradicts-fact',
      output: fact.name,
      strength: kind === 'contradicts' ? 1 : 0.3,
      evidence: text.replace(/\.$/, ''),
    }));
}

type Add = (id: SymptomId, strength: number, evidence: string) => void;

/** Relative errors below this are not worth a change. */
const SMALL = 0.03;

function tail({ tail, scale, rmse }: ResidualDiagnostics, isLevel: boolean, add: Add): void {
  if (tail === undefined) return;
  const weight = Math.min(1, (4 * rmse) / scale);
  const { early, late, lateLevel } = tail;
  if (isLevel && Math.abs(lateLevel) > 2 * SMALL) {
    const id = lateLevel < 0 ? 'empties-too-slowly' : 'empties-too-fast';
    const share = percent(Math.abs(lateLevel));
    add(
      id,
      weight * Math.min(1, 4 * Math.abs(lateLevel)),
      `after half the peak the model is ${share} ${lateLevel < 0 ? 'above' : 'below'} the data`,
    );
    return;
  }
  const stretch = late ?? early;
  const ratio = stretch.predicted / stretch.observed;
  if (ratio > 1.2 || ratio < 1 / 1.2) {
    const strength = weight * Math.min(1, Math.abs(Math.log(ratio)));
    add(
      ratio > 1 ? 'empties-too-fast' : 'empties-too-slowly',
      strength,
      `the data fall by ${percent(1 - Math.exp(-stretch.observed))} a day, the model by ${percent(1 - Math.exp(-stretch.predicted))}`,
    );
  }
}

function peak({ peakRatio }: ResidualDiagnostics, unit: string, add: Add): void {
  // Below zero, or beside it, a ratio says nothing.
  if (!(peakRatio > 0) || Math.abs(peakRatio - 1) <= SMALL) return;
  const id = peakRatio < 1 ? 'peak-too-low' : 'peak-too-high';
  add(
    id,
    4 * Math.abs(peakRatio - 1),
    `highest predicted ${unit}: ${percent(peakRatio)} of the highest seen`,
  );
}

function timing({ lag }: ResidualDiagnostics, add: Add): void {
  if (lag.bestShift === 0) return;
  const rows = Math.abs(lag.bestShift);
  add(
    lag.bestShift > 0 ? 'late' : 'early',
    0.2 + 0.15 * rows,
    `shifting the model by ${rows} rows fits best`,
  );
}

function level({ bias }: ResidualDiagnostics, unit: string, add: Add): void {
  if (Math.abs(bias.relative) > SMALL && Math.abs(bias.value) > 2 * bias.standardError) {
    const side = bias.value > 0 ? 'below' : 'above';
    add(
      bias.value > 0 ? 'level-too-low' : 'level-too-high',
      4 * Math.abs(bias.relative),
      `on average ${round(Math.abs(bias.value))} ${unit} ${side} the data`,
    );
  }
}

function drift({ drift }: ResidualDiagnostics, unit: string, add: Add): void {
  if (Math.abs(drift.relative) > 0.1 && Math.abs(drift.perRow) > 3 * drift.standardError) {
    add(
      'drift',
      Math.abs(drift.relative),
      `the error changes by ${round(drift.perRow)} ${unit} a row`,
    );
  }
}

function pattern({ weekly, rmse }: ResidualDiagnostics, unit: string, add: Add): void {
  if (weekly === undefined || weekly.z < 2.3) return;
  const range = Math.max(...weekly.effects) - Math.min(...weekly.effects);
  const strength = Math.min(1, range / Math.max(rmse, 1e-9)) * weekly.share;
  add('weekly', strength, `the day of the week shifts the error by up to ${round(range)} ${unit}`);
}

function spread({ spreadRatio, rmse }: ResidualDiagnostics, unit: string, add: Add): void {
  if (spreadRatio === Number.POSITIVE_INFINITY) {
    add(
      'too-narrow',
      1,
      `all runs are the same, and the data differ from them by ${round(rmse)} ${unit}`,
    );
    return;
  }
  const evidence = `errors are ${round(spreadRatio)} times what the predicted range allows`;
  if (spreadRatio > 1.5) add('too-narrow', 0.5 * Math.log2(spreadRatio / 1.2), evidence);
  if (spreadRatio < 0.6) add('too-wide', 0.5 * Math.log2(0.8 / spreadRatio), evidence);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(2)));
}
