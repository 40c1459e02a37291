import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Segments } from '../../components/segments.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { Switch } from '../../components/switch.tsx';
import { useOpenProject } from '../../state/project-context.ts';
import { useApp, useStudio } from '../../state/studio-app.ts';
import { discoverStore, type SearchOptions } from './decisions-store.ts';
import { LimitFields } from './limit-fields.tsx';
import { SendPreview } from './send-preview.tsx';
import { useDiscover } from './use-decisions.ts';

const PROPOSERS = [
  { value: 'composer', words: 'The studio' },
  { value: 'openai', words: 'A language model' },
  { value: 'both', words: 'Both' },
] as const;

const ABOUT = {
  composer: 'Builds structures from parts that are known to work. Nothing leaves this machine.',
  openai: 'A language model writes structures; each is checked, fitted and judged like any other.',
  both: 'The studio and a language model propose side by side; the data decide.',
} as const satisfies Record<SearchOptions['proposer'], string>;

/** How a model is looked for. Nothing here has to be decided. */
export function SearchSettings() {
  const project = useOpenProject();
  const options = useDiscover((state) => state.options);
  const change = (next: Partial<SearchOptions>) =>
    discoverStore(project).setState((state) => ({ options: { ...state.options, ...next } }));
  return (
    <details className="search-settings">
      <summary>How it is looked for</summary>
      <div className="stack">
        <Segments
          label="Who proposes structures"
          value={options.proposer}
          options={PROPOSERS}
          onChange={(proposer) => change({ proposer })}
        />
        <p className="help">{ABOUT[options.proposer]}</p>
        {options.proposer !== 'composer' && (
          <ModelSettings options={options} proposer={options.proposer} onChange={change} />
        )}
        <LimitFields options={options} onChange={change} />
      </div>
    </details>
  );
}

interface ModelSettingsProps {
  readonly options: SearchOptions;
  readonly proposer: 'openai' | 'both';
  onChange(next: Partial<SearchOptions>): void;
}

/** Which language model, what it is sent. */
function ModelSettings({ options, proposer, onChange }: ModelSettingsProps) {
  const { ui } = useApp();
  const models = useStudio((state) => state.view?.models);
  const [first] = models ?? [];
  const settings = (
    <Button size="small" icon="settings" onPress={() => ui.getState().open({ kind: 'settings' })}>
      Open the settings
    </Button>
  );
  if (!first) {
    return (
      <Banner tone="care" role="status" actions={settings}>
        No language model is set up yet. Add its address in the settings.
      </Banner>
    );
  }
  return (
    <div className="stack tight">
      <SelectField
        label="Language model"
        value={models?.find(({ id }) => id === options.model)?.id ?? first.id}
        options={(models ?? []).map(({ id, name, model }) => ({
          value: id,
          words: name,
          help: model,
        }))}
        onChange={(model) => onChange({ model })}
      />
      <Switch isSelected={options.sendRows} onChange={(sendRows) => onChange({ sendRows })}>
        Rows of the data may be sent
      </Switch>
      <p className="help">
        {options.sendRows
          ? 'Some rows are sent besides the words and what is known of each column.'
          : 'Your words and what is known of each column are sent, no rows.'}
      </p>
      <SendPreview
        proposer={proposer}
        sendRows={options.sendRows}
        candidates={options.candidates}
      />
    </div>
  );
}
