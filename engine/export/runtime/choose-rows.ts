/** Which rows a call is about: those of the data, or those after them, where the policy file speaks of these. */
import type { LeverPolicy } from '../../simulator/kernel/lever-policy.ts';
import type { NothingAhead, ScriptEpisode, ScriptHost } from './payload.ts';
import type { PolicyNames } from './policy-file/fields.ts';
import { type PolicyFile, readPolicy } from './policy-file/read-policy.ts';
import type { ScriptOptions } from './read-arguments.ts';
import { reading } from './reading.ts';
import type { TableEpisode } from './tables.ts';
import { UsageError } from './usage-error.ts';

export interface ChosenRows {
  readonly isAhead: boolean;
  readonly policy: PolicyFile | undefined;
}

const LATER = 'For later ones write the script anew: gsim export --horizon ROWS.';

/** `recorded`, `ahead`: what there is to choose from. Throws UsageError. */
export function chooseRows(
  options: ScriptOptions,
  host: ScriptHost,
  names: Omit<PolicyNames, 'dates' | 'later'>,
  recorded: readonly ScriptEpisode[],
  ahead: readonly TableEpisode[] | NothingAhead,
): ChosenRows {
  const { input, policy: path } = options;
  if (options.ahead) refuseAhead(ahead);
  if (path === undefined) return { isAhead: options.ahead, policy: undefined };
  const text = reading(path, host);
  const readFor = (episodes: readonly TableEpisode[]) =>
    // Several episodes may have different days in the same row.
    readPolicy(text, path, {
      ...names,
      dates: episodes.length === 1 ? episodes[0]?.dates : undefined,
      ...(input === undefined && { later: LATER }),
    });
  if ('why' in ahead || input !== undefined) return { isAhead: false, policy: readFor(recorded) };
  if (options.ahead) return { isAhead: true, policy: readFor(ahead) };
  const policy = readWithin(readFor, recorded);
  if (policy !== undefined) return { isAhead: false, policy };
  const later = readFor(ahead);
  host.warn(`note: ${path} speaks of rows after the data, so these are run: ${spanOf(ahead)}`);
  return { isAhead: true, policy: later };
}

/** 'row 125 to 152' or their dates, of the first episode. */
export function spanOf([episode]: readonly TableEpisode[]): string {
  if (episode === undefined) throw new Error('rows ahead: no episode');
  const { first = 0, steps, dates } = episode;
  return dates ? `${dates[first]} to ${dates[steps]}` : `row ${first} to ${steps}`;
}

function refuseAhead(ahead: readonly TableEpisode[] | NothingAhead): void {
  if ('why' in ahead)
    throw new UsageError(
      `--ahead: ${ahead.why}`,
      'Leave it out to run the rows that the data have.',
    );
}

/** Undefined where the file does not fit these rows, or begins after all of them. */
function readWithin(
  readFor: (episodes: readonly TableEpisode[]) => PolicyFile,
  recorded: readonly ScriptEpisode[],
): PolicyFile | undefined {
  try {
    const policy = readFor(recorded);
    const last = Math.max(...recorded.map(({ steps }) => steps));
    const begins = beginsOf(policy);
    return begins.length > 0 && Math.min(...begins) > last ? undefined : policy;
  } catch (error) {
    // What is wrong in itself is told by reading it for the rows ahead.
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Rows from which on anything is set or changed; what always holds has none. */
function beginsOf({ policies, resources, interventions }: PolicyFile): number[] {
  const all = [...Object.values(policies), ...Object.values(resources).map(({ policy }) => policy)];
  return [
    ...all.flatMap(rowsNamed),
    ...interventions.map((one) => ('at' in one ? one.at : one.from)),
  ];
}

function rowsNamed(policy: LeverPolicy): number[] {
  if (policy.kind === 'schedule') return policy.entries.map(({ from }) => from);
  return policy.kind === 'ramp' ? [policy.from] : [];
}
