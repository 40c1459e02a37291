import { Button as AriaButton } from 'react-aria-components/Button';
import type { Recent } from '../../../engine/studio/contract/studio-view.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useApp, useStudio } from '../../state/studio-app.ts';
import { formatMoment } from '../../words/dates.ts';
import { useOpenFolder } from '../use-open-folder.ts';

export function RecentProjects() {
  const recent = useStudio((state) => state.view?.recent);
  const openFolder = useOpenFolder();
  return (
    <aside className="recent" aria-labelledby="recent">
      <div className="row between">
        <h2 id="recent">Your projects</h2>
        <Button size="small" icon="folder" onPress={openFolder}>
          Open a folder…
        </Button>
      </div>
      {recent === undefined && <p className="muted">Connecting to the engine…</p>}
      {recent?.length === 0 && (
        <p className="recent-empty">
          Nothing here yet. A project is a folder with your words, your data and every result. What
          you open appears in this list.
        </p>
      )}
      <ul className="recent-list">
        {recent?.map((entry) => (
          <RecentRow key={entry.project} entry={entry} />
        ))}
      </ul>
    </aside>
  );
}

function RecentRow({ entry }: { readonly entry: Recent }) {
  const { project, name, opened, exists } = entry;
  const app = useApp();
  return (
    <li className="recent-row">
      <AriaButton
        className="recent-open"
        isDisabled={!exists}
        onPress={() => app.route.getState().go({ kind: 'project', folder: project })}
      >
        <span className="one-line recent-name">{name}</span>
        <span className="small muted">
          {exists ? (
            formatMoment(opened, new Date())
          ) : (
            <span className="row recent-missing">
              <Icon name="warning" size={14} /> not found in its folder
            </span>
          )}
        </span>
        {/* The end of a path tells more than its beginning. */}
        <span className="small muted one-line recent-path">
          <bdi>{project}</bdi>
        </span>
      </AriaButton>
      <IconButton
        name={`Forget ${name}`}
        icon="close"
        size="small"
        onPress={() => void app.attempt(() => app.client.call('projects.forget', { project }))}
      />
    </li>
  );
}
