import { useEffect } from 'react';
import { useApp, useUi } from '../state/studio-app.ts';
import type { Notice } from '../state/ui-store.ts';
import { IconButton } from './button.tsx';
import { ErrorWords } from './error-words.tsx';
import { Icon } from './icon.tsx';

/** Milliseconds that a good message stays; errors stay until they are closed. */
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
  useEffect(() => {
    if (kind !== 'done') return;
    const timer = setTimeout(() => ui.getState().dismiss(id), STAYS);
    return () => clearTimeout(timer);
  }, [ui, id, kind]);
  return (
    <div className="notice">
      <Icon name={kind === 'done' ? 'info' : 'warning'} />
      <div>{kind === 'done' ? notice.text : <ErrorWords error={notice.error} />}</div>
      <IconButton
        name="Close message"
        icon="close"
        size="small"
        onPress={() => ui.getState().dismiss(id)}
      />
    </div>
  );
}
