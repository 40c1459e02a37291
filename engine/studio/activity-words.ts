/** What a proposer is doing, for whoever watches. */
import type { ProposerActivity } from '../discover/proposer.ts';

/** For the activities of one round, in order: the sentence after each; undefined where it says nothing new. */
export function activityWords(): (activity: ProposerActivity) => string | undefined {
  /** Draft -> characters so far. */
  const drafts = new Map<string, number>();
  return (activity) => {
    switch (activity.kind) {
      case 'asking':
        drafts.clear();
        return activity.text;
      case 'writing': {
        drafts.set(activity.draft, activity.characters);
        const characters = [...drafts.values()].reduce((sum, count) => sum + count, 0);
        return `The model writes: ${characters.toLocaleString('en-US')} characters`;
      }
      case 'repairing':
        drafts.delete(activity.draft);
        return `The model mends its draft: ${activity.problems[0] ?? 'it cannot be run'}`;
      case 'reflected':
      case 'warning':
        return undefined;
      default:
        return activity satisfies never;
    }
  };
}
