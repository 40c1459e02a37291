import type { DecisionSpace } from '../../../engine/studio/contract/decision-space.ts';
import { Button } from '../../components/button.tsx';
import { useAimDocuments } from '../../state/aim-hooks.ts';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { aimTemplates } from './aim-templates.ts';

/** Goals to begin with. */
export function NoGoal({ space }: { readonly space: DecisionSpace }) {
  const app = useApp();
  const view = useView();
  const documents = useAimDocuments();
  const templates = aimTemplates(space, view);
  return (
    <section className="sheet" aria-labelledby="goal">
      <div className="sheet-head">
        <h2 id="goal">What do you want?</h2>
      </div>
      <div className="sheet-body stack tight">
        <p className="small muted">
          Begin with one of these; every word of it can be changed, and it can be undone.
        </p>
        <ul className="aim-templates">
          {templates.map(({ title, about, aim }) => (
            <li key={title} className="stack tight">
              <h3>{title}</h3>
              <p className="small muted">{about}</p>
              <div>
                <Button
                  size="small"
                  icon="plus"
                  isDisabled={view.readOnly !== null}
                  onPress={() => void app.attempt(() => documents.add(aim))}
                >
                  <span>
                    Begin with this<span className="sr-only">: {title}</span>
                  </span>
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
