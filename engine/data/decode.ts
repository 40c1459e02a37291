/** Bytes to text: UTF-8 (with or without BOM), UTF-16 with BOM, Windows-1252 where it is not valid UTF-8. */
import { DataError } from './data-error.ts';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** The file began with a byte order mark; it is not part of `text`. */
  readonly bom: boolean;
}

/** `encoding` given: used as it is. Throws DataError `empty` or `binary`. */
export function decodeText(bytes: Uint8Array, encoding?: Encoding): Decoded {
  if (bytes.length === 0) {
    throw new DataError('empty', 'file: empty', {
      hint: 'Choose a CSV file with a header and rows.',
    });
  }
  refuseKnownBinary(bytes);
  const mark = byteOrderMark(bytes);
  const chosen = encoding ?? mark?.encoding ?? guessEncoding(bytes);
  if (chosen.startsWith('utf-16') === false && bytes.includes(0)) {
    throw new DataError('binary', 'file: not text (it holds NUL bytes)', { hint: SAVE_AS_CSV });
  }
  const body = mark === undefined ? bytes : bytes.subarray(mark.length);
  const text = new TextDecoder(chosen, { ignoreBOM: true }).decode(body);
  return { text, encoding: chosen, bom: mark !== undefined };
}

const SAVE_AS_CSV =
  'Open the file in your spreadsheet and save it as "CSV UTF-8", then import that file.';

/** First bytes of files that people drop by mistake. */
const KNOWN_BINARY: readonly { readonly name: string; readonly start: readonly number[] }[] = [
  { name: 'an Excel workbook or another zip file', start: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'an old Excel workbook', start: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'a PDF', start: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: 'a compressed file', start: [0x1f, 0x8b] },
  { name: 'a picture', start: [0x89, 0x50, 0x4e, 0x47] },
];

function refuseKnownBinary(bytes: Uint8Array): void {
  const known = KNOWN_BINARY.find(({ start }) => start.every((byte, i) => bytes[i] === byte));
  if (known) throw new DataError('binary', `file: ${known.name}, not a CSV`, { hint: SAVE_AS_CSV });
}

const BYTE_ORDER_MARKS: readonly {
  readonly encoding: Encoding;
  readonly start: readonly number[];
}[] = [
  { encoding: 'utf-8', start: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', start: [0xff, 0xfe] },
  { encoding: 'utf-16be', start: [0xfe, 0xff] },
];

function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | undefined {
  const mark = BYTE_ORDER_MARKS.find(({ start }) => start.every((byte, i) => bytes[i] === byte));
  return mark && { encoding: mark.encoding, length: mark.start.length };
}

function guessEncoding(bytes: Uint8Array): Encoding {
  const utf16 = guessUtf16(bytes);
  if (utf16) return utf16;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** ASCII text in UTF-16 without a mark: every second byte of the beginning is NUL. */
function guessUtf16(bytes: Uint8Array): Encoding | undefined {
  const sample = bytes.subarray(0, 512);
  const zeros: [number, number] = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[(index % 2) as 0 | 1]++;
  });
  const half = sample.length / 2;
  if (half < 4) return undefined;
  if (zeros[1] > 0.9 * half && zeros[0] === 0) return 'utf-16le';
  if (zeros[0] > 0.9 * half && zeros[1] === 0) return 'utf-16be';
  return undefined;
}
