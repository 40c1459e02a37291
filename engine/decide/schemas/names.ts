import { z } from 'zod';

/** Of a parameter, input, lever, output, module, field of the state, resource or policy's own number. */
export const nameSchema = z.string().min(1).max(120);

/** What people call something. */
export const titleSchema = z.string().trim().min(1).max(200);
