import { useId, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useApp } from '../../state/studio-app.ts';
import { plainText } from '../../words/plain-text.ts';
import type { Decisions } from './use-decisions.ts';

interface Props {
  /** What the person could tell to help. */
  readonly questions: readonly string[];
  readonly decisions: Decisions;
}

/** A sentence for whoever proposes; questions can be answered in the same place. */
export function TellModeller({ questions, decisions }: Props) {
  const { ui } = useApp();
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const [question, setQuestion] = useState<string>();
  const { isLive, whyNot, decide } = decisions;
  const answer = (one: string) => {
    setQuestion(one);
    place.current?.querySelector('textarea')?.focus();
  };
  const tell = async () => {
    const words = question === undefined ? text : `${question} ${text}`;
    if (!(await decide({ kind: 'tell', text: words.trim() }))) return;
    setText('');
    setQuestion(undefined);
    ui.getState().tell(
      isLive
        ? 'Told: it is heeded from the next round on.'
        : 'Kept: it is heeded when you go on with this search.',
    );
  };
  return (
    <section className="tell stack tight" aria-labelledby={id} ref={place}>
      <h3 id={id}>Tell the modeller</h3>
      {questions.length > 0 && (
        <ul className="questions">
          {questions.map((one) => (
            <li key={one}>
              <p>{plainText(one)}</p>
              <Button size="small" icon="tell" onPress={() => answer(one)}>
                Answer
              </Button>
            </li>
          ))}
        </ul>
      )}
      {question !== undefined && (
        <p className="small answering">
          Your answer to: {plainText(question)}{' '}
          <button type="button" className="link" onClick={() => setQuestion(undefined)}>
            Say something else
          </button>
        </p>
      )}
      <TextField
        label="A sentence that goes into the next round"
        isLabelHidden
        lines={2}
        value={text}
        onChange={setText}
        maxLength={2000}
        isDisabled={whyNot !== undefined}
        placeholder="Nobody is discharged at weekends."
      />
      <div className="row">
        <Button
          icon="tell"
          isDisabled={whyNot !== undefined || text.trim() === ''}
          onPress={() => void tell()}
        >
          Tell the modeller
        </Button>
        <span className="small muted">
          {whyNot ??
            (isLive ? 'Heeded from the next round on.' : 'Heeded when you go on with this search.')}
        </span>
      </div>
    </section>
  );
}
