import { StudioError } from '../../../base/error.ts';
import { explainProblems, SimulatorError } from '../../../simulator/simulator-error.ts';
import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function simulatorsHandlers({
  projects,
}: StudioContext): Pick<Handlers, 'simulators.read' | 'simulators.add'> {
  return {
    async 'simulators.read'({ project, simulator }) {
      const { id, title, code } = await projects.get(project).project.readSimulator(simulator);
      return { id, title, code };
    },
    async 'simulators.add'({ project, ...added }) {
      const open = projects.get(project);
      const { addSimulator } = await import('../../add-simulator.ts');
      const { simulator, warnings } = await addSimulator(open.project, added).catch((error) => {
        throw error instanceof SimulatorError ? explained(error) : error;
      });
      open.simulatorsChanged();
      const { id, title } = simulator;
      const words = warnings.map(
        ({ line, column, message }) => `line ${line}, column ${column}: ${message}`,
      );
      return { id, title, warnings: words };
    },
  };
}

/** On the wire an error has one message: that of every problem, a line each. */
function explained(error: SimulatorError): StudioError {
  const { code, hint, place } = error;
  const all = new StudioError(code, explainProblems(error), {
    ...(hint !== undefined && { hint }),
    ...(place !== undefined && { place }),
    cause: error,
  });
  all.name = error.name;
  return all;
}
