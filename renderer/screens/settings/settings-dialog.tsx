import './settings.css';
import type { Settings } from '../../../engine/studio/contract/studio-view.ts';
import { NumberField } from '../../components/number-field.tsx';
import { Segments } from '../../components/segments.tsx';
import { Switch } from '../../components/switch.tsx';
import { Window } from '../../components/window.tsx';
import { useApp, useStudio } from '../../state/studio-app.ts';
import { Models } from './models.tsx';
import { About, Privacy } from './privacy.tsx';

const THEMES = [
  { value: 'system', words: 'As the system' },
  { value: 'light', words: 'Light' },
  { value: 'dark', words: 'Dark' },
] as const satisfies readonly { value: Settings['theme']; words: string }[];

/** Every change counts at once. */
export function SettingsDialog() {
  const app = useApp();
  const view = useStudio((state) => state.view);
  const { abilities } = app.desktop;
  const change = (fields: Partial<Settings>) =>
    void app.attempt(() => app.client.call('settings.change', fields));
  return (
    <Window title="Settings" isWide onClose={() => app.ui.getState().close()}>
      {view === undefined ? (
        <p>The settings come as soon as the engine answers.</p>
      ) : (
        <div className="settings">
          <section className="stack">
            <h3>The window</h3>
            <Segments
              label="Theme"
              value={view.settings.theme}
              options={THEMES}
              onChange={(theme) => change({ theme })}
            />
            {abilities.notifications && (
              <Switch
                isSelected={view.settings.notifications}
                onChange={(notifications) => change({ notifications })}
              >
                Tell me when a run ends while I do something else
              </Switch>
            )}
            {abilities.updates && (
              <Switch
                isSelected={view.settings.updates}
                onChange={(updates) => change({ updates })}
              >
                Look for a new version of the studio now and then
              </Switch>
            )}
          </section>
          <Threads threads={view.settings.threads} onChange={(threads) => change({ threads })} />
          <Models models={view.models} />
          <Privacy hasModels={view.models.length > 0} />
          <About app={view.app} projectsFolder={view.projectsFolder} />
        </div>
      )}
    </Window>
  );
}

function Threads({
  threads,
  onChange,
}: {
  readonly threads: number | null;
  onChange(threads: number | null): void;
}) {
  return (
    <section className="stack">
      <h3>Computing</h3>
      <Switch isSelected={threads === null} onChange={(isAuto) => onChange(isAuto ? null : 2)}>
        Choose the number of workers by the computer's cores
      </Switch>
      {threads !== null && (
        <NumberField
          label="Workers that simulate side by side"
          help="More are quicker until the cores are used up. The numbers that come out are the same."
          minValue={1}
          maxValue={256}
          value={threads}
          onChange={(value) => {
            if (Number.isInteger(value)) onChange(value);
          }}
        />
      )}
    </section>
  );
}
