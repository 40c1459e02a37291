import type { Candidate } from '../discover/candidate.ts';
import type { ModelEvent } from './model-request.ts';
import type { RunEntry } from './run-entry.ts';

/** What the log keeps of an event of a discovery; undefined for mere progress. */
export function modelEntry(event: ModelEvent): RunEntry | undefined {
  switch (event.kind) {
    case 'stage':
      return { event: 'stage', stage: event.stage };
    case 'warning':
      return { event: 'warning', text: event.text };
    case 'round-started': {
      const candidates = event.proposals.map((proposal) => ({
        id: proposal.id,
        proposer: proposal.proposer,
        words: [...proposal.words],
        assumptions: [...proposal.assumptions],
        rationale: proposal.rationale,
        parent: proposal.parent ?? null,
        source: proposal.source,
      }));
      return { event: 'round-start', round: event.round, candidates };
    }
    case 'candidate-finished':
      return candidateEntry(event.candidate);
    case 'round-finished': {
      const { round, best, feedback } = event.record;
      return { event: 'round', round, best: best ?? null, feedback: [...feedback.sentences] };
    }
    case 'weighed': {
      const { weights, fits, questions } = event.mixture;
      return {
        event: 'weights',
        structures: weights.structures.map((structure) => ({ ...structure })),
        warnings: [...weights.warnings],
        doubts: [...fits.reasons],
        questions: questions.map(({ text }) => text),
      };
    }
    case 'progress':
    case 'proposer':
    case 'candidate-progress':
      return undefined;
    default:
      return event satisfies never;
  }
}

function candidateEntry(candidate: Candidate): RunEntry {
  const { id } = candidate.proposal;
  if (candidate.kind === 'rejected') {
    return {
      event: 'candidate',
      id,
      score: null,
      parameters: [],
      facts: [],
      reason: candidate.reason,
    };
  }
  const { score, compiled } = candidate;
  const declared = compiled.declaration.parameters;
  const parameters = Object.entries(candidate.parameters).map(([name, value]) => ({
    name,
    value,
    unit: declared[name]?.unit ?? '',
  }));
  const facts = candidate.facts.map(({ kind, text }) => ({ kind, text }));
  return { event: 'candidate', id, score: finite(score.value), parameters, facts, reason: null };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
