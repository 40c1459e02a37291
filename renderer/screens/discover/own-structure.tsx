import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { Window } from '../../components/window.tsx';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { CodeEditor, type Edit } from './code-editor.tsx';
import { type Decisions, tryingOf } from './use-decisions.ts';

interface Props {
  readonly run: string;
  /** Structure whose code it begins with. */
  readonly template: string;
  readonly decisions: Decisions;
}

/** A structure of one's own: written from one that is there, or taken from a file. */
export function OwnStructure(props: Props) {
  const [isOpen, setOpen] = useState(false);
  const { whyNot } = tryingOf(props.decisions);
  return (
    <>
      <Button
        size="small"
        icon="plus"
        isDisabled={whyNot !== undefined}
        onPress={() => setOpen(true)}
      >
        Add your own…
      </Button>
      {isOpen && <OwnWindow {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function OwnWindow({ run, template, decisions, onClose }: Props & { onClose(): void }) {
  const { client } = useApp();
  const { project } = useView();
  const [edit, setEdit] = useState<Edit>();
  const code = useLoaded(JSON.stringify([project, run, template]), async (signal) => {
    const of = { kind: 'candidate', run, candidate: template } as const;
    return (await client.call('structures.read', { project, of }, { signal })).code;
  });
  return (
    <Window title="A structure of your own" isWide role="alertdialog" onClose={onClose}>
      {code.kind === 'failed' && <LoadFailed error={code.error} onRetry={code.again} />}
      {code.kind === 'loading' && <p className="muted">Reading what it begins with…</p>}
      {code.kind === 'loaded' && (
        <div className="stack tight">
          <p className="small muted">
            It begins as a copy of the structure that is shown: change what you want, or take code
            from a file.
          </p>
          <CodeEditor
            edit={edit ?? { start: code.value, code: code.value, isOwn: true }}
            original={code.value}
            onEdit={(next) => (next ? setEdit(next) : onClose())}
            {...tryingOf(decisions)}
            onTry={(text) => decisions.tryCode(text, undefined)}
          />
        </div>
      )}
    </Window>
  );
}
