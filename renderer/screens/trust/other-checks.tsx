import { plannerText } from '../../words/planner-text.ts';

interface Props {
  /** A reason that stands above already: checks that were skipped for it are left out. */
  readonly said?: string | undefined;
  /** Title and what came of it, or why it was not done. */
  readonly checks: readonly (readonly [
    string,
    (
      | { readonly kind: 'done'; readonly result: { readonly summary: string } }
      | { readonly kind: 'skipped'; readonly reason: string }
    ),
  ])[];
}

/** Further checks, each in a sentence; those that were skipped say why. */
export function OtherChecks({ said, checks }: Props) {
  const shown = checks.filter(([, part]) => part.kind === 'done' || part.reason !== said);
  if (shown.length === 0) return null;
  return (
    <dl className="other-checks">
      {shown.map(([title, part]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            {part.kind === 'done' ? (
              plannerText(part.result.summary)
            ) : (
              <span className="muted">Not looked at. {plannerText(part.reason)}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
