/** The option by which a command takes all structures of a discovery instead of one. */
import { z } from 'zod';

export const mixtureOption = {
  flags: '--mixture [run]',
  words:
    'the structures with weights of this discovery, or of the last one, together instead of one simulator',
};

/** As commander gives it: true where no run is named. */
export const mixtureField = z.union([z.string().min(1), z.literal(true)]).optional();
