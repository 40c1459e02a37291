import { useEffect } from 'react';
import { useApp, useUi } from '../state/studio-app.ts';
import type { Notice, NoticeAction } from '../state/ui-store.ts';
import { Button, IconButton } from './button.tsx';
import { ErrorWords } from './error-words.tsx';
import { Icon } from './icon.tsx';

/** Milliseconds that a good message stays; errors, and what can be acted on, stay until they are closed. */
const STAYS = 6000;

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
  const { ui } = useApp();
  const { id, kind } = notice;
  const action = kind === 'done' ? notice.action : undefined;
  const goesBySelf = kind === 'done' && !action;
  useEffect(() => {
    if (!goesBySelf) return;
    const timer = setTimeout(() => ui.getState().dismiss(id), STAYS);
    return () => clearTimeout(timer);
  }, [ui, id, goesBySelf]);
  const act = ({ run }: NoticeAction) => {
    ui.getState().dismiss(id);
    run();
  };
  return (
    <div className={`notice ${kind}`}>
      <Icon name={kind === 'done' ? 'info' : 'warning'} />
      <div className="stack tight notice-words">
        {kind === 'done' ? <p>{notice.text}</p> : <ErrorWords error={notice.error} />}
        {action && (
          <div className="row">
            <Button size="small" look="primary" onPress={() => act(action)}>
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
