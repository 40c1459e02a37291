/** Makes a command's tools, and gives back afterwards whatever it opened. */
import { STUDIO_VERSION } from '../base/version.ts';
import type { Executor } from '../compute/executor.ts';
import { createNumericsPool } from '../compute/pool/numerics-pool.ts';
import { createSimulationPool } from '../compute/pool/simulation-pool.ts';
import { createSimulate } from '../compute/simulate.ts';
import { createProject, openProject, type Project } from '../project/project.ts';
import type { Progress } from '../studio/services.ts';
import type { Tools } from './command.ts';
import type { ProgressLine } from './progress-line.ts';
import type { Terminal } from './terminal.ts';

export interface ToolBox {
  readonly tools: Tools;
  close(): Promise<void>;
}

export function openTools(
  terminal: Terminal,
  line: ProgressLine,
  options: {
    readonly seed: number;
    readonly quiet: boolean;
    readonly json: boolean;
    readonly signal: AbortSignal;
  },
): ToolBox {
  const projects: Project[] = [];
  let executor: Executor | undefined;
  let numerics: Executor | undefined;
  const how = { clock: () => terminal.now(), app: STUDIO_VERSION };
  const keep = (project: Project) => {
    projects.push(project);
    return project;
  };
  const tools: Tools = {
    seed: options.seed,
    note(text) {
      if (options.quiet) return;
      line.clear();
      terminal.err(`${text}\n`);
    },
    say(text) {
      if (options.quiet || options.json) return;
      line.clear();
      terminal.out(`${text}\n`);
    },
    environment: (name) => terminal.env[name],
    seconds: () => terminal.seconds(),
    createProject: async (folder, about) => keep(await createProject(folder, about, how)),
    async openProject(folder, access) {
      const project = keep(await openProject(folder, { ...how, readOnly: access === 'read' }));
      if (access === 'write' && project.readOnly) throw project.readOnly;
      return project;
    },
    services() {
      executor ??= createSimulationPool();
      numerics ??= createNumericsPool();
      const simulate = createSimulate(executor);
      const onProgress = (progress: Progress) => line.update(progress);
      return { executor, simulate, numerics, signal: options.signal, onProgress };
    },
  };
  return {
    tools,
    async close() {
      line.clear();
      await Promise.all([executor?.close(), numerics?.close()]);
      for (const project of projects) await project.close();
    },
  };
}
