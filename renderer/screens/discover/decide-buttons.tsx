import { Button } from '../../components/button.tsx';
import type { Decisions } from './use-decisions.ts';

interface Props {
  readonly candidate: string;
  readonly decisions: Decisions;
}

/** Follow it up, or leave it out; pressed again, neither. */
export function DecideButtons({ candidate, decisions }: Props) {
  const { marks, whyNot, decide } = decisions;
  const mark = marks[candidate];
  const toggle = (kind: 'pin' | 'reject', isSet: boolean) =>
    void decide({ kind: isSet ? 'release' : kind, candidate });
  const [isPinned, isOut] = [mark === 'pinned', mark === 'left-out'];
  return (
    <div className="row">
      <Button
        size="small"
        icon="pin"
        aria-pressed={isPinned}
        className={isPinned ? 'pressed' : ''}
        isDisabled={whyNot !== undefined}
        onPress={() => toggle('pin', isPinned)}
      >
        {isPinned ? 'Followed up' : 'Follow it up'}
      </Button>
      <Button
        size="small"
        icon="close"
        aria-pressed={isOut}
        className={isOut ? 'pressed' : ''}
        isDisabled={whyNot !== undefined}
        onPress={() => toggle('reject', isOut)}
      >
        {isOut ? 'Left out' : 'Leave it out'}
      </Button>
    </div>
  );
}
