import { useSubject } from '../../state/project-context.ts';
import { NoModel } from '../project/no-model.tsx';

/** What would a measure do? Scenarios side by side, with the same luck. */
export function MeasuresPage() {
  const subject = useSubject();
  if (!subject)
    return (
      <NoModel title="No model to try measures on yet">
        Here measures are compared: what each changes, what it costs, and how likely it makes things
        better. It needs a model that was fitted to the data.
      </NoModel>
    );
  return null;
}
