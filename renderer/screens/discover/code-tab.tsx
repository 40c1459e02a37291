import { lazy, Suspense, useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { ErrorData } from '../../../engine/base/error.ts';
import type { StructureView } from '../../../engine/studio/contract/structure-view.ts';
import { codeProblems } from '../../code/code-problems.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { Switch } from '../../components/switch.tsx';
import { errorData } from '../../state/error-data.ts';
import { count } from '../../words/numbers.ts';

const CodeView = lazy(() =>
  import('../../code/code-view.tsx').then((m) => ({ default: m.CodeView })),
);

interface Props {
  readonly structure: StructureView;
  /** What it was made from; absent: its title. */
  readonly parentName?: string | undefined;
  /** An edit begins. */
  onEdit?(): void;
  /** On the button that tries what was edited. */
  readonly tryWords: string;
  /** Why nothing can be tried; undefined: it can. */
  readonly whyNot: string | undefined;
  /** What happens then. */
  readonly about: string;
  /** `isOwn`: taken from a file, so not made from this structure. Rejects with what is wrong with the code. */
  onTry(code: string, isOwn: boolean): Promise<unknown>;
}

/** What is being edited. `start`: as the editor began. */
interface Edit {
  readonly start: string;
  readonly code: string;
  readonly isOwn: boolean;
}

/** The code, what it changed against its parent, and a version of one's own. */
export function CodeTab({ structure, parentName, whyNot, onEdit, ...trying }: Props) {
  const [edit, setEdit] = useState<Edit>();
  const [isDiff, setDiff] = useState(true);
  const { code, parent } = structure;
  if (edit) {
    return <Editor edit={edit} original={code} onEdit={setEdit} whyNot={whyNot} {...trying} />;
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

interface EditorProps extends Omit<Props, 'structure' | 'parentName' | 'onEdit'> {
  readonly edit: Edit;
  readonly original: string;
  onEdit(edit: Edit | undefined): void;
}

function Editor({ edit, original, onEdit, tryWords, whyNot, about, onTry }: EditorProps) {
  const [error, setError] = useState<ErrorData>();
  const [isTrying, setTrying] = useState(false);
  const problems = useMemo(() => (error ? codeProblems(error.message) : []), [error]);
  const attempt = async () => {
    setTrying(true);
    setError(undefined);
    try {
      await onTry(edit.code, edit.isOwn);
      onEdit(undefined);
    } catch (wrong) {
      setError(errorData(wrong));
    } finally {
      setTrying(false);
    }
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    const code = await file.text();
    setError(undefined);
    onEdit({ start: code, code, isOwn: true });
  };
  return (
    <div className="stack tight">
      <div className="row">
        <Button
          size="small"
          look="primary"
          icon="play"
          isDisabled={whyNot !== undefined || isTrying || edit.code === original}
          onPress={() => void attempt()}
        >
          {tryWords}
        </Button>
        <Button size="small" onPress={() => onEdit(undefined)}>
          Discard the edit
        </Button>
        <FileTrigger
          acceptedFileTypes={['.js', '.mjs', '.ts', 'text/javascript']}
          onSelect={(files) => void take(files?.[0])}
        >
          <Button size="small" icon="folder">
            Take code from a file…
          </Button>
        </FileTrigger>
        <span className="small muted">{whyNot ?? about}</span>
      </div>
      {error && (
        <Banner tone="bad" role="alert">
          {problems.length > 0 ? (
            <p>
              <strong>{count(problems.length, 'problem')} in the code.</strong> Each is shown below
              its line.
            </p>
          ) : (
            <ErrorWords error={error} />
          )}
        </Banner>
      )}
      <Suspense fallback={<p className="chart-words">Opening the editor…</p>}>
        <CodeView
          key={edit.start}
          label="Your version of the code"
          code={edit.start}
          onChange={(code) => onEdit({ ...edit, code })}
          problems={problems}
        />
      </Suspense>
    </div>
  );
}
