import { Icon } from '../../components/icon.tsx';
import { useApp } from '../../state/studio-app.ts';

/** What leaves the computer, and when; the rest of the section is what never does. */
export function Privacy({ hasModels }: { readonly hasModels: boolean }) {
  const { abilities } = useApp().desktop;
  return (
    <section className="stack" aria-labelledby="privacy">
      <h3 id="privacy">Privacy: what leaves this computer</h3>
      <p>
        Nothing is sent anywhere by itself: no usage figures, no reports of errors, no words, no
        data. The studio works without any network.
      </p>
      <ul className="privacy">
        <li>
          <Icon name="person" />
          <div>
            <p>
              <strong>A language model, if you choose one for a search</strong>
            </p>
            <p className="muted">
              It is sent your words and rules, the names and units of your columns with a few
              figures of each (lowest, mean, highest, how much it varies), and what was seen of the
              structures so far. Rows of your data only if you switch that on for the search. Before
              a search you can read the exact text of the first request.
              {!hasModels && ' None is set up.'}
            </p>
          </div>
        </li>
        <li>
          <Icon name="search" />
          <div>
            <p>
              <strong>The test of a model, when you press Test</strong>
            </p>
            <p className="muted">It is asked for one word. Nothing of a project goes with it.</p>
          </div>
        </li>
        {abilities.updates && (
          <li>
            <Icon name="reload" />
            <div>
              <p>
                <strong>New versions of the studio, if you let it look for them</strong>
              </p>
              <p className="muted">The place where it is published is asked for the newest one.</p>
            </div>
          </li>
        )}
      </ul>
      <p className="small muted">
        {abilities.secrets === 'system'
          ? "Keys of models lie in your system's keychain"
          : 'Keys of models are kept in memory only, until you close the studio'}
        ; they are in no project and no export. Simulators run without access to files or network.
      </p>
    </section>
  );
}

export function About({
  app,
  projectsFolder,
}: {
  readonly app: string;
  readonly projectsFolder: string;
}) {
  return (
    <section className="stack tight">
      <h3>About</h3>
      <p className="small muted">
        G-Sim Studio {app}. New projects go to <span className="mono">{projectsFolder}</span>: each
        is a folder with your words, your data and every result, which you can copy or delete.
      </p>
    </section>
  );
}
