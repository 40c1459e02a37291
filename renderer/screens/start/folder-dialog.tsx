import { useCallback, useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { ErrorData } from '../../../engine/base/error.ts';
import type { Result } from '../../../engine/studio/contract/methods.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { Icon } from '../../components/icon.tsx';
import { Window } from '../../components/window.tsx';
import { errorData } from '../../state/error-data.ts';
import { useApp } from '../../state/studio-app.ts';

type Listing = Result<'folders.list'>;

/** Finds a project on the disk where the host has no dialog of the system. */
export function FolderDialog() {
  const app = useApp();
  const { listing, error, look } = useFolders();
  const openProject = (folder: string) => {
    app.ui.getState().close();
    app.route.getState().go({ kind: 'project', folder });
  };
  return (
    <Window title="Open a project" onClose={() => app.ui.getState().close()}>
      <div className="stack">
        <div className="folder-place">
          <Button
            size="small"
            icon="back"
            isDisabled={!listing || listing.parent === null}
            onPress={() => look(listing?.parent ?? undefined)}
          >
            Up
          </Button>
          <span className="mono one-line" aria-live="polite">
            {listing?.path ?? 'Looking for your folders…'}
          </span>
        </div>
        {error && (
          <Banner tone="bad" role="alert">
            <ErrorWords error={error} />
          </Banner>
        )}
        {listing?.entries.length === 0 && <p className="muted">There is no folder in here.</p>}
        <ul className="folder-list">
          {listing?.entries.map(({ name, path, isProject }) => (
            <li key={path}>
              <AriaButton
                className="list-item folder-item"
                onPress={() => (isProject ? openProject(path) : look(path))}
              >
                <span className="row">
                  <Icon name={isProject ? 'chart' : 'folder'} />
                  {name}
                </span>
                {isProject && <span className="badge accent">project</span>}
              </AriaButton>
            </li>
          ))}
        </ul>
      </div>
    </Window>
  );
}

function useFolders() {
  const { client } = useApp();
  const [listing, setListing] = useState<Listing>();
  const [error, setError] = useState<ErrorData>();
  const look = useCallback(
    (path?: string) => {
      setError(undefined);
      client
        .call('folders.list', path === undefined ? {} : { path })
        .then(setListing, (failure: unknown) => setError(errorData(failure)));
    },
    [client],
  );
  useEffect(() => look(), [look]);
  return { listing, error, look };
}
