import { useState } from 'react';
import type { ProjectView } from '../../../engine/studio/contract/project-view.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { useOpenProject, useProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { FreshCopyBanner, useFreshCopy } from './fresh-copy.tsx';

type Conflict = ProjectView['conflicts'][number];

/** What is unusual about the project just now. */
export function ProjectBanners() {
  const { readOnly, conflicts, notices } = useView();
  const phase = useProject((state) => state.phase);
  const [isRead, setRead] = useState(false);
  const shown = isRead ? [] : notices;
  const hint = useFreshCopy();
  if (!readOnly && conflicts.length === 0 && shown.length === 0 && !hint && phase === 'open')
    return null;
  return (
    <div className="project-banners">
      {phase === 'opening' && (
        <Banner tone="plain" icon="reload" role="status">
          The project is being opened again…
        </Banner>
      )}
      {hint && <FreshCopyBanner />}
      {readOnly && <ReadOnlyBanner error={readOnly} />}
      {conflicts.map((conflict) => (
        <ConflictBanner key={conflict.file} conflict={conflict} />
      ))}
      {shown.length > 0 && (
        <Banner
          tone="accent"
          role="status"
          actions={
            <Button size="small" onPress={() => setRead(true)}>
              Understood
            </Button>
          }
        >
          <p>
            <strong>Opening the project put something right</strong>
          </p>
          {shown.map(({ file, message, hint }) => (
            <p key={`${file}-${message}`}>
              {message} {hint}
            </p>
          ))}
        </Banner>
      )}
    </div>
  );
}

function ReadOnlyBanner({ error }: { readonly error: NonNullable<ProjectView['readOnly']> }) {
  const project = useOpenProject();
  return (
    <Banner
      tone="care"
      role="status"
      actions={
        <Button size="small" icon="reload" onPress={() => void project.open()}>
          Try again
        </Button>
      }
    >
      <p>
        <strong>Read-only: you can look at everything and change nothing.</strong>
      </p>
      <ErrorWords error={error} />
    </Banner>
  );
}

const KINDS = {
  changed: 'was changed by another program',
  deleted: 'was removed by another program',
  unreadable: 'was changed by another program and cannot be read',
} as const satisfies Record<Conflict['kind'], string>;

function ConflictBanner({ conflict }: { readonly conflict: Conflict }) {
  const app = useApp();
  const { project } = useView();
  const { file, kind, clashes } = conflict;
  const resolve = (choice: 'merge' | 'reload') =>
    void app.attempt(() => app.client.call('documents.resolve', { project, file, choice }));
  return (
    <Banner
      tone="care"
      role="alert"
      actions={
        <>
          <Button size="small" look="primary" onPress={() => resolve('merge')}>
            {kind === 'changed' ? 'Merge both' : 'Write mine again'}
          </Button>
          {kind === 'changed' && (
            <Button size="small" onPress={() => resolve('reload')}>
              Take theirs
            </Button>
          )}
        </>
      }
    >
      <p>
        <strong>
          {file} {KINDS[kind]}
        </strong>
      </p>
      <p>{clashWords(clashes)} Your edits are kept meanwhile and stay one undo away.</p>
    </Banner>
  );
}

function clashWords(clashes: readonly string[]): string {
  return clashes.length === 0
    ? 'A merge loses nothing.'
    : `Both sides changed ${clashes.join(', ')}: a merge keeps yours there.`;
}
