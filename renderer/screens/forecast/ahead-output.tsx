import { Term } from '../../components/term.tsx';
import { LimitField, withLimit } from '../project/limit-field.tsx';
import { AheadChart, type AheadProps } from './ahead-chart.tsx';
import { Comparison } from './comparison.tsx';
import { likelyDay, limitSentence, peakSentence } from './forecast-words.ts';
import { useWhatIf, useWhatIfState } from './use-what-if.ts';

/** One result: the chart, the risk in sentences, and apart from it how exact the figures are. */
export function AheadOutput(props: AheadProps) {
  const { output, record, answer, baseline } = props;
  const limit = limitSentence(output, record, answer.runs);
  const likely = likelyDay(output, record);
  return (
    <div className="stack ahead-output">
      <AheadChart {...props} />
      <div className="ahead-risk">
        <ul className="bullets">
          <li>{peakSentence(output, answer.levels, answer.runs)}</li>
          {limit && <li>{limit}</li>}
          {likely && <li>It is more likely than not to have happened by {likely}.</li>}
          <li className="small muted">
            The outcomes differ by <Term id="risk">chance and by what is not known</Term>;{' '}
            <Term id="simulation-error">in brackets</Term> stands how exact a figure is.
          </li>
        </ul>
        <OutputLimit {...props} />
      </div>
      {baseline && (
        <Comparison output={output} baseline={baseline} record={record} levels={answer.levels} />
      )}
    </div>
  );
}

function OutputLimit({ output: { name, unit, peak }, answer: { levels } }: AheadProps) {
  const whatIf = useWhatIf();
  const limits = useWhatIfState((state) => state.wishes.limits);
  return (
    <LimitField
      {...{ name, unit }}
      limit={limits[name]}
      first={Math.round(peak[levels.indexOf(0.75)] ?? 0)}
      onChange={(limit) => whatIf.wish({ limits: withLimit(limits, name, limit) })}
    />
  );
}
