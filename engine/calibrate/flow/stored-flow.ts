/** A trained flow as plain data for a file, and the flow again. */
import { z } from 'zod';
import { createWasmBackend } from '../../tensor/wasm-backend.ts';
import { CalibrationError } from '../error.ts';
import { openRandom } from '../streams.ts';
import { createFlow, type Flow } from './flow.ts';
import { type FlowSpec, flowSpecSchema } from './spec.ts';

export const storedFlowSchema = z.strictObject({
  version: z.literal(1),
  spec: flowSpecSchema,
  /** Single precision, little endian, in base64; padding included. */
  weights: z.base64(),
});
export type StoredFlow = z.infer<typeof storedFlowSchema>;

/** Loses nothing: flows compute in single precision. */
export function storeFlow(spec: FlowSpec, weights: ArrayLike<number>): StoredFlow {
  const bytes = new DataView(new ArrayBuffer(4 * weights.length));
  for (let i = 0; i < weights.length; i++) bytes.setFloat32(4 * i, weights[i]!, true);
  let text = '';
  for (const byte of new Uint8Array(bytes.buffer)) text += String.fromCharCode(byte);
  return { version: 1, spec, weights: btoa(text) };
}

/** Throws CalibrationError 'bad-checkpoint' when there are more or fewer weights than the flow has. */
export function openFlow({ spec, weights }: StoredFlow): Flow {
  const flow = createFlow(createWasmBackend(), spec, openRandom(0, 'flow/weights', 0));
  const bytes = Uint8Array.from(atob(weights), (character) => character.charCodeAt(0));
  if (bytes.length !== 4 * flow.parameters.total) {
    throw new CalibrationError('bad-checkpoint', `flow: ${bytes.length / 4} weights`, {
      hint: `Its layers have ${flow.parameters.total}: the file was changed or belongs to another version.`,
    });
  }
  const view = new DataView(bytes.buffer);
  const values = new Float64Array(flow.parameters.total);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(4 * i, true);
  flow.parameters.set(values);
  return flow;
}
