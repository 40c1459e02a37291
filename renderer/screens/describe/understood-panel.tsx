import type { UnderstandingView } from '../../../engine/studio/contract/understanding-view.ts';
import { Button } from '../../components/button.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { formatAmount } from '../../words/numbers.ts';

/** What the studio reads from the words before anything is run, so that a misunderstanding shows at once. */
export function UnderstoodPanel() {
  const { client } = useApp();
  const { project, description, rules } = useView();
  const key = JSON.stringify([project, description, rules]);
  const understood = useLoaded(key, (signal) => client.call('words.read', { project }, { signal }));
  return (
    <section className="sheet" aria-labelledby="understood">
      <div className="sheet-head">
        <h2 id="understood">What the studio understood</h2>
      </div>
      <div className="sheet-body stack">
        {understood.kind === 'loading' && <p className="muted">Reading the words…</p>}
        {understood.kind === 'failed' && (
          <LoadFailed error={understood.error} onRetry={understood.again} />
        )}
        {understood.kind === 'loaded' && <Understood view={understood.value} />}
      </div>
    </section>
  );
}

function Understood({ view }: { readonly view: UnderstandingView }) {
  const { isTooShort, themes, numbers, rules, facts, notUnderstood } = view;
  return (
    <>
      {isTooShort && (
        <p className="row muted">
          <Icon name="info" />
          <span>
            A sentence or two more would help: who or what arrives, how long it stays, what limits
            there are.
          </span>
        </p>
      )}
      {themes.length > 0 && (
        <ul className="tags" aria-label="What the words speak of">
          {themes.map(({ words, sentence }) => (
            <li key={words} className="badge" title={sentence}>
              {words}
            </li>
          ))}
        </ul>
      )}
      <ul className="facts">
        {numbers.map(({ words, value, unit, sentence }) => (
          <Line key={sentence + words} icon="check" sentence={sentence}>
            {words}: {formatAmount(value, unit)}
          </Line>
        ))}
        {rules.map(({ words, sentence }) => (
          <Line key={sentence} icon="check" sentence={sentence}>
            Every run is checked: {words}
          </Line>
        ))}
        {facts.map(({ words, sentence }) => (
          <Line key={sentence} icon="check" sentence={sentence}>
            Models are compared with: {words}
          </Line>
        ))}
        {notUnderstood.map((one) => (
          <NotUnderstood key={one.sentence} {...one} />
        ))}
      </ul>
    </>
  );
}

interface LineProps {
  readonly icon: IconName;
  readonly sentence: string;
  readonly children: React.ReactNode;
}

function Line({ icon, sentence, children }: LineProps) {
  return (
    <li title={sentence}>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}

/** A rule that cannot be checked yet; one click puts it as suggested. */
function NotUnderstood({ sentence, hint, wording }: UnderstandingView['notUnderstood'][number]) {
  const app = useApp();
  const project = useOpenProject();
  const { rules, readOnly } = useView();
  const take = (put: string) =>
    void app.attempt(() =>
      project.edit({
        intent: 'Put a rule another way',
        edit: { rules: rules.replace(sentence, () => put) },
      }),
    );
  return (
    <li>
      <Icon name="warning" />
      <span className="stack tight">
        <span>
          Not understood as a rule: {sentence} <span className="muted">{hint}</span>
        </span>
        {wording !== null && !readOnly && (
          <span>
            <Button size="small" onPress={() => take(wording)}>
              Put it so: {wording}
            </Button>
          </span>
        )}
      </span>
    </li>
  );
}
