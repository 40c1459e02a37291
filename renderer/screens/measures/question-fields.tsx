import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { dayWords, momentAt } from './calendar.ts';
import { useModel } from './model-context.ts';
import { MomentField } from './moment-field.tsx';
import { useCompare, useCompareState } from './use-measures.ts';

/** From when on, how far ahead, and which record. */
export function QuestionFields() {
  const compare = useCompare();
  const { space, calendar, timeUnit } = useModel();
  const { horizon, since, record } = useCompareState(({ wishes }) => wishes);
  return (
    <div className="question-fields">
      <SelectField
        label="Starts from"
        value={since === null ? 'today' : 'earlier'}
        options={[
          {
            value: 'today',
            words: `the last ${timeUnit} of the data`,
            help: dayWords(calendar, calendar.last),
          },
          {
            ...{ value: 'earlier', words: `an earlier ${timeUnit}` },
            help: 'What would have been, had it been done then.',
          },
        ]}
        onChange={(choice) => {
          const row = Math.max(1, calendar.last - horizon);
          compare.wish({ since: choice === 'today' ? null : momentAt(calendar, row) });
        }}
      />
      {since !== null && (
        <MomentField
          label="Earlier"
          empty={`the last ${timeUnit} of the data`}
          value={since}
          onChange={(next) => compare.wish({ since: next })}
        />
      )}
      <NumberField
        label={`${timeUnit.charAt(0).toUpperCase()}${timeUnit.slice(1)}s ahead`}
        minValue={1}
        maxValue={730}
        value={horizon}
        onChange={(next) => {
          if (!Number.isNaN(next)) compare.wish({ horizon: next });
        }}
      />
      {space.records.length > 1 && (
        <NumberField
          label={`Record, of ${space.records.length}`}
          minValue={1}
          maxValue={space.records.length}
          value={record + 1}
          onChange={(next) => {
            if (!Number.isNaN(next)) compare.wish({ record: next - 1, since: null });
          }}
        />
      )}
    </div>
  );
}
