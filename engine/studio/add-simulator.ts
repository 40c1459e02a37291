/** Takes a simulator that a person wrote into a project. */

import { fileNameOf } from '../project/names.ts';
import type { Project } from '../project/project.ts';
import type { SimulatorRecord } from '../project/schemas.ts';
import { compileSimulator } from '../simulator/compile/compile-simulator.ts';
import type { Warning } from '../simulator/compile/problems.ts';

export interface AddedSimulator {
  readonly simulator: SimulatorRecord;
  readonly warnings: readonly Warning[];
}

/** `file`: name for messages. Throws SimulatorError with every problem of the code, ProjectError. */
export async function addSimulator(
  project: Project,
  {
    code,
    file,
    parent,
  }: { readonly code: string; readonly file: string; readonly parent?: string },
): Promise<AddedSimulator> {
  const { declaration, warnings } = compileSimulator(code, { file });
  if (parent !== undefined) await project.readSimulator(parent);
  const rationale = `Added from ${fileNameOf(file)}.`;
  const provenance = {
    proposer: 'person',
    round: null,
    parent: parent ?? null,
    rationale,
  } as const;
  return { simulator: await project.saveSimulator({ code, declaration, provenance }), warnings };
}
