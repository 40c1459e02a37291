import type { SimulationRequest } from '../simulation.ts';

/** A request as text and numbers, so that no object of the host ever reaches a guest. */
export interface Transcript {
  /**
   * JSON. An array of numbers stands as {"$": [from, to]}, its place in `numbers`; a number that JSON lacks
   * as {"$": "NaN"}. No field of a request is named "$".
   */
  readonly text: string;
  readonly numbers: Float64Array;
}

/** The program's code is left out: the guest has its factory already. */
export function transcribe({ program, ...request }: SimulationRequest): Transcript {
  const arrays: Float64Array[] = [];
  let length = 0;
  const text = JSON.stringify(
    { ...request, program: { hash: program.hash, code: '' } },
    (_, value) => {
      if (value instanceof Float64Array) {
        arrays.push(value);
        length += value.length;
        return { $: [length - value.length, length] };
      }
      return typeof value === 'number' && !Number.isFinite(value) ? { $: String(value) } : value;
    },
  );
  const numbers = new Float64Array(length);
  let at = 0;
  for (const array of arrays) {
    numbers.set(array, at);
    at += array.length;
  }
  return { text, numbers };
}
