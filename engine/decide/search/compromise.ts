/**
 * Position of what gives away least of what is possible in all objectives together: the nearest to the best value of each, their
 * ranges being the unit (the compromise programming of Zeleny 1973). `values`: one list a policy, lower is better. -1 of none.
 */
export function compromise(values: readonly (readonly number[])[]): number {
  const ranges = (values[0] ?? []).map((_, i) => {
    const all = values.map((own) => own[i]!);
    return { low: Math.min(...all), span: Math.max(...all) - Math.min(...all) };
  });
  const given = values.map((own) =>
    ranges.reduce(
      (sum, { low, span }, i) => sum + (span > 0 ? ((own[i]! - low) / span) ** 2 : 0),
      0,
    ),
  );
  return given.indexOf(Math.min(...given));
}
