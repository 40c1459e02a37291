import { lazy, Suspense, useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { ErrorData } from '../../../engine/base/error.ts';
import { codeProblems } from '../../code/code-problems.ts';
import { useCommand } from '../../commands/use-command.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { errorData } from '../../state/error-data.ts';
import { count } from '../../words/numbers.ts';

const CodeView = lazy(() =>
  import('../../code/code-view.tsx').then((m) => ({ default: m.CodeView })),
);

/** How an edit is tried. */
export interface Trying {
  /** On the button. */
  readonly tryWords: string;
  /** Why nothing can be tried; undefined: it can. */
  readonly whyNot: string | undefined;
  /** What happens then. */
  readonly about: string;
  /** `isOwn`: not made from the structure that is shown. Rejects with what is wrong with the code. */
  onTry(code: string, isOwn: boolean): Promise<unknown>;
}

/** What is being edited. `start`: as the editor began. */
export interface Edit {
  readonly start: string;
  readonly code: string;
  readonly isOwn: boolean;
}

interface Props extends Trying {
  readonly edit: Edit;
  readonly original: string;
  onEdit(edit: Edit | undefined): void;
}

/** A version of one's own: tried, or thrown away; problems are shown at their lines. */
export function CodeEditor({ edit, original, onEdit, tryWords, whyNot, about, onTry }: Props) {
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
  const whyNotYet =
    whyNot ??
    (edit.code === original ? 'nothing is changed' : isTrying ? 'it is checked' : undefined);
  // The keys that find a model anew must not, while code is edited.
  useCommand('run', { words: tryWords, whyNot: whyNotYet, run: () => void attempt() });
  return (
    <div className="stack tight">
      <div className="row">
        <Button
          size="small"
          look="primary"
          icon="play"
          isDisabled={whyNotYet !== undefined}
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
