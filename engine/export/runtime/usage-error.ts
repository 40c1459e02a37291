/** A mistake of whoever runs the script: message `noun: value` and the way out; ends with exit code 2. */
export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** 'a, b or c'. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  return names.length === 1
    ? names[0]!
    : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;
}

/** A finite number written in the usual way, or undefined ('' and ' ' are none). */
export function numberIn(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
