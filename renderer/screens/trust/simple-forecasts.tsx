import { useMemo } from 'react';
import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { BarsChart } from '../../charts/bars-chart.tsx';
import { Multiples } from '../../charts/multiples.tsx';
import { SeriesPicker, useShown } from '../../charts/series-picker.tsx';
import { formatAmount, plainName } from '../../words/numbers.ts';
import { PartSheet } from './part-sheet.tsx';
import { hardestOf, type PartWords } from './part-words.ts';

interface Props {
  readonly words: PartWords;
  readonly parts: TrustView['parts'];
}

/** How far off the model is, beside what anybody could do without one. */
export function SimpleForecasts({ words, parts }: Props) {
  const outputs = parts?.heldOut.kind === 'done' ? parts.heldOut.result.outputs : [];
  const compared = outputs.filter(({ naive }) => naive.length > 0);
  const names = compared.map(({ output }) => output);
  const [shown, setShown] = useShown(names);
  return (
    <PartSheet words={words} term="naive-forecast">
      {compared.length > 1 && (
        <SeriesPicker
          label="Series"
          options={names.map((name) => ({ value: name, words: plainName(name) }))}
          chosen={shown}
          onChange={setShown}
        />
      )}
      {compared.length > 0 && (
        <Multiples>
          {compared
            .filter(({ output }) => shown.includes(output))
            .map((output) => (
              <Scores key={output.output} output={output} />
            ))}
        </Multiples>
      )}
    </PartSheet>
  );
}

type Output = Parameters<typeof hardestOf>[0][number];

function Scores({ output }: { readonly output: Output }) {
  const { unit, naive } = output;
  const hardest = hardestOf([output])?.naive;
  const rows = useMemo(
    () => [
      ...(hardest ? [{ name: 'this model', value: hardest.modelWis, isMain: true }] : []),
      ...naive.map(({ label, wis }) => ({ name: label, value: wis })),
    ],
    [hardest, naive],
  );
  if (hardest === undefined) return null;
  const gain = Math.round(100 * (hardest.skill ?? 0));
  return (
    <BarsChart
      title={plainName(output.output)}
      size="small"
      summary={`Shorter is better: this model is off by ${formatAmount(hardest.modelWis, unit)}, ${hardest.label} by ${formatAmount(hardest.wis, unit)} (${gain > 0 ? `${gain} % better` : 'no better'}).`}
      rows={rows}
      unit={unit}
      valueName="off by, on average"
    />
  );
}
