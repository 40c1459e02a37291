import { z } from 'zod';

/** Which part of the data is kept from calibration, to check the simulator on. */
export const heldOutSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** The last rows of each trajectory. */
  z.strictObject({ kind: z.literal('last-rows'), rows: z.int().positive() }),
  z.strictObject({ kind: z.literal('trajectories'), ids: z.array(z.string()).min(1) }),
]);
