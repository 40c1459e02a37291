import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Keys } from '../../components/keys.tsx';
import { useProject, useView } from '../../state/project-context.ts';
import { useApp, useRoute, useUi } from '../../state/studio-app.ts';
import { questionOfGoal } from '../../words/question-words.ts';
import { STEPS } from '../../words/step-words.ts';

/** Whether this is a sample's copy that was just made, and nothing was done with it yet. */
export function useFreshCopy(): boolean {
  const { project } = useView();
  const fresh = useUi((state) => state.freshCopy);
  const isAtFirst = useRoute((state) => state.step === 'describe');
  const hasRun = useProject((state) => (state.jobs?.length ?? 0) > 0);
  return fresh === project && isAtFirst && !hasRun;
}

/** What is here, and what comes next. */
export function FreshCopyBanner() {
  const { ui } = useApp();
  const { goal } = useView();
  const asked = questionOfGoal(goal);
  const answeredAt = asked && STEPS.find(({ id }) => id === asked.step)?.words;
  return (
    <Banner
      tone="accent"
      role="status"
      actions={
        <Button size="small" onPress={() => ui.getState().setFreshCopy(undefined)}>
          Understood
        </Button>
      }
    >
      <p>
        <strong>This is a copy of your own: change what you like.</strong>
      </p>
      <p>
        Words and data are filled in. Next is Find a model <Keys shortcut="Mod+Enter" />
        {answeredAt === undefined ? '.' : `; your question is answered at ${answeredAt}.`}
      </p>
    </Banner>
  );
}
