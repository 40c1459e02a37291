import { z } from 'zod';
import type { RunRecord } from '../project/schemas.ts';
import type { DiscoveryView } from './contract/discovery-view.ts';
import { PROPOSER_CHOICES } from './open-proposer.ts';
import type { RunStory } from './run-story.ts';
import type { Activity } from './services.ts';

/** Runs of earlier versions do not say who proposed. */
const inputsSchema = z.looseObject({ proposer: z.enum(PROPOSER_CHOICES).catch('composer') });

/** `activity`: of a run that goes on. Null unless it is a discovery. */
export function discoveryView(
  { kind, inputs }: Pick<RunRecord, 'kind' | 'inputs'>,
  { discovery }: RunStory,
  activity?: Activity,
): DiscoveryView | null {
  if (kind !== 'discover') return null;
  const told = discovery.view(inputsSchema.parse(inputs).proposer);
  if (activity === undefined) return told;
  return { ...told, activity: activity.words, spending: activity.spending ?? told.spending };
}
