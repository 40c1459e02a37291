import { listed, numberIn, UsageError } from './usage-error.ts';

export interface ScriptOptions {
  readonly seed: number;
  readonly runs: number;
  /** Parameter name -> value for all runs, in the order given. */
  readonly set: readonly { readonly name: string; readonly value: number }[];
  readonly input?: string;
  readonly policy?: string;
  readonly out?: string;
  /** Name of one structure of several. */
  readonly structure?: string;
  /** Rows after the data instead of the recorded ones. */
  readonly ahead: boolean;
  readonly selftest: boolean;
  readonly help: boolean;
}

const WITH_VALUE = ['seed', 'runs', 'set', 'input', 'policy', 'out'];
const FLAGS = ['ahead', 'selftest', 'help'];
const LARGEST_RUNS = 1_000_000;

/** `--name value` and `--name=value`; `more`: options beside the usual ones. Throws UsageError. */
export function readArguments(
  words: readonly string[],
  defaults: { readonly seed: number; readonly runs: number },
  more: readonly 'structure'[] = [],
): ScriptOptions {
  const withValue: readonly string[] = [...WITH_VALUE, ...more];
  const given = new Map<string, string>();
  const set: { name: string; value: number }[] = [];
  const flags = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    const { name, value } = split(words[i]!, withValue);
    if (FLAGS.includes(name)) {
      if (value !== undefined)
        throw new UsageError(`value: --${name} takes none`, `Write --${name}.`);
      flags.add(name);
      continue;
    }
    if (!withValue.includes(name)) throw unknownOption(words[i]!, withValue);
    const text = value ?? words[++i];
    if (text === undefined || (value === undefined && text.startsWith('--'))) {
      throw new UsageError(
        `missing value: --${name}`,
        `Write --${name} and its value, see --help.`,
      );
    }
    if (name === 'set') set.push(assignment(text));
    else if (given.has(name)) throw new UsageError(`given twice: --${name}`, 'Give it once.');
    else given.set(name, text);
  }
  if (flags.has('ahead') && given.has('input'))
    throw new UsageError(
      '--ahead: with --input',
      'Rows ahead go on from the data in the script. Leave one of the two out.',
    );
  const path = (name: string) => (given.has(name) ? { [name]: given.get(name)! } : {});
  return {
    seed: whole('seed', given.get('seed'), defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    runs: whole('runs', given.get('runs'), defaults.runs, 1, LARGEST_RUNS),
    set,
    ...path('input'),
    ...path('policy'),
    ...path('out'),
    ...path('structure'),
    ahead: flags.has('ahead'),
    selftest: flags.has('selftest'),
    help: flags.has('help'),
  };
}

function split(word: string, withValue: readonly string[]): { name: string; value?: string } {
  if (word === '-h') return { name: 'help' };
  if (!word.startsWith('--')) throw unknownOption(word, withValue);
  const equals = word.indexOf('=');
  return equals < 0
    ? { name: word.slice(2) }
    : { name: word.slice(2, equals), value: word.slice(equals + 1) };
}

function unknownOption(word: string, withValue: readonly string[]): UsageError {
  const known = listed([...withValue, ...FLAGS].map((name) => `--${name}`));
  return new UsageError(`unknown option: ${word}`, `Options are ${known}; --help explains them.`);
}

function assignment(text: string): { name: string; value: number } {
  const equals = text.indexOf('=');
  const value = equals < 0 ? undefined : numberIn(text.slice(equals + 1));
  if (value === undefined) {
    throw new UsageError(`--set: ${text}`, 'Write --set name=number, for example --set beta=0.4.');
  }
  return { name: text.slice(0, equals).trim(), value };
}

function whole(
  name: string,
  text: string | undefined,
  fallback: number,
  low: number,
  high: number,
): number {
  if (text === undefined) return fallback;
  const value = numberIn(text);
  if (value === undefined || !Number.isInteger(value) || value < low || value > high) {
    throw new UsageError(`--${name}: ${text}`, `Give a whole number from ${low} to ${high}.`);
  }
  return value;
}
