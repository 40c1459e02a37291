import { useAims } from '../../state/aim-hooks.ts';
import { useOpenProject, useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';
import { useDecisionSpace } from '../../state/use-decision-space.ts';

type Scenario = ReturnType<typeof useView>['scenarios'][number]['scenario'];

/**
 * Gives, of a stress test, what makes it the scenario under which the goal is looked for; undefined where that cannot
 * be done now.
 */
export function useSearchUnder(horizon: number): (stress: string) => (() => void) | undefined {
  const app = useApp();
  const project = useOpenProject();
  const { readOnly, scenarios } = useView();
  const { edited } = useAims();
  const space = useDecisionSpace(horizon);
  const saved = async (scenario: Scenario) => {
    let id = '';
    await project.change(async (folder) => {
      const intent = `Added the scenario “${scenario.name}”`.slice(0, 200);
      const answer = await app.client.call('scenarios.save', { project: folder, scenario, intent });
      id = answer.id;
      return answer.view;
    });
    return id;
  };
  return (id) => {
    if (readOnly || !edited || space.kind !== 'loaded') return undefined;
    const stress = space.value.stress.find((one) => one.id === id);
    if (!stress) return undefined;
    const { scenario } = stress;
    return () =>
      void app.attempt(async () => {
        const known = scenarios.find((one) => one.scenario.name === scenario.name)?.id;
        const taken = known ?? (await saved(scenario));
        edited.change({ scenario: taken }, 'Chose under which scenario a goal is looked for');
        app.ui
          .getState()
          .tell(`The goal is now looked for under “${scenario.name}”: find a policy again.`);
      });
  };
}
