import type { ProjectView } from '../../../engine/studio/contract/project-view.ts';
import { SelectField } from '../../components/select-field.tsx';
import { SeriesPicture } from '../../components/series-picture.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useDraft } from '../../state/use-draft.ts';
import { formatNumber, plainName, unitWords } from '../../words/numbers.ts';
import { ROLE_WORDS, USE_WORDS } from '../../words/role-words.ts';

type Entry = ProjectView['columns'][number];
type Series = NonNullable<ProjectView['data']>['series'][number];

interface Props {
  readonly entry: Entry;
  /** Undefined for columns that are no series: dates, ids, ignored ones. */
  readonly series: Series | undefined;
  readonly values: Float64Array | undefined;
  readonly keptShare: number;
}

const ROLES = Object.entries(ROLE_WORDS).map(([value, words]) => ({
  value: value as Entry['role'],
  words,
}));
const USES = Object.entries(USE_WORDS).map(([value, words]) => ({
  value: value as Series['use'],
  words,
}));

export function ColumnRow({ entry, series, values, keptShare }: Props) {
  const { readOnly } = useView();
  const change = useChange(entry);
  const name = plainName(entry.column);
  return (
    <tr>
      <th scope="row">
        <span className="column-name">{name}</span>
        {values && (
          <span className="column-picture">
            <SeriesPicture values={pictureOf(values)} keptShare={keptShare} />
          </span>
        )}
      </th>
      <td>
        <SelectField
          label={`What ${name} counts`}
          isLabelHidden
          value={entry.role}
          options={ROLES}
          isDisabled={readOnly !== null}
          // Another role is usually used otherwise: the use is guessed anew.
          onChange={(role) => change({ role, use: undefined })}
        />
      </td>
      <td>
        {series && (
          <SelectField
            label={`Use of ${name}`}
            isLabelHidden
            value={series.use}
            options={USES}
            isDisabled={readOnly !== null}
            onChange={(use) => change({ use })}
          />
        )}
      </td>
      <td>{series && <Unit entry={entry} unit={series.unit} name={name} />}</td>
      <td className="small muted">{series ? rangeWords(series) : 'no series'}</td>
    </tr>
  );
}

function Unit({ entry, unit, name }: { entry: Entry; unit: string; name: string }) {
  const { readOnly } = useView();
  const change = useChange(entry);
  const draft = useDraft(unitWords(unit), (text, burst) => change({ unit: text }, burst));
  return (
    <TextField
      label={`Unit of ${name}`}
      isLabelHidden
      placeholder="unit"
      isDocument
      maxLength={60}
      value={draft.text}
      isReadOnly={readOnly !== null}
      onChange={draft.change}
      onBlur={() => void draft.send()}
    />
  );
}

/** One column means something else from now on: one step to undo. */
function useChange(entry: Entry) {
  const app = useApp();
  const project = useOpenProject();
  const { columns } = useView();
  return async (change: { [K in keyof Entry]?: Entry[K] | undefined }, burst?: string) => {
    const next = withoutUndefined({ ...entry, ...change });
    await app.attempt(() =>
      project.edit({
        intent: `Changed what ${plainName(entry.column)} means`,
        ...(burst !== undefined && { burst }),
        edit: { columns: columns.map((one) => (one.column === entry.column ? next : one)) },
      }),
    );
  };
}

function withoutUndefined(entry: { [K in keyof Entry]?: Entry[K] | undefined }): Entry {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined),
  ) as Entry;
}

function rangeWords({ min, max, missing }: Series): string {
  if (min === null || max === null) return 'no values';
  const range = `${formatNumber(min)} to ${formatNumber(max)}`;
  return missing > 0 ? `${range}, ${formatNumber(missing)} missing` : range;
}

/** As many points as a small picture can show. */
const POINTS = 200;

function pictureOf(values: Float64Array): (number | null)[] {
  const step = Math.max(1, Math.ceil(values.length / POINTS));
  return Array.from({ length: Math.ceil(values.length / step) }, (_, i) => {
    const value = values[i * step] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  });
}
