import { Button as AriaButton } from 'react-aria-components/Button';
import { Icon } from '../../components/icon.tsx';
import { SeriesPicture } from '../../components/series-picture.tsx';
import { Window } from '../../components/window.tsx';
import { useApp, useStudio } from '../../state/studio-app.ts';
import { QUESTIONS } from '../../words/question-words.ts';
import { useOpenSample } from '../use-open-sample.ts';

/** From a question to the data that it is asked of. */
export function QuestionDialog({ question }: { readonly question: string }) {
  const { ui } = useApp();
  const samples = useStudio((state) => state.samples) ?? [];
  const { opening, openSample } = useOpenSample();
  const { answer = '', goal = '' } = QUESTIONS.find((one) => one.question === question) ?? {};
  return (
    <Window title={question} onClose={() => ui.getState().close()}>
      <div className="stack">
        <p>{answer}</p>
        <h3>Ask it of</h3>
        <ul className="choices">
          <li>
            <AriaButton
              className="choice"
              onPress={() => ui.getState().open({ kind: 'create', goal })}
            >
              <span className="choice-picture own">
                <Icon name="plus" />
              </span>
              <span>
                <strong>My own data</strong>
                <span className="muted">A few sentences, and a CSV file or a copied table</span>
              </span>
            </AriaButton>
          </li>
          {samples.map((sample) => (
            <li key={sample.id}>
              <AriaButton
                className="choice"
                isDisabled={opening !== undefined}
                onPress={() => void openSample(sample.id, goal)}
              >
                <span className="choice-picture">
                  <SeriesPicture
                    values={sample.picture.values}
                    keptShare={sample.heldOutRows / Math.max(1, sample.rows)}
                  />
                </span>
                <span>
                  <strong>{opening === sample.id ? 'Copying the sample…' : sample.title}</strong>
                  <span className="muted">{sample.question}</span>
                </span>
              </AriaButton>
            </li>
          ))}
        </ul>
      </div>
    </Window>
  );
}
