import { useStanding, useSubject, useView } from '../../state/project-context.ts';

/** One model to fit or to check. */
export interface OneModel {
  readonly simulator: string;
  readonly title: string;
  /** It is the heaviest of several structures that are used together. */
  readonly isOneOfSeveral: boolean;
}

/** That in use; of structures with weights the heaviest; where nothing was fitted yet the newest of the project. */
export function useOneModel(): OneModel | undefined {
  const subject = useSubject();
  const mixture = useStanding((state) => state.standing?.mixture);
  const { simulators } = useView();
  const simulator =
    subject?.kind === 'simulator'
      ? subject.simulator
      : subject
        ? mixture?.structures[0]?.simulator
        : simulators.at(-1)?.id;
  if (simulator === undefined) return undefined;
  return {
    simulator,
    title: simulators.find(({ id }) => id === simulator)?.title ?? simulator,
    isOneOfSeveral: subject?.kind === 'mixture',
  };
}
