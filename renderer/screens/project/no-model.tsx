import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { useApp } from '../../state/studio-app.ts';

interface Props {
  readonly title: string;
  /** What will be seen here. */
  readonly children: ReactNode;
}

/** The way out of a step that needs a model where the project has none. */
export function NoModel({ title, children }: Props) {
  const { route } = useApp();
  return (
    <div className="pane-main">
      <section className="sheet" aria-labelledby="no-model">
        <div className="sheet-head">
          <h2 id="no-model">{title}</h2>
        </div>
        <div className="sheet-body stack model-empty">
          <p>{children}</p>
          <div>
            <Button look="primary" icon="arrow" onPress={() => route.getState().goStep('discover')}>
              Go to Find a model
            </Button>
          </div>
        </div>
      </section>
    </div>
  );
}
