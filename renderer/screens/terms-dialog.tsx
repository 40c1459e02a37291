import { Window } from '../components/window.tsx';
import { useApp } from '../state/studio-app.ts';
import { TERMS } from '../words/terms.ts';

/** All words of the studio that are explained anywhere, in one list. */
export function TermsDialog() {
  const { ui } = useApp();
  const terms = Object.values(TERMS).toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
  return (
    <Window title="Words of the studio" isWide isForReading onClose={() => ui.getState().close()}>
      <dl className="terms">
        {terms.map(({ title, text }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Window>
  );
}
