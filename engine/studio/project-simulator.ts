/** Which simulator of a project is meant, compiled. */

import type { Project } from '../project/project.ts';
import {
  type CompiledSimulator,
  compileSimulator,
} from '../simulator/compile/compile-simulator.ts';
import { UseCaseError } from './use-case-error.ts';

export interface ProjectSimulator {
  readonly id: string;
  readonly title: string;
  readonly compiled: CompiledSimulator;
}

/**
 * The named one; else the one that the last discovery or calibration settled on; else the one saved last.
 * Throws UseCaseError 'no-simulator', ProjectError, SimulatorError.
 */
export async function readProjectSimulator(
  project: Project,
  id?: string,
): Promise<ProjectSimulator> {
  const chosen = id ?? (await settledOn(project)) ?? (await lastSaved(project));
  if (chosen === undefined) {
    throw new UseCaseError('no-simulator', `project: no simulator in ${project.meta.name}`, {
      hint: 'Discover one first, or add the file of one.',
    });
  }
  const { code, title } = await project.readSimulator(chosen);
  const file = `simulators/${chosen}/simulator.js`;
  return { id: chosen, title, compiled: compileSimulator(code, { file }) };
}

async function settledOn(project: Project): Promise<string | undefined> {
  const { items } = await project.listRuns();
  const last = items.findLast(
    ({ kind, state, simulator }) =>
      (kind === 'discover' || kind === 'calibrate') && state === 'finished' && simulator !== null,
  );
  return last?.simulator ?? undefined;
}

async function lastSaved(project: Project): Promise<string | undefined> {
  return (await project.listSimulators()).items.at(-1)?.id;
}
