/** A sentence as words and numbers. Everything is read word by word, so that no input takes long. */

/** A word in lower case, a sign, or a number. */
export interface Token {
  readonly text: string;
  /** Present for numbers, also for written ones up to twelve. */
  readonly value?: number;
}

const TOKEN = /(?<![\p{L}\p{N}_])-?\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_]*|<=|>=|[<>≤≥=+%,]/gu;
const WRITTEN = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ...['eleven', 'twelve'],
];
const MULTIPLES: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
]);

/** One a line, and up to a full stop that is followed by space. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/[.!?;](?=\s|$)|\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** 'cannot' and "can't" are two words, '1,000' and '1 000' one number, '2 thousand' too. */
export function tokensOf(sentence: string): Token[] {
  const plain = sentence
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll('−', '-')
    .replace(/\bcannot\b|\bcan't\b/g, 'can not')
    .replaceAll("n't", ' not')
    .replace(/\bnon-?negative\b/g, 'never negative')
    .replace(/\bminus (?=\d)/g, '-')
    .replace(/\b\d{1,3}(?:[ ,']\d{3})+\b/g, (digits) => digits.replace(/[ ,']/g, ''));
  const tokens: Token[] = [];
  for (const [text] of plain.matchAll(TOKEN)) {
    const last = tokens.at(-1);
    const multiple = MULTIPLES.get(text);
    if (multiple !== undefined && last?.value !== undefined) {
      tokens[tokens.length - 1] = { text: last.text, value: last.value * multiple };
    } else tokens.push(tokenOf(text));
  }
  return tokens;
}

function tokenOf(text: string): Token {
  const value = /^-?\d/.test(text) ? Number(text) : WRITTEN.indexOf(text);
  return value >= 0 || text.startsWith('-') ? { text, value } : { text };
}

/** Names and words without their plural, so that 'beds' finds bed_count. */
export function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') && word.length > 2 ? word.slice(0, -1) : word;
}
