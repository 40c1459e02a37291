import { expect, it } from 'vitest';
import { createPlainBackend } from '../../scripts/bench/plain-backend.ts';
import { createDoubleBackend } from './double-backend.ts';
import { type Built, numbersFrom, PRIMITIVES } from './primitives.ts';

it.each(PRIMITIVES)(
  'the plain JavaScript of the benchmark computes what the twin does: $name',
  ({ build }) => {
    const [plain, twin] = [createPlainBackend(), createDoubleBackend()].map((backend) =>
      everything(build(backend, numbersFrom(7))),
    ) as [Float64Array, Float64Array];
    expect(plain.length).toBe(twin.length);
    // The twin's gradients of splines are central differences.
    for (const [i, value] of plain.entries()) expect(value).toBeCloseTo(twin[i]!, 6);
  },
);

/** The output, and the gradients of the inputs and the parameters. */
function everything({ tape, parameters, inputs, output }: Built): Float64Array {
  tape.forward();
  const weights = numbersFrom(99);
  parameters.clearGradients();
  tape.backward(output, Float64Array.from({ length: output.rows * output.batch }, weights));
  const gradients = inputs.map((input) => tape.readGradient(input));
  return Float64Array.from(
    [tape.read(output), ...gradients, parameters.gradients()].flatMap((part) => [...part]),
  );
}
