/** Asks the composer, and makes up what it was told before. */
import { composer } from '../../../engine/discover/composer/composer.ts';
import { beds } from '../../../engine/discover/composer/families/beds.ts';
import { simplestStructure } from '../../../engine/discover/composer/registry.ts';
import { type Structure, structureName } from '../../../engine/discover/composer/structure.ts';
import { createFeedback } from '../../../engine/discover/feedback.ts';
import type { Proposal, ProposalRequest } from '../../../engine/discover/proposer.ts';
import type { Setting } from '../../../engine/discover/setting.ts';
import type { SymptomId } from '../../../engine/discover/symptoms.ts';
import { bedSeries, proposalOf, settingOf, triedOf } from '../fixtures.ts';

export const ward = settingOf(
  'Patients are admitted to the ward and stay for some days.',
  bedSeries,
);

export async function proposed(
  setting: Setting,
  request: Partial<ProposalRequest> = {},
): Promise<Proposal[]> {
  const all: Proposal[] = [];
  const whole: ProposalRequest = {
    setting,
    round: 1,
    count: 3,
    history: [],
    pinned: [],
    alternatives: [],
    check: async () => [],
    ...request,
  };
  for await (const proposal of composer.propose(whole)) all.push(proposal);
  return all;
}

export function feedbackOf(symptoms: readonly SymptomId[]) {
  return createFeedback(
    symptoms.map((id) => ({ id, output: 'occupied', strength: 0.8, evidence: 'seen' })),
  );
}

/** The next proposals when the first one showed these symptoms. */
export async function symptomsThen(setting: Setting, symptoms: readonly SymptomId[], count = 3) {
  const [first] = await proposed(setting);
  const history = [triedOf(first!, 0.5)];
  const feedback = feedbackOf(symptoms);
  return { first: first!, next: await proposed(setting, { round: 2, count, history, feedback }) };
}

/** Changes of the simplest structure of the ward, with score, its standard error to the best, and symptoms. */
export function triedWard(
  rows: readonly (readonly [Record<string, string>, number, number, ...SymptomId[]])[],
) {
  const simplest = simplestStructure(beds, ward)!;
  const history = rows.map(([blocks, score, standardError, ...symptoms]) => {
    const structure = { ...simplest, blocks: { ...simplest.blocks, ...blocks } };
    const proposal = proposalOf(structureName(structure), { structure });
    return triedOf(proposal, score, { standardError, feedback: feedbackOf(symptoms) });
  });
  return { history, names: history.map(({ proposal: { id } }) => id) };
}

/** Slots that differ, by name. */
export function changedSlots({ structure: from }: Proposal, to: Structure): string[] {
  return Object.keys(to.blocks)
    .filter((slot) => from?.blocks[slot] !== to.blocks[slot])
    .toSorted();
}

export function blocksOf(proposals: readonly Proposal[]): string[] {
  return proposals.flatMap(({ structure }) => Object.values(structure?.blocks ?? {}));
}
