import { useState } from 'react';
import type { DiscoveryView, RoundView } from '../../../engine/studio/contract/discovery-view.ts';
import { SelectField } from '../../components/select-field.tsx';
import { plainText } from '../../words/plain-text.ts';
import { type Tried, titleOf } from './candidate-words.ts';
import { TellModeller } from './tell-modeller.tsx';
import type { Decisions } from './use-decisions.ts';

interface Props {
  readonly discovery: DiscoveryView;
  readonly tried: readonly Tried[];
  readonly decisions: Decisions;
}

/** What was seen in the best of a round, what could be changed, and what the person says to it. */
export function SeenSheet({ discovery, tried, decisions }: Props) {
  const [picked, setPicked] = useState<number>();
  const told = discovery.rounds.filter(({ feedback, suggestions, decisions: decided }) =>
    [feedback, suggestions, decided].some((list) => list.length > 0),
  );
  const round = told.find((one) => one.round === picked) ?? told.at(-1);
  return (
    <section className="sheet" aria-labelledby="seen">
      <div className="sheet-head">
        <h2 id="seen">What was seen, and what you say</h2>
        {round && told.length > 1 && (
          <SelectField
            label="Round"
            isLabelHidden
            value={String(round.round)}
            options={told.map((one) => ({
              value: String(one.round),
              words: `Round ${one.round}`,
            }))}
            onChange={(value) => setPicked(Number(value))}
          />
        )}
      </div>
      <div className="sheet-body seen">
        <div className="stack">
          {round ? (
            <RoundNotes round={round} tried={tried} />
          ) : (
            <p className="muted">Once the first round has ended it is told here what was seen.</p>
          )}
        </div>
        <TellModeller questions={discovery.weights?.questions ?? []} decisions={decisions} />
      </div>
    </section>
  );
}

function RoundNotes({
  round,
  tried,
}: {
  readonly round: RoundView;
  readonly tried: readonly Tried[];
}) {
  const best = tried.find(({ candidate }) => candidate.id === round.best);
  return (
    <>
      <Sentences
        title={best ? `Seen in the best after round ${round.round} (${titleOf(best)})` : 'Seen'}
        sentences={round.feedback}
      />
      <Sentences
        title="What could be changed"
        sentences={round.suggestions.map(({ text, because }) =>
          because ? `${text} Because: ${because}` : text,
        )}
      />
      <Sentences title="What you had decided before this round" sentences={round.decisions} />
    </>
  );
}

function Sentences({
  title,
  sentences,
}: {
  readonly title: string;
  readonly sentences: readonly string[];
}) {
  if (sentences.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{plainText(sentence)}</li>
        ))}
      </ul>
    </div>
  );
}
