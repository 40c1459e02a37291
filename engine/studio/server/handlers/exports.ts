import { createSimulate } from '../../../compute/simulate.ts';
import type { StudioContext } from '../context.ts';
import type { Handlers } from '../service.ts';

export function exportsHandlers({
  projects,
  lane: newLane,
}: StudioContext): Pick<Handlers, 'exports.script'> {
  return {
    async 'exports.script'({ project, ...options }) {
      const open = projects.get(project);
      const { exportScript } = await import('../../export-script.ts');
      const lane = newLane();
      try {
        const simulate = createSimulate(lane);
        const { script, simulator, sets } = await exportScript(open.project, { simulate }, options);
        return { script, simulator: simulator.id, title: simulator.title, sets };
      } finally {
        await lane.close();
      }
    },
  };
}
