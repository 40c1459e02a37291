import { Button } from 'react-aria-components/Button';
import { Icon } from '../../components/icon.tsx';
import { useApp } from '../../state/studio-app.ts';
import { QUESTIONS } from '../../words/question-words.ts';

export function Questions() {
  const { ui } = useApp();
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">Or start from a question</h2>
      <ul className="questions">
        {QUESTIONS.map(({ question }) => (
          <li key={question}>
            <Button
              className="question"
              onPress={() => ui.getState().open({ kind: 'question', question })}
            >
              <span>{question}</span>
              <Icon name="arrow" />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
