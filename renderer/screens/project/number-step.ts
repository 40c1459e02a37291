/** 1, 2 or 5 of a power of ten: some two hundred steps. */
export function stepOf(min: number, max: number): number {
  const rough = (max - min) / 200;
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((one) => one * power >= rough) ?? 10;
  return Number((factor * power).toPrecision(1));
}
