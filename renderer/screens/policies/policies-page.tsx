import './policies.css';
import { useSubject } from '../../state/project-context.ts';
import { NoModel } from '../project/no-model.tsx';

/** What should be reached, with what, and which policies reach it. */
export function PoliciesPage() {
  const subject = useSubject();
  if (!subject) {
    return (
      <div className="panes">
        <NoModel title="No policy can be looked for yet">
          Policies are tried on a model that was fitted to your data. Find a model first; then say
          here what you want to reach and what you can provide.
        </NoModel>
      </div>
    );
  }
  return null;
}
