/** Tells a discovery while it goes on: what is tried, what came of it, what was seen, and how much each counts. */
import { type Candidate, type Evaluated, pairedDifference } from '../discover/candidate.ts';
import { distinctWords } from '../discover/distinct-words.ts';
import type { DiscoverEvent } from '../discover/loop.ts';
import type { Proposal, ProposerActivity } from '../discover/proposer.ts';
import type { ModelMixture } from '../studio/model-mixture.ts';
import type { ModelEvent } from '../studio/model-request.ts';
import type { Tools } from './command.ts';
import { formatNumber } from './format-number.ts';
import { heading } from './model-report.ts';
import { textTable } from './text-table.ts';

/** A listener for the events of one discovery. */
export function narrator({ say, note }: Pick<Tools, 'say' | 'note'>) {
  let proposals: readonly Proposal[] = [];
  /** Every structure so far. */
  const known = new Map<string, Proposal>();
  return (event: ModelEvent): void => {
    switch (event.kind) {
      case 'warning':
        note(`Warning: ${event.text}`);
        break;
      case 'proposer':
        tellActivity(event.activity, note);
        break;
      case 'round-started':
        proposals = event.proposals;
        for (const proposal of proposals) known.set(proposal.id, proposal);
        say(roundStarted(event));
        break;
      case 'candidate-finished': {
        const at = proposals.findIndex(({ id }) => id === event.candidate.proposal.id);
        say(`  ${letter(at)}. ${outcome(event.candidate)}`);
        break;
      }
      case 'round-finished':
        say(roundFinished(event));
        break;
      case 'weighed':
        say(weighed(event.mixture, known));
        break;
      case 'stage':
      case 'progress':
      case 'candidate-progress':
        break;
      default:
        event satisfies never;
    }
  };
}

function tellActivity(activity: ProposerActivity, note: Tools['note']): void {
  switch (activity.kind) {
    case 'asking':
      note(`${activity.text}.`);
      break;
    case 'repairing':
      note(`Draft ${activity.draft} is mended: ${activity.problems[0] ?? 'it cannot be run'}`);
      break;
    case 'reflected':
      for (const { text, because } of activity.suggestions)
        note(`Suggestion: ${text} (${because})`);
      break;
    case 'warning':
      note(`Warning: ${activity.text}`);
      break;
    case 'writing':
      break;
    default:
      activity satisfies never;
  }
}

function roundStarted({
  round,
  proposals,
}: Extract<DiscoverEvent, { kind: 'round-started' }>): string {
  return [
    `\n${heading(`Round ${round}`)}`,
    ...proposals.map(({ rationale }, i) => `  ${letter(i)}. ${rationale}`),
    '  Result on data that the fit had not seen (error as a share of the spread of the data):',
  ].join('\n');
}

function roundFinished({ record }: Extract<DiscoverEvent, { kind: 'round-finished' }>): string {
  const { candidates, feedback, saturation } = record;
  const best = candidates.find(({ proposal }) => proposal.id === record.best);
  const place = best === undefined ? -1 : candidates.indexOf(best);
  const first =
    record.best === undefined
      ? 'None could be run. Seen:'
      : best === undefined
        ? 'The best so far is still from an earlier round. Seen in it:'
        : `Best so far: ${letter(place)}${margins(candidates, best)}. Seen in it:`;
  return [
    `  ${first}`,
    ...feedback.sentences.map((sentence) => `    * ${sentence}`),
    `  ${saturation.sentence}`,
  ].join('\n');
}

/** How much better than the others of the round, with the error of the difference. */
function margins(candidates: readonly Candidate[], best: Candidate): string {
  if (best.kind !== 'evaluated') return '';
  const told = candidates.flatMap((other, i) => {
    if (other === best || other.kind !== 'evaluated') return [];
    const { mean, standardError } = pairedDifference(other.score, best.score);
    if (!Number.isFinite(mean)) return [];
    const sign = mean < 0 ? 'behind' : 'ahead of';
    return [
      `${formatNumber(Math.abs(mean))} +/- ${formatNumber(standardError)} ${sign} ${letter(i)}`,
    ];
  });
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

function weighed(
  { weights, fits, questions, confusion }: ModelMixture,
  known: ReadonlyMap<string, Proposal>,
): string {
  const shown = weights.structures.filter(({ weight }, rank) => rank === 0 || weight >= 0.01);
  const names = distinctWords(shown.flatMap(({ id }) => known.get(id) ?? []));
  const rows = shown.map(({ id, weight, low, high }) => [
    percent(weight),
    `${percent(low)} to ${percent(high)}`,
    names.get(id) ?? id,
  ]);
  const lines = [
    ...weights.warnings.map((text) => `! ${text}`),
    ...(fits.fits ? [] : ['! None of them explains the data well:']),
    ...fits.reasons.map((text) => `  - ${text}`),
    ...questions.map(({ text }) => `? ${text}`),
    ...(confusion?.rows ?? []).map(({ sentence }) => sentence),
  ];
  return [
    `\n${heading('How much each structure counts')}`,
    textTable(['weight', '90 % range', 'what sets it apart'], rows).replace(/^/gm, '  '),
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}

function outcome(candidate: Candidate): string {
  if (candidate.kind === 'rejected') return `refused: ${candidate.reason}`;
  const told = [...candidate.facts, ...candidate.rules].map(({ text }) => ` ${text}`).join('');
  return `error ${formatNumber(candidate.score.value)}; ${numbers(candidate)}${told}`;
}

function numbers({ parameters, compiled }: Evaluated): string {
  const shown = Object.entries(parameters).map(([name, value]) => {
    const unit = compiled.declaration.parameters[name]?.unit ?? '';
    return `${name.replaceAll('_', ' ')} ${formatNumber(value)}${unit === 'days' ? ' days' : ''}`;
  });
  return `${shown.join(', ')}.`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function letter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}
