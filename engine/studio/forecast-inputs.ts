/** What the inputs of a forecast are in the rows ahead: an input model by name, or a person's file. */
import { z } from 'zod';
import { decodeText } from '../data/decode.ts';
import { chooseInputModel } from '../forecast/choose-input-model.ts';
import type { InputFile } from '../forecast/input-file.ts';
import { inputModelFromFile } from '../forecast/input-file.ts';
import {
  INPUT_MODELS,
  type InputModel,
  type InputModelName,
  type InputTask,
} from '../forecast/input-model.ts';
import type { Project } from '../project/project.ts';
import type { Declaration } from '../simulator/declaration.ts';
import { inputLayoutOf } from './input-layout.ts';
import type { ProjectData } from './project-data.ts';

const INPUT_MODEL_NAMES = INPUT_MODELS.map(({ name }) => name);

/** As it is kept with the run: an input model's name, or a file's name and text. */
export const futureInputsSchema = z.union([
  z.enum(INPUT_MODEL_NAMES),
  z.strictObject({ file: z.string(), text: z.string() }),
]);
type FutureInputs = z.infer<typeof futureInputsSchema>;

/** `tasks`: what has to be told, of all structures and trajectories. Default: chooseInputModel. */
export function chosenFutureInputs(
  inputs: InputModelName | InputFile | undefined,
  tasks: readonly InputTask[],
  seed: number,
): FutureInputs {
  if (typeof inputs === 'object') return { file: inputs.file, text: decodeText(inputs.bytes).text };
  return inputs ?? chooseInputModel(tasks, seed).name;
}

/** Throws DataError, ForecastError for a file that does not fit. */
export async function futureInputModel(
  project: Project,
  data: ProjectData,
  declaration: Declaration,
  inputs: FutureInputs,
): Promise<InputModel> {
  const listed = INPUT_MODELS.find(({ name }) => name === inputs);
  if (listed !== undefined) return listed;
  if (typeof inputs === 'string') throw new Error(`input model: no ${inputs}`);
  const layout = await inputLayoutOf(project, data, declaration);
  const bytes = new TextEncoder().encode(inputs.text);
  return inputModelFromFile({ file: inputs.file, bytes }, layout);
}
