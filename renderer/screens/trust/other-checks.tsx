import { plainText } from '../../words/plain-text.ts';

interface Props {
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
export function OtherChecks({ checks }: Props) {
  return (
    <dl className="other-checks">
      {checks.map(([title, part]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            {part.kind === 'done' ? (
              plainText(part.result.summary)
            ) : (
              <span className="muted">Not looked at. {plainText(part.reason)}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
