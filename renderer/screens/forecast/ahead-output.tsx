import { Term } from '../../components/term.tsx';
import { AheadChart, type AheadProps } from './ahead-chart.tsx';
import { Comparison } from './comparison.tsx';
import { likelyDay, limitSentence, peakSentence } from './forecast-words.ts';
import { LimitField } from './limit-field.tsx';

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
        <LimitField output={output} levels={answer.levels} />
      </div>
      {baseline && (
        <Comparison output={output} baseline={baseline} record={record} levels={answer.levels} />
      )}
    </div>
  );
}
