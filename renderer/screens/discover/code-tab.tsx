import { lazy, Suspense, useState } from 'react';
import type { StructureView } from '../../../engine/studio/contract/structure-view.ts';
import { Button } from '../../components/button.tsx';
import { Switch } from '../../components/switch.tsx';
import { CodeEditor, type Edit, type Trying } from './code-editor.tsx';

const CodeView = lazy(() =>
  import('../../code/code-view.tsx').then((m) => ({ default: m.CodeView })),
);

interface Props extends Trying {
  readonly structure: StructureView;
  /** What it was made from; absent: its title. */
  readonly parentName?: string | undefined;
  /** An edit begins. */
  onEdit?(): void;
}

/** The code, what it changed against its parent, and a version of one's own. */
export function CodeTab({ structure, parentName, whyNot, onEdit, ...trying }: Props) {
  const [edit, setEdit] = useState<Edit>();
  const [isDiff, setDiff] = useState(true);
  const { code, parent } = structure;
  if (edit) {
    return <CodeEditor edit={edit} original={code} onEdit={setEdit} whyNot={whyNot} {...trying} />;
  }
  return (
    <div className="stack tight">
      <div className="row between">
        {parent ? (
          <Switch isSelected={isDiff} onChange={setDiff}>
            Show what changed against {parentName ?? parent.title}
          </Switch>
        ) : (
          <span className="small muted">It was made from no other structure.</span>
        )}
        <Button
          size="small"
          icon="edit"
          isDisabled={whyNot !== undefined}
          onPress={() => {
            onEdit?.();
            setEdit({ start: code, code, isOwn: false });
          }}
        >
          Edit
        </Button>
      </div>
      {whyNot && <p className="small muted">{whyNot}: the code can be read.</p>}
      <Suspense fallback={<p className="chart-words">Reading the code…</p>}>
        <CodeView
          label="Code of the structure"
          code={code}
          parent={isDiff ? parent?.code : undefined}
        />
      </Suspense>
    </div>
  );
}
