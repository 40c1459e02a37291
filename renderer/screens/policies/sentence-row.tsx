import { type ReactNode, useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { SentenceText, type Understood } from './sentence-text.tsx';

interface Props {
  /** The whole sentence: what buttons are named by. */
  readonly words: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isReadOnly: boolean;
  /** Undefined: it is the only one, and one is needed. */
  readonly onRemove: (() => void) | undefined;
  onMove(by: -1 | 1): void;
  /** It was typed anew. */
  onUnderstood(understood: Understood): void;
  /** Its parts. */
  readonly children: ReactNode;
}

/** One sentence of a goal: its parts in their order, and what can be done with it. */
export function SentenceRow(props: Props) {
  const { words, isFirst, isLast, isReadOnly, onRemove, onMove, onUnderstood, children } = props;
  const [isTyping, setTyping] = useState(false);
  if (isReadOnly) return <li className="aim-sentence">{words}.</li>;
  return (
    <li className="aim-sentence">
      {isTyping ? (
        <SentenceText
          label="The sentence"
          text={words}
          submitWords="Take this"
          onCancel={() => setTyping(false)}
          onUnderstood={(understood) => {
            setTyping(false);
            onUnderstood(understood);
          }}
        />
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset breaks the line.
        <div className="sentence-parts" role="group" aria-label={words}>
          {children}
        </div>
      )}
      {!isTyping && (
        <div className="sentence-actions">
          <IconButton
            name={`Type it: ${words}`}
            icon="edit"
            size="small"
            onPress={() => setTyping(true)}
          />
          {!isFirst && (
            <IconButton
              name={`Move up: ${words}`}
              icon="up"
              size="small"
              onPress={() => onMove(-1)}
            />
          )}
          {!isLast && (
            <IconButton
              name={`Move down: ${words}`}
              icon="down"
              size="small"
              onPress={() => onMove(1)}
            />
          )}
          {onRemove && (
            <IconButton name={`Remove: ${words}`} icon="trash" size="small" onPress={onRemove} />
          )}
        </div>
      )}
    </li>
  );
}
