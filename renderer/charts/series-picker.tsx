import { useState } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Label } from 'react-aria-components/Label';
import { Icon } from '../components/icon.tsx';
import { TextField } from '../components/text-field.tsx';

interface Props {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly words: string }[];
  readonly chosen: readonly string[];
  /** Chosen at once, at most. */
  readonly most?: number;
  onChange(chosen: readonly string[]): void;
}

/** More at once could not be told apart. */
const MOST = 6;

/** Which of many series are shown: the chosen ones and, of a search, those that match. */
export function SeriesPicker({ label, options, chosen, most = MOST, onChange }: Props) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const listed = options.filter(
    ({ value, words }) => chosen.includes(value) || words.toLowerCase().includes(wanted),
  );
  const isFull = chosen.length >= most;
  return (
    <div className="series-picker">
      {options.length > most && (
        <TextField
          label={`${label}: search ${options.length}`}
          type="search"
          value={search}
          onChange={setSearch}
        />
      )}
      <CheckboxGroup
        value={[...chosen]}
        onChange={(next) => onChange(next.slice(0, most))}
        className="field"
      >
        <Label className="label">
          {label}{' '}
          <span className="muted">
            ({chosen.length} of at most {most})
          </span>
        </Label>
        <div className="series-picker-list">
          {listed.map(({ value, words }) => (
            <Checkbox
              key={value}
              value={value}
              className="checkbox"
              isDisabled={isFull && !chosen.includes(value)}
            >
              <span className="box">
                <Icon name="check" size={12} />
              </span>
              {words}
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
      {listed.length === chosen.length && wanted !== '' && (
        <p className="small muted" role="status">
          No other series is called like that.
        </p>
      )}
    </div>
  );
}

/** The names that are shown: the first ones, until others are chosen; names that go are forgotten. */
export function useShown(
  names: readonly string[],
  most = MOST,
): [readonly string[], (chosen: readonly string[]) => void] {
  const [chosen, setChosen] = useState<readonly string[]>();
  const [kept, setKept] = useState<readonly string[]>();
  const there = chosen?.filter((name) => names.includes(name)) ?? [];
  const shown = there.length > 0 ? there : names.slice(0, most);
  // The same array for the same names, so that a chart is not drawn anew.
  if (kept?.join('\n') === shown.join('\n')) return [kept, setChosen];
  setKept(shown);
  return [shown, setChosen];
}
