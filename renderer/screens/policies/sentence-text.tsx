import { useState } from 'react';
import type { Result } from '../../../engine/studio/contract/methods.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { sentence } from '../../state/error-data.ts';
import { useSubject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';

export type Understood = Pick<Result<'aims.understand'>, 'objective' | 'limit'>;

interface Props {
  readonly label: string;
  /** Text to begin with. */
  readonly text: string;
  readonly submitWords: string;
  onUnderstood(understood: Understood): void;
  onCancel?: () => void;
}

/** A sentence that is typed: taken once it is understood, else it is said why it is not. */
export function SentenceText({ label, text: first, submitWords, onUnderstood, onCancel }: Props) {
  const app = useApp();
  const { project } = useView();
  const subject = useSubject();
  const [text, setText] = useState(first);
  const [problem, setProblem] = useState<Result<'aims.understand'>['problem']>(null);
  const [isReading, setReading] = useState(false);
  const submit = async () => {
    if (!subject || text.trim() === '') return;
    setReading(true);
    const read = await app.attempt(() =>
      app.client.call('aims.understand', { project, subject, text }),
    );
    setReading(false);
    if (!read) return;
    setProblem(read.problem);
    if (read.problem || (!read.objective && !read.limit)) return;
    setText('');
    onUnderstood(read);
  };
  return (
    <form
      className="stack tight sentence-text"
      // What was not understood can be typed anew: it is the studio that says what is wrong.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label={label}
        value={text}
        placeholder="Keep beds needed below 40 on all days in 95 % of outcomes"
        isInvalid={problem !== null}
        onChange={setText}
        {...(onCancel && { autoFocus: true })}
      />
      {problem && (
        <Banner tone="care" role="alert">
          <p>{sentence(problem.message)}</p>
          {problem.hint && <p>{problem.hint}</p>}
        </Banner>
      )}
      <div className="row">
        <Button size="small" type="submit" isDisabled={isReading || text.trim() === ''}>
          {isReading ? 'Reading…' : submitWords}
        </Button>
        {onCancel && (
          <Button size="small" look="quiet" onPress={onCancel}>
            Leave it as it is
          </Button>
        )}
      </div>
    </form>
  );
}
