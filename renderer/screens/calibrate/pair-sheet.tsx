import { useMemo, useState } from 'react';
import type { CalibrationView } from '../../../engine/studio/contract/calibration-view.ts';
import { PairPlot } from '../../charts/pair-plot.tsx';
import { SeriesPicker } from '../../charts/series-picker.tsx';
import { plainName } from '../../words/numbers.ts';
import { pairedFirst } from './number-words.ts';

/** Numbers drawn against each other at first, and at most: more cannot be read. */
const FIRST = 4;
const MOST = 6;

/** Which values go together: each chosen number against each other. */
export function PairSheet({ fit }: { readonly fit: CalibrationView }) {
  const [chosen, setChosen] = useState<readonly string[]>(() => pairedFirst(fit, FIRST));
  const shown = useMemo(() => drawn(fit, chosen), [fit, chosen]);
  if (fit.ranges === 'none' || fit.sets.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="pairs">
      <div className="sheet-head">
        <h2 id="pairs">Which values go together</h2>
      </div>
      <div className="sheet-body stack">
        {fit.parameters.length > 1 && (
          <SeriesPicker
            label="Numbers to compare"
            options={fit.parameters.map(({ name }) => ({ value: name, words: plainName(name) }))}
            chosen={chosen}
            onChange={setChosen}
            most={MOST}
          />
        )}
        <PairPlot
          title="Numbers against each other"
          isTitleHidden
          size="tall"
          summary={pairSentence(
            shown.map(({ name }) => name),
            fit,
          )}
          parameters={shown}
          {...(shown.length === 0 && { state: { kind: 'empty', words: 'Choose a number above.' } })}
        />
      </div>
    </section>
  );
}

function drawn({ parameters, sets, priorSets }: CalibrationView, chosen: readonly string[]) {
  return parameters.flatMap(({ name, unit, value }, i) => {
    const values = sets[i];
    const prior = priorSets[i];
    if (values === undefined || !chosen.includes(name)) return [];
    return [{ name, unit, values, best: value, ...(prior && { prior }) }];
  });
}

function pairSentence(names: readonly string[], { sets, correlations }: CalibrationView): string {
  const apart = correlations.filter(({ a, b }) => names.includes(a) && names.includes(b));
  const drawnSets = `Each point is one of ${sets[0]?.length ?? 0} sets of numbers that the data leave possible; the thin line is what was possible before.`;
  const [first] = apart;
  if (first === undefined) return drawnSets;
  const more = apart.length > 1 ? `, and ${apart.length - 1} more pairs,` : '';
  return `${plainName(first.a)} and ${plainName(first.b)}${more} go together: a slanted band. ${drawnSets}`;
}
