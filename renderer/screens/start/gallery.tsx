import type { RefObject } from 'react';
import type { SampleCard } from '../../../engine/studio/contract/studio-view.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorWords } from '../../components/error-words.tsx';
import { pictureWords, SeriesPicture } from '../../components/series-picture.tsx';
import { useApp, useStudio } from '../../state/studio-app.ts';
import { formatSpan, formatTimeLeft } from '../../words/dates.ts';
import { count, formatNumber, plainName, rowWord } from '../../words/numbers.ts';
import { useOpenSample } from '../use-open-sample.ts';

/** The samples, each with its question and a picture of its data. */
export function Gallery({
  headingRef,
}: {
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
}) {
  const { studio } = useApp();
  const samples = useStudio((state) => state.samples);
  const error = useStudio((state) => state.samplesError);
  const { opening, openSample } = useOpenSample();
  return (
    <section aria-labelledby="gallery">
      <div className="row between">
        <h2 id="gallery" ref={headingRef} tabIndex={-1}>
          Samples
        </h2>
        <p className="small muted">Real data. Each opens as a copy of your own.</p>
      </div>
      {error && (
        <Banner
          tone="bad"
          role="alert"
          actions={<Button onPress={() => void studio.getState().loadSamples()}>Try again</Button>}
        >
          <ErrorWords error={error} />
        </Banner>
      )}
      {!samples && !error && <p className="muted">Looking for the samples…</p>}
      <ul className="gallery">
        {samples?.map((sample) => (
          <li key={sample.id}>
            <Card
              sample={sample}
              isOpening={opening === sample.id}
              isDisabled={opening !== undefined}
              onOpen={() => void openSample(sample.id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CardProps {
  readonly sample: SampleCard;
  readonly isOpening: boolean;
  readonly isDisabled: boolean;
  onOpen(): void;
}

function Card({ sample, isOpening, isDisabled, onOpen }: CardProps) {
  const { picture, rows, heldOutRows, timeUnit, secondsToRun } = sample;
  const word = rowWord(timeUnit);
  const high = Math.max(...picture.values.filter((value) => value !== null));
  const span = formatSpan(sample.firstDate, sample.lastDate);
  return (
    <article className="card sheet" aria-labelledby={`sample-${sample.id}`}>
      <figure>
        <figcaption className="sr-only">
          {pictureWords(plainName(picture.name), picture.unit, picture.values, heldOutRows, word)}
        </figcaption>
        <p className="picture-scale" aria-hidden="true">
          {formatNumber(high)} {picture.unit}
        </p>
        <SeriesPicture values={picture.values} keptShare={heldOutRows / Math.max(1, rows)} />
        <p className="picture-span" aria-hidden="true">
          <span>{span ?? count(rows, word)}</span>
          <span className="kept-mark">last {count(heldOutRows, word)} kept for the check</span>
        </p>
      </figure>
      <div className="card-text">
        <h3 id={`sample-${sample.id}`}>{sample.title}</h3>
        <p className="card-question">{sample.question}</p>
        <dl className="card-facts">
          <dt>Data</dt>
          <dd>{count(rows, word)}</dd>
          <dt>Takes</dt>
          <dd>{formatTimeLeft(secondsToRun)} to find a model</dd>
          <dt>Source</dt>
          <dd>{sample.source}</dd>
          <dt>Licence</dt>
          <dd>{sample.licence}</dd>
        </dl>
        <Button
          isDisabled={isDisabled}
          onPress={onOpen}
          aria-label={isOpening ? 'Copying the sample…' : `Open the sample: ${sample.title}`}
        >
          {isOpening ? 'Copying the sample…' : 'Open the sample'}
        </Button>
      </div>
    </article>
  );
}
