/** Whether a question can be asked of what it is asked of. */
import { plural } from '../../data/finding.ts';
import type { Declaration } from '../../simulator/declaration.ts';
import type { ExploreRequest } from '../contract/explore.ts';
import { refuseUnknownOutputs } from '../forecast-model.ts';
import { UseCaseError } from '../use-case-error.ts';

type Question = Pick<ExploreRequest, 'mode' | 'set' | 'changes' | 'above'>;

/**
 * `declarations`: by structure. Throws UseCaseError 'bad-option' for a parameter, lever or output that no structure has,
 * and for dates that there are not.
 */
export function checkQuestion(
  { mode, set, changes, above }: Question,
  declarations: readonly Declaration[],
  horizon: number,
): void {
  refuseUnknownOutputs(above, declarations);
  refuseUnknownNames([...Object.keys(set), ...changes.map(({ name }) => name)], declarations);
  const [first] = changes;
  if (mode === 'fit' && first !== undefined) {
    throw new UseCaseError('bad-option', `change of ${first.name}: a fit has no days ahead`, {
      hint: 'Ask for a forecast, or set the value for all the time.',
    });
  }
  const unit = declarations[0]?.time.unit ?? 'row';
  for (const change of changes) refuseDates(change, horizon, unit);
}

function refuseUnknownNames(names: readonly string[], declarations: readonly Declaration[]): void {
  const known = new Set(
    declarations.flatMap(({ parameters, levers }) => [
      ...Object.keys(parameters),
      ...Object.keys(levers),
    ]),
  );
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new UseCaseError('bad-option', `parameter or lever: no ${unknown}`, {
    hint: `One of: ${[...known].join(', ')}.`,
  });
}

function refuseDates(
  { name, first, last }: ExploreRequest['changes'][number],
  horizon: number,
  unit: string,
): void {
  if (first > last) {
    throw new UseCaseError(
      'bad-option',
      `change of ${name}: ends (${unit} ${last}) before it begins (${unit} ${first})`,
      { hint: 'Let it end on the day on which it begins, or later.' },
    );
  }
  if (last <= horizon) return;
  throw new UseCaseError(
    'bad-option',
    `change of ${name}: ${unit} ${last} is after the last one of ${plural(horizon, unit)} ahead`,
    { hint: 'Look further ahead, or let the change end earlier.' },
  );
}
