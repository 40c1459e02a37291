import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

const AUTO = {
  id: 'auto',
  words: 'takes a first look at the model and the data, and chooses the method that suits them',
  whenToUse: 'always, unless you want to compare methods; it says what it took and why',
};

export function calibrationsHandlers({
  projects,
}: StudioContext): Pick<Handlers, 'calibrations.read' | 'calibrations.methods'> {
  return {
    async 'calibrations.read'({ project, ...which }) {
      const { readCalibration } = await import('../../read-calibration.ts');
      return readCalibration(projects.get(project).project, which);
    },
    async 'calibrations.methods'() {
      const { CALIBRATION_METHODS } = await import('../../../calibrate/registry.ts');
      return [
        AUTO,
        ...CALIBRATION_METHODS.map(({ id, words, whenToUse }) => ({ id, words, whenToUse })),
      ];
    },
  };
}
