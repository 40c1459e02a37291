import type { DiscoveryView } from '../../../engine/studio/contract/discovery-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { isActive } from '../../words/job-words.ts';
import { count } from '../../words/numbers.ts';
import { plainText } from '../../words/plain-text.ts';
import { steerWords, type Tried, titleOf } from './candidate-words.ts';
import type { Decisions } from './use-decisions.ts';

interface Props {
  readonly job: JobView;
  readonly discovery: DiscoveryView | null;
  readonly tried: readonly Tried[];
  readonly decisions: Decisions;
}

/** Rounds of a search that goes on without new decisions. */
const FURTHER = 2;

/** What was decided and is not heeded yet; the way to go on with it where the search has ended. */
export function WaitingDecisions({ job, discovery, tried, decisions }: Props) {
  if (isActive(job)) {
    const waiting = discovery?.waiting ?? [];
    return waiting.length === 0 ? null : (
      <section className="waiting" aria-label="Decisions that wait for the next round">
        <h3>Heeded from the next round on</h3>
        <ul>
          {waiting.map((sentence) => (
            <li key={sentence}>{plainText(sentence)}</li>
          ))}
        </ul>
      </section>
    );
  }
  if (tried.length === 0 || decisions.whyNot !== undefined) return null;
  return <GoOn tried={tried} decisions={decisions} />;
}

function GoOn({ tried, decisions }: Pick<Props, 'tried' | 'decisions'>) {
  const { waiting, whyNotGoOn, takeBack, goOn } = decisions;
  const titles = new Map(tried.map((one) => [one.candidate.id, titleOf(one)]));
  const isDecided = waiting.length > 0;
  return (
    <section className={isDecided ? 'waiting' : undefined} aria-label="Go on with this search">
      {isDecided && (
        <>
          <h3>{count(waiting.length, 'decision')} not heeded yet</h3>
          <ul>
            {waiting.map((steer) => {
              const words = steerWords(steer, (id) => titles.get(id) ?? id);
              return (
                <li key={words} className="row between nowrap">
                  <span>{words}</span>
                  <IconButton
                    name={`Take back: ${words}`}
                    icon="close"
                    size="small"
                    onPress={() => takeBack(steer)}
                  />
                </li>
              );
            })}
          </ul>
        </>
      )}
      <div className="row">
        <Button
          size="small"
          icon="play"
          look={isDecided ? 'primary' : 'plain'}
          isDisabled={whyNotGoOn !== undefined}
          onPress={() => goOn(isDecided ? 1 : FURTHER)}
        >
          {isDecided ? 'Go on with these decisions' : `Look further: ${FURTHER} more rounds`}
        </Button>
        {whyNotGoOn && <span className="small muted">{whyNotGoOn}</span>}
      </div>
    </section>
  );
}
