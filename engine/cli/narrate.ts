/** Tells a discovery while it goes on: each round with what was tried, what came of it, and what was seen. */
import type { Candidate, Evaluated } from '../discover/candidate.ts';
import type { DiscoverEvent } from '../discover/loop.ts';
import type { ModelEvent } from '../studio/model-system.ts';
import type { Progress } from '../studio/services.ts';
import type { Tools } from './command.ts';
import { formatNumber } from './format-number.ts';
import { heading } from './model-report.ts';

const STAGES = {
  discovering: 'Finding a structure',
  checking: 'Checking it on held-out days',
  calibrating: 'Calibrating it on all days',
} as const;

/** A listener for the events of one discovery. */
export function narrator(
  { say, note }: Pick<Tools, 'say' | 'note'>,
  onProgress?: (progress: Progress) => void,
) {
  let tried = { round: 0, done: 0, total: 0 };
  let phase: string = STAGES.discovering;
  const progress = (done: number, total: number, unit: string) =>
    onProgress?.({ phase, done, total, unit });
  return (event: ModelEvent): void => {
    switch (event.kind) {
      case 'warning':
        note(`Warning: ${event.text}`);
        break;
      case 'stage':
        phase = STAGES[event.stage];
        break;
      case 'progress':
        progress(event.done, event.total, phase === STAGES.checking ? 'steps' : 'evaluations');
        break;
      case 'round-started':
        tried = { round: event.round, done: 0, total: event.proposals.length };
        phase = `Round ${event.round}`;
        say(roundStarted(event));
        progress(0, tried.total, 'structures');
        break;
      case 'candidate-finished':
        tried = { ...tried, done: tried.done + 1 };
        progress(tried.done, tried.total, 'structures');
        break;
      case 'round-finished':
        say(roundFinished(event));
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
