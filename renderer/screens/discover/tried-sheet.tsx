import type { DiscoveryView } from '../../../engine/studio/contract/discovery-view.ts';
import { Button } from '../../components/button.tsx';
import { count } from '../../words/numbers.ts';
import type { Tried } from './candidate-words.ts';
import { CandidatesTable } from './candidates-table.tsx';
import { OwnStructure } from './own-structure.tsx';
import { Timeline } from './timeline.tsx';
import type { Decisions } from './use-decisions.ts';

interface Props {
  readonly run: string;
  readonly discovery: DiscoveryView;
  readonly tried: readonly Tried[];
  readonly decisions: Decisions;
  readonly chosen: string | undefined;
  /** By the person, rather than for being the best. */
  readonly isPicked: boolean;
  onChoose(id: string | undefined): void;
}

/** All structures: over the rounds, and ranked. */
export function TriedSheet({
  run,
  discovery,
  tried,
  decisions,
  chosen,
  isPicked,
  onChoose,
}: Props) {
  const refused = tried.filter(({ candidate }) => candidate.state === 'refused').length;
  return (
    <section className="sheet" aria-labelledby="tried">
      <div className="sheet-head">
        <h2 id="tried">Structures tried</h2>
        <div className="row">
          <span className="small muted">
            {count(tried.length, 'structure')} in {count(discovery.rounds.length, 'round')}
            {refused > 0 && `, ${refused} refused`}
          </span>
          {isPicked && (
            <Button size="small" icon="star" onPress={() => onChoose(undefined)}>
              Look at the best
            </Button>
          )}
          {chosen !== undefined && (
            <OwnStructure run={run} template={chosen} decisions={decisions} />
          )}
        </div>
      </div>
      <div className="sheet-body stack">
        <Timeline {...{ discovery, tried, chosen, onChoose }} />
        <CandidatesTable
          tried={tried}
          chosen={chosen}
          marks={decisions.marks}
          onChoose={onChoose}
        />
        <p className="small muted">
          The error is a share of the spread of the data. Of structures that it cannot tell apart
          the simplest goes first.
        </p>
      </div>
    </section>
  );
}
