/** Names of columns made unique and harmless, and the identifiers that simulators use for them. */

/** What had to be changed about a header cell. */
export interface NameChange {
  readonly column: number;
  readonly title: string;
  readonly name: string;
  readonly why: 'empty' | 'duplicate' | 'odd';
}

const LONGEST_NAME = 80;

/** One unique, one-line name of at most 80 characters for each title. */
export function columnNames(titles: readonly string[]): {
  readonly names: readonly string[];
  readonly changes: readonly NameChange[];
} {
  const taken = new Set<string>();
  const changes: NameChange[] = [];
  const names = titles.map((title, column) => {
    const tidy = oneLine(title);
    const base = tidy === '' ? `column ${column + 1}` : tidy;
    const name = firstFree(base, taken, (n) => `${base} (${n})`);
    taken.add(name);
    const why =
      tidy === '' ? 'empty' : name !== base ? 'duplicate' : isOdd(title, tidy) ? 'odd' : undefined;
    if (why) changes.push({ column, title, name, why });
    return name;
  });
  return { names, changes };
}

function oneLine(title: string): string {
  const line = title.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > LONGEST_NAME ? line.slice(0, LONGEST_NAME).trim() : line;
}

/** Names that are sentences, belong to JavaScript's objects, or held control characters are worth a look. */
function isOdd(title: string, tidy: string): boolean {
  return (
    title.trim() !== tidy || tidy.split(' ').length > 9 || OBJECT_WORDS.has(tidy.toLowerCase())
  );
}

function firstFree(base: string, taken: ReadonlySet<string>, next: (n: number) => string): string {
  if (!taken.has(base)) return base;
  let n = 2;
  while (taken.has(next(n))) n++;
  return next(n);
}

/** Names that every JavaScript object answers to. */
const OBJECT_WORDS = new Set(
  (
    'constructor prototype hasownproperty isprototypeof propertyisenumerable tostring tolocalestring valueof ' +
    '__proto__ __definegetter__ __definesetter__ __lookupgetter__ __lookupsetter__'
  ).split(' '),
);

/** Words of the language and of the simulator contract, which no series may have as its name. */
const RESERVED = new Set([
  ...OBJECT_WORDS,
  ...(
    'arguments async await break case catch class const continue date debugger default delete do dt else enum ' +
    'eval export extends false finally for function if import in infinity inputs instanceof let levers nan new ' +
    'null parameters proto random return state static super switch t this throw true try typeof undefined var ' +
    'void while with world yield'
  ).split(' '),
]);

/**
 * The identifier of a column for simulators: a letter, then letters, digits or _, at most 40 characters,
 * no reserved word, not in `taken`.
 */
export function identifierOf(name: string, taken: ReadonlySet<string> = new Set()): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40)
    .replace(/_+$/, '');
  const lettered = /^[A-Za-z]/.test(ascii) ? ascii : `column_${ascii}`.replace(/_$/, '');
  const safe = RESERVED.has(lettered.toLowerCase()) ? `column_${lettered}` : lettered;
  return firstFree(safe, taken, (n) => `${safe}_${n}`);
}
