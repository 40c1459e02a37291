/** What would change a verdict, in sentences with figures: made of the same rules as the verdict. */
import { limitsOf } from './check-limits.ts';
import type { FactCheck } from './facts.ts';
import type { RollingOriginCheck } from './rolling-origin.ts';
import type { SheetParts } from './schemas/sheet-parts.ts';
import { judgementsOf } from './verdict.ts';

/**
 * Arguments as of `verdictOf`. What speaks against the model, the gravest first: with which figure it would not. Where nothing
 * does: with which figures it would be trusted no more.
 */
export function whatWouldChange(
  check: RollingOriginCheck | undefined,
  facts: readonly FactCheck[] = [],
  parts?: SheetParts,
): string[] {
  const judgements = judgementsOf(check, facts, parts);
  const against = judgements
    .filter(({ severity }) => severity > 0)
    .toSorted((a, b) => b.severity - a.severity);
  const limits = limitsOf(check);
  const isTrusted = against.length + limits.length === 0;
  return [
    ...(isTrusted ? judgements : against).flatMap(({ turn }) => turn ?? []),
    ...limits.map(({ turn }) => turn),
  ];
}
