import type { Candidate } from '../discover/candidate.ts';
import type { ProposerActivity } from '../discover/proposer.ts';
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
      const { round } = event;
      return { event: 'round-start', round, candidates, decisions: [], heeded: 0 };
    }
    case 'candidate-finished':
      return candidateEntry(event.candidate);
    case 'round-finished': {
      const { round, best, feedback, standardErrors } = event.record;
      return {
        ...{ event: 'round', round, best: best ?? null, feedback: [...feedback.sentences] },
        errors: { ...standardErrors },
      };
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
    case 'proposer':
      return activityEntry(event.activity);
    case 'progress':
    case 'candidate-progress':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** Where asking and writing have come to nothing it is worth knowing later, too. */
function activityEntry(activity: ProposerActivity): RunEntry | undefined {
  switch (activity.kind) {
    case 'reflected': {
      const suggestions = activity.suggestions.map(({ text, because }) => ({ text, because }));
      return { event: 'suggestions', suggestions };
    }
    case 'warning':
      return { event: 'warning', text: activity.text };
    case 'asking':
    case 'writing':
    case 'repairing':
      return undefined;
    default:
      return activity satisfies never;
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
