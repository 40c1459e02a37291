import { Button, IconButton } from '../../components/button.tsx';
import { useOpenProject, useView } from '../../state/project-context.ts';
import type { Subject } from '../../state/standing-store.ts';
import { useApp } from '../../state/studio-app.ts';
import { plannerText } from '../../words/planner-text.ts';
import { ExportScript } from '../project/export-script.tsx';
import { PolicyRule } from './policy-rule.tsx';

type Plan = ReturnType<typeof useView>['plans'][number];

/** Plans that were made, and how the script runs them. */
export function PlansSheet({ subject }: { readonly subject: Subject }) {
  const { plans } = useView();
  if (plans.length === 0) return null;
  return (
    <>
      <section className="sheet" aria-labelledby="plans">
        <div className="sheet-head">
          <h2 id="plans">My plans</h2>
          <span className="small muted">{plans.length}</span>
        </div>
        <ul className="sheet-body plain-list">
          {plans.map((plan) => (
            <PlanRow key={plan.id} plan={plan} />
          ))}
        </ul>
      </section>
      <ExportScript subject={subject} />
    </>
  );
}

function PlanRow({ plan }: { readonly plan: Plan }) {
  const app = useApp();
  const project = useOpenProject();
  const { readOnly } = useView();
  const { id, file, about } = plan;
  const remove = () =>
    void app.attempt(() =>
      project.change((folder) => {
        const intent = `Removed the plan “${about.name}”`.slice(0, 200);
        return app.client.call('plans.remove', { project: folder, intent, id });
      }),
    );
  const command = `node <script> --ahead --policy ${file}`;
  return (
    <li className="stack tight">
      <div className="row between nowrap">
        <h3>{about.name}</h3>
        {!readOnly && (
          <IconButton
            name={`Remove the plan ${about.name}`}
            icon="trash"
            size="small"
            onPress={remove}
          />
        )}
      </div>
      <PolicyRule words={about.words} />
      {about.expected.length > 0 && (
        <details className="more-settings">
          <summary>What to expect of it</summary>
          <ul className="bullets small">
            {about.expected.map((words) => (
              <li key={words}>{plannerText(words)}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="small">The exported script runs it, in the project’s folder:</p>
      <div className="row nowrap">
        <code className="small plan-command">{command}</code>
        <Button
          size="small"
          look="quiet"
          icon="copy"
          aria-label={`Copy the command of ${about.name}`}
          onPress={() =>
            void app.attempt(async () => {
              await navigator.clipboard.writeText(command);
              app.ui.getState().tell('The command is copied.');
            })
          }
        >
          Copy
        </Button>
      </div>
    </li>
  );
}
