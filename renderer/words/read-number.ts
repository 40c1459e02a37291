/** '1,234.5' as the studio writes it; '1,5' and '1.5'; undefined: no number. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace('\u2212', '-');
  if (plain === '') return undefined;
  const hasThousands = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
  const value = Number(hasThousands ? plain.replaceAll(',', '') : plain.replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}
