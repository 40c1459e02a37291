/** Tells a discovery while it goes on: each round with what was tried, what came of it, and what was seen. */
import type { Candidate, Evaluated } from '../discover/candidate.ts';
import type { DiscoverEvent } from '../discover/loop.ts';
import type { ModelEvent } from '../studio/model-system.ts';
import type { Tools } from './command.ts';
import { formatNumber } from './format-number.ts';
import { heading } from './model-report.ts';

/** A listener for the events of one discovery. */
export function narrator({ say, note }: Pick<Tools, 'say' | 'note'>) {
  return (event: ModelEvent): void => {
    switch (event.kind) {
      case 'warning':
        note(`Warning: ${event.text}`);
        break;
      case 'round-started':
        say(roundStarted(event));
        break;
      case 'round-finished':
        say(roundFinished(event));
        break;
      case 'stage':
      case 'progress':
      case 'proposer':
      case 'candidate-progress':
      case 'candidate-finished':
        break;
      default:
        event satisfies never;
    }
  };
}

function roundStarted({
  round,
  proposals,
}: Extract<DiscoverEvent, { kind: 'round-started' }>): string {
  return [
    `\n${heading(`Round ${round}`)}`,
    ...proposals.map(({ rationale }, i) => `  ${letter(i)}. ${rationale}`),
  ].join('\n');
}

function roundFinished({ record }: Extract<DiscoverEvent, { kind: 'round-finished' }>): string {
  const best = record.candidates.find(({ proposal }) => proposal.id === record.best);
  const lines = record.candidates.map(
    (candidate, i) =>
      `  ${letter(i)}. ${outcome(candidate)}${candidate === best ? '  <- best so far' : ''}`,
  );
  return [
    '  Result on rows that the fit had not seen (error as a share of the spread of the data):',
    ...lines,
    best === undefined
      ? '  The best so far is still from an earlier round. Seen in it:'
      : '  Seen in the best:',
    ...record.feedback.sentences.map((sentence) => `    * ${sentence}`),
  ].join('\n');
}

function outcome(candidate: Candidate): string {
  if (candidate.kind === 'rejected') return `refused: ${candidate.reason}`;
  return `error ${formatNumber(candidate.score.value)}; ${numbers(candidate)}${candidate.facts.map(({ text }) => ` ${text}`).join('')}`;
}

function numbers({ parameters, compiled }: Evaluated): string {
  const shown = Object.entries(parameters).map(([name, value]) => {
    const unit = compiled.declaration.parameters[name]?.unit ?? '';
    return `${name.replaceAll('_', ' ')} ${formatNumber(value)}${unit === 'days' ? ' days' : ''}`;
  });
  return `${shown.join(', ')}.`;
}

function letter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}
