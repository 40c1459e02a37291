/** Norm of the difference, divided by the norm of `b`. */
export function relativeError(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) throw new Error(`length: ${a.length} and ${b.length}`);
  const norm = (values: Float64Array) => Math.hypot(...values);
  const size = norm(b);
  return norm(a.map((value, i) => value - b[i]!)) / (size === 0 ? 1 : size);
}
