/** A trust sheet as text for a terminal: a sentence or two a part. */
import type { Part, SheetParts } from '../trust/schemas/sheet-parts.ts';

/** In the order in which a person asks. Held-out scores have a table of their own. */
const QUESTIONS = {
  misspecification: 'Could the model have made the data?',
  priorPredictive: 'Before the fit, do its runs look like the data?',
  posteriorPredictive: 'After the fit, do its runs look like the data?',
  identifiability: 'Do the data tell the parameters apart?',
  recovery: 'What was learned?',
  sbc: 'Do the ranges of parameters hold what they claim, on made-up data?',
  expectedCoverage: 'Taken together?',
  tarp: 'Seen from points of reference?',
  posteriorSbc: 'And around the observed data?',
} as const satisfies Partial<Record<keyof SheetParts, string>>;

type Shown = keyof typeof QUESTIONS;

export function showSheet(parts: SheetParts): string {
  const shown = Object.keys(QUESTIONS) as Shown[];
  const done = shown.flatMap((part) => {
    const sentences = sentencesOf(part, parts);
    return sentences === undefined
      ? []
      : [[QUESTIONS[part], ...sentences.map(indented)].join('\n')];
  });
  return [...done, ...skippedReasons(shown, parts)].join('\n');
}

function sentencesOf(part: Shown, parts: SheetParts): readonly string[] | undefined {
  const found = parts[part];
  if (found.kind === 'skipped') return undefined;
  const { result } = found;
  const texts = 'summary' in result ? [result.summary] : result.parameters.map(({ text }) => text);
  return [...texts, ...result.warnings.map((warning) => `! ${warning}`)];
}

/** Parts with the same reason together. */
function skippedReasons(shown: readonly Shown[], parts: SheetParts): string[] {
  const skipped = shown.flatMap((part) => {
    const found: Part<unknown> = parts[part];
    return found.kind === 'skipped' ? [{ question: QUESTIONS[part], reason: found.reason }] : [];
  });
  return [...Map.groupBy(skipped, ({ reason }) => reason)].map(([reason, group]) =>
    [`Not answered: ${group.map(({ question }) => question).join(' ')}`, indented(reason)].join(
      '\n',
    ),
  );
}

function indented(text: string): string {
  return `  ${text}`;
}
