import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';
import { rethrowExplained } from './explained.ts';

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
      const { simulator, warnings } = await addSimulator(open.project, added).catch(
        rethrowExplained,
      );
      open.simulatorsChanged();
      const { id, title } = simulator;
      const words = warnings.map(
        ({ line, column, message }) => `line ${line}, column ${column}: ${message}`,
      );
      return { id, title, warnings: words };
    },
  };
}
