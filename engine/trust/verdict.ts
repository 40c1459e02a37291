/** One verdict in the planner's words, with the facts that carry it. */
import { z } from 'zod';
import { otherFact, rangeFact, scoreFact, statedFact } from './check-facts.ts';
import { limitsOf } from './check-limits.ts';
import type { FactCheck } from './facts.ts';
import type { Judged } from './judged.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';
import type { SheetParts } from './schemas/sheet-parts.ts';
import { calibratedFact, identifiedFact, specifiedFact } from './sheet-facts.ts';

const fact = z.strictObject({ speaks: z.enum(['for', 'against', 'neither']), text: z.string() });

const reasons = {
  headline: z.string(),
  /** The three facts that carry it. */
  facts: z.tuple([fact, fact, fact]).readonly(),
  /** Why the verdict may mean less than it seems; empty where nothing limits it. */
  warnings: z.array(z.string()).readonly(),
};

export const verdictSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trustworthy'), icon: z.literal('shield-check'), ...reasons }),
  z.strictObject({
    kind: z.literal('usable-with-care'),
    icon: z.literal('shield-alert'),
    ...reasons,
  }),
  z.strictObject({ kind: z.literal('not-yet'), icon: z.literal('shield-off'), ...reasons }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

/**
 * The weakest output decides. `facts`: the results of `checkFact` for what was stated in words. From the check alone:
 * better than simple guesses, honest ranges, and what else speaks most for or against it. With the parts of a trust sheet
 * also: parameters whose ranges hold what they claim, that the data tell apart, in a model that could have made the data;
 * the gravest three of the six are named. Without a check the sheet's three are, and the model is not trusted: what it was
 * fitted to is no test.
 */
export function verdictOf(
  check: RollingOriginCheck | undefined,
  facts: readonly FactCheck[] = [],
  parts?: SheetParts,
): Verdict {
  const [first, second, third] = threeOf(judgementsOf(check, facts, parts));
  const warnings = limitsOf(check).map(({ text }) => text);
  const named = {
    facts: [first.fact, second.fact, third.fact] as Verdict['facts'],
    warnings,
  };
  const severities = [first, second, third].map(({ severity }) => severity);
  const worst = Math.max(...severities, warnings.length > 0 ? 1 : 0);
  if (worst >= 2) {
    const headline = 'Not yet: do not plan with this model before it is improved.';
    return { kind: 'not-yet', icon: 'shield-off', headline, ...named };
  }
  if (worst === 1) {
    const headline =
      'Usable with care: good for orientation, check the points below before you rely on it.';
    return { kind: 'usable-with-care', icon: 'shield-alert', headline, ...named };
  }
  const headline = 'Trustworthy for what was checked: it was right about days it had not seen.';
  return { kind: 'trustworthy', icon: 'shield-check', headline, ...named };
}

/** The gravest first; of equally grave ones in the order in which they came. */
function threeOf(judgements: readonly Judged[]): readonly [Judged, Judged, Judged] {
  const [first, second, third] = judgements;
  return [first ?? NOTHING, second ?? NOTHING, third ?? NOTHING];
}

/** Everything that a verdict may rest on: its first three carry it. */
export function judgementsOf(
  check: RollingOriginCheck | undefined,
  facts: readonly FactCheck[] = [],
  parts?: SheetParts,
): readonly Judged[] {
  const outputs = check?.rolling.outputs ?? [];
  if (check && parts === undefined) {
    return [scoreFact(outputs), rangeFact(outputs), otherFact(check, facts)];
  }
  const stated = statedFact(facts);
  const candidates = [
    ...(check ? [scoreFact(outputs)] : []),
    ...(parts ? [calibratedFact(parts), specifiedFact(parts)] : []),
    ...(check ? [rangeFact(outputs)] : []),
    ...(parts ? [identifiedFact(parts)] : []),
    ...(check ? [otherFact(check, facts)] : stated ? [stated] : []),
  ];
  // A fact that is only neutral carries less than one that speaks.
  const weight = ({ severity, fact: { speaks } }: Judged) =>
    2 * severity - (speaks === 'neither' ? 1 : 0);
  return candidates.toSorted((a, b) => weight(b) - weight(a));
}

const NOTHING: Judged = {
  fact: { speaks: 'neither', text: 'Nothing else was checked.' },
  severity: 0,
};
