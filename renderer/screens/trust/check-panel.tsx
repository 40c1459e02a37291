import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useView } from '../../state/project-context.ts';
import { formatMoment } from '../../words/dates.ts';
import { runName } from '../../words/job-words.ts';
import type { OneModel } from '../project/use-one-model.ts';
import { CheckButton } from './check-button.tsx';
import { CopySheet } from './copy-sheet.tsx';
import { MARKS } from './marks.ts';
import { partWords } from './part-words.ts';
import type { ShownCheck } from './use-shown-check.ts';

interface Props {
  readonly model: OneModel | undefined;
  readonly shown: ShownCheck;
  readonly trust: TrustView | undefined;
}

/** What was checked and when, the sheet as text, and the way to each of its parts. */
export function CheckPanel({ model, shown, trust }: Props) {
  return (
    <section className="sheet" aria-labelledby="check">
      <div className="sheet-head">
        <h2 id="check">The check</h2>
      </div>
      <div className="sheet-body stack">
        <p className="wrap-anywhere">
          of <strong>{trust?.title ?? model?.title}</strong>
          {model?.isOneOfSeveral && !shown.chosen && ', the structure with the most weight'}
          {shown.run && (
            <span className="small muted check-when">
              {runName(shown.run)}
              {shown.at && `, ${formatMoment(shown.at, new Date())}`}
            </span>
          )}
        </p>
        {trust && (
          <div className="row check-actions">
            <CopySheet trust={trust} />
            {trust.parts && (
              <CheckButton simulator={trust.simulator} isFirst={false} look="plain" />
            )}
          </div>
        )}
        {trust && <Contents trust={trust} />}
      </div>
    </section>
  );
}

/** The parts of the page with their marks. */
function Contents({ trust }: { readonly trust: TrustView }) {
  const { data } = useView();
  const parts = partWords(trust, data?.timeUnit ?? 'step').filter(
    ({ id }) => trust.parts !== null || id === 'ahead',
  );
  return (
    <nav aria-label="On this page">
      <ul className="trust-contents">
        {parts.map(({ id, title, mark }) => (
          <li key={id}>
            <Button look="quiet" className="trust-content" onPress={() => show(`trust-${id}`)}>
              <span className={`mark ${mark}`}>
                <Icon name={MARKS[mark].icon} />
              </span>
              <span>
                {title} <span className="sr-only">({MARKS[mark].words})</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function show(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
