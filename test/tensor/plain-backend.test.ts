import { expect, it } from 'vitest';
import { createPlainBackend } from '../../scripts/bench/plain-backend.ts';
import { createDoubleBackend } from './double-backend.ts';
import { type Built, build, lossWeights, numbersFrom, PRIMITIVES } from './primitives.ts';

it.each(PRIMITIVES)(
  'the plain JavaScript of the benchmark computes what the twin does: $name',
  (primitive) => {
    const [plain, twin] = [createPlainBackend(), createDoubleBackend()].map((backend) =>
      everything(build(backend, primitive, numbersFrom(7))),
    ) as [Float64Array, Float64Array];
    expect(plain.length).toBe(twin.length);
    // The twin's gradients of splines are central differences.
    for (const [i, value] of plain.entries()) expect(value).toBeCloseTo(twin[i]!, 6);
  },
);

/** The output, and the gradients of the inputs and the parameters. */
function everything({ tape, parameters, inputs, output }: Built): Float64Array {
  tape.forward();
  parameters.clearGradients();
  tape.backward(output, lossWeights(output));
  const gradients = inputs.map((input) => tape.readGradient(input));
  return Float64Array.from(
    [tape.read(output), ...gradients, parameters.gradients()].flatMap((part) => [...part]),
  );
}
