/** Indices of values, best (lowest) first; NaN is worse than everything, ties keep their order. */
export function ranking(values: ArrayLike<number>): number[] {
  const worth = (i: number): number => {
    const value = values[i]!;
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  // Not a difference: Infinity - Infinity would be no order.
  return Array.from({ length: values.length }, (_, i) => i).sort((a, b) =>
    worth(a) < worth(b) ? -1 : worth(a) > worth(b) ? 1 : a - b,
  );
}
