import { useEffect } from 'react';
import { useApp, useRoute, useUi } from '../state/studio-app.ts';
import type { Notice } from '../state/ui-store.ts';
import { Button, IconButton } from './button.tsx';
import { ErrorWords } from './error-words.tsx';
import { Icon } from './icon.tsx';

/** Milliseconds that a good message stays, and one that leads somewhere; errors stay until they are closed. */
const STAYS = 6000;
const STAYS_TO_LEAD = 20_000;

/** What was done, what went wrong: at the corner, and read out. */
export function Notices() {
  const notices = useUi((state) => state.notices);
  return (
    <section className="notices" aria-label="Messages" aria-live="polite">
      {notices.map((notice) => (
        <NoticeSheet key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeSheet({ notice }: { readonly notice: Notice }) {
  const { ui, route } = useApp();
  const { id, kind } = notice;
  const step = useRoute((state) => state.step);
  const told = kind === 'done' ? notice.action : undefined;
  // At the step itself there is nothing left to go to.
  const action = told?.step === step ? undefined : told;
  const stays = kind === 'error' ? undefined : action ? STAYS_TO_LEAD : STAYS;
  useEffect(() => {
    if (stays === undefined) return;
    const timer = setTimeout(() => ui.getState().dismiss(id), stays);
    return () => clearTimeout(timer);
  }, [ui, id, stays]);
  return (
    <div className={`notice ${kind}`}>
      <Icon name={kind === 'done' ? 'info' : 'warning'} />
      <div className="stack tight notice-words">
        {kind === 'done' ? <p>{notice.text}</p> : <ErrorWords error={notice.error} />}
        {action && (
          <div className="row">
            <Button
              size="small"
              look="primary"
              onPress={() => route.getState().goStep(action.step)}
            >
              {action.words}
            </Button>
          </div>
        )}
      </div>
      <IconButton
        name="Close message"
        icon="close"
        size="small"
        onPress={() => ui.getState().dismiss(id)}
      />
    </div>
  );
}
