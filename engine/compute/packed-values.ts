/**
 * Results on their way between processes, as small as they can be without losing anything: most outputs are counts,
 * and copying them through pipes as doubles costs as much as a fast simulator takes to make them.
 */

/** Counts up to 65535; numbers that single precision holds exactly (and NaN); or as they are. */
export type PackedValues = Uint16Array | Float32Array | Float64Array;

/** The smallest form that converts back to the same doubles; NaN is NaN, whatever its bits. */
export function pack(values: Float64Array): PackedValues {
  let form: 16 | 32 = 16;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (form === 16 && value === (value & 0xffff) && !isNegativeZero(value)) continue;
    form = 32;
    if (value !== Math.fround(value) && !Number.isNaN(value)) return values;
  }
  return form === 16 ? new Uint16Array(values) : new Float32Array(values);
}

function isNegativeZero(value: number): boolean {
  return value === 0 && 1 / value < 0;
}
