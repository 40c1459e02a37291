import { useMemo } from 'react';
import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import { PairPlot } from '../../charts/pair-plot.tsx';
import { formatNumber, plainName } from '../../words/numbers.ts';
import { pairedFirst } from './number-words.ts';

/** Which values go together: the numbers that are worth it first, each against each other. */
export function PairSheet({ fit }: { readonly fit: CalibrationView }) {
  const numbers = useMemo(() => drawn(fit), [fit]);
  if (fit.ranges === 'none' || numbers.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="pairs">
      <div className="sheet-head">
        <h2 id="pairs">Which values go together</h2>
      </div>
      <div className="sheet-body">
        <PairPlot
          title="Numbers against each other"
          isTitleHidden
          summary={pairSentence(fit)}
          parameters={numbers}
        />
      </div>
    </section>
  );
}

function drawn(fit: CalibrationView) {
  return pairedFirst(fit).flatMap((name) => {
    const at = fit.parameters.findIndex((number) => number.name === name);
    const number = fit.parameters[at];
    const values = fit.sets[at];
    const prior = fit.priorSets[at];
    if (number === undefined || values === undefined) return [];
    return [{ name, unit: number.unit, values, best: number.value, ...(prior && { prior }) }];
  });
}

function pairSentence({ sets, correlations }: CalibrationView): string {
  const drawnSets = `Drawn from ${formatNumber(sets[0]?.length ?? 0)} sets of numbers that the data leave possible; the dashed line is what was possible before.`;
  const [first] = correlations;
  if (first === undefined) return drawnSets;
  const more = correlations.length - 1;
  const others = more === 0 ? '' : more === 1 ? ' and another pair' : ` and ${more} more pairs`;
  return `${capital(plainName(first.a))} with ${plainName(first.b)}${others} go together: a slanted band. ${drawnSets}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
