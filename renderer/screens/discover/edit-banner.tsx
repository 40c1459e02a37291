import type { CandidateView } from '../../../engine/studio/contract/discovery-view.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { type Tried, titleOf } from './candidate-words.ts';
import type { Decisions } from './use-decisions.ts';

interface Props {
  readonly candidate: CandidateView;
  readonly parent: Tried | undefined;
  readonly decisions: Decisions;
}

/** What a language model changed is looked at before it counts as accepted. */
export function EditBanner({ candidate, parent, decisions }: Props) {
  const decide = (kind: 'pin' | 'reject') =>
    void decisions.decide({ kind, candidate: candidate.id });
  return (
    <Banner
      tone="accent"
      icon="code"
      role="status"
      actions={
        <>
          <Button size="small" look="primary" icon="check" onPress={() => decide('pin')}>
            Accept the change
          </Button>
          <Button size="small" icon="close" onPress={() => decide('reject')}>
            Reject it
          </Button>
        </>
      }
    >
      <p>
        <strong>
          A language model changed {parent ? titleOf(parent) : 'an earlier structure'}.
        </strong>{' '}
        Its code shows what is new and what is gone.
      </p>
    </Banner>
  );
}
