/** Traps of the file itself: its encoding, its header, its lines. */
import { quoteName } from '../data-error.ts';
import { showRows } from '../finding.ts';
import { finding, type Trap } from './trap.ts';

const byteOrderMark: Trap = {
  id: 'byte-order-mark',
  title:
    'The file begins with an invisible mark (BOM) that can become part of the first column name',
  detect: ({ facts }) =>
    facts?.decoded.bom
      ? [
          finding(
            'byte-order-mark',
            'note',
            { rows: [1] },
            `The file begins with a byte order mark (${facts.decoded.encoding.toUpperCase()}). It was taken off and is not part of the first column name.`,
          ),
        ]
      : [],
};

const windows1252: Trap = {
  id: 'windows-1252',
  title: 'The file is not UTF-8: accents may be read as other letters',
  detect: ({ facts }) =>
    facts?.decoded.encoding === 'windows-1252'
      ? [
          finding(
            'windows-1252',
            'warning',
            {},
            'The file is not UTF-8; it was read as Windows-1252 (Western European). Look whether accents and signs such as é or € are right. If not, save it as "CSV UTF-8" and import it again.',
          ),
        ]
      : [],
};

const linesAboveHeader: Trap = {
  id: 'lines-above-header',
  title: 'Titles or remarks stand above the header',
  detect: ({ facts }) => {
    const rows = facts?.csv.preamble ?? [];
    if (rows.length === 0) return [];
    const message = `The header was found in row ${facts?.csv.dialect.headerRow}; ${showRows(rows)} above it ${rows.length === 1 ? 'is' : 'are'} not part of the table.`;
    return [finding('lines-above-header', 'note', { rows }, message)];
  },
};

const noHeader: Trap = {
  id: 'no-header',
  title: 'The first row already holds data',
  detect: ({ facts, table }) =>
    facts?.csv.dialect.headerRow === 0
      ? [
          finding(
            'no-header',
            'warning',
            { columns: table.columns.map(({ name }) => name), rows: [1] },
            'The file has no header: its first row holds data. The columns were numbered; give them names in the file, or choose their roles by hand.',
          ),
        ]
      : [],
};

const NAME_REASONS = {
  empty: 'has no name in the header',
  duplicate: 'has the same name as a column before it',
  odd: 'has an unusual name (very long, several lines, a sentence or a reserved word)',
} as const;

const headerNames: Trap = {
  id: 'header-names',
  title: 'Column names are empty, twice the same, or unusable',
  detect: ({ facts }) =>
    (facts?.csv.dialect.headerRow === 0 ? [] : (facts?.names ?? [])).map((change) =>
      finding(
        'header-names',
        change.why === 'odd' ? 'warning' : 'note',
        { columns: [change.name], rows: [facts!.csv.dialect.headerRow] },
        `Column ${change.column + 1} ${NAME_REASONS[change.why]}; it is called "${quoteName(change.name)}" here. The name is only a label, whatever it says.`,
      ),
    ),
};

const raggedRows: Trap = {
  id: 'ragged-rows',
  title: 'Rows have more or fewer cells than the header',
  detect: ({ facts, table }) => {
    const ragged = facts?.csv.ragged ?? [];
    const longer = ragged.filter(({ lost }) => lost).map(({ row }) => row);
    const shorter = ragged.filter(({ lost }) => !lost).map(({ row }) => row);
    const width = facts?.readings?.length ?? table.columns.length;
    return [
      ...(longer.length === 0
        ? []
        : [
            finding(
              'ragged-rows',
              'error',
              { rows: longer },
              `${showRows(longer, 'Row')}: more than the ${width} cells of the header; the surplus cells have no column and are not read. A decimal comma or a comma in a text without quotes does this: save the file again with semicolons.`,
            ),
          ]),
      ...(shorter.length === 0
        ? []
        : [
            finding(
              'ragged-rows',
              'warning',
              { rows: shorter },
              `${showRows(shorter, 'Row')}: fewer than the ${width} cells of the header; the cells at the end count as missing.`,
            ),
          ]),
    ];
  },
};

const brokenQuotes: Trap = {
  id: 'broken-quotes',
  title: 'A quotation mark is not closed',
  detect: ({ facts }) => {
    const rows = facts?.csv.brokenQuotes ?? [];
    if (rows.length === 0) return [];
    const message = `${showRows(rows, 'Row')}: a quotation mark is opened and not closed, so that following rows may have become part of one cell. Correct it in the file.`;
    return [finding('broken-quotes', 'error', { rows }, message)];
  },
};

export const FILE_TRAPS: readonly Trap[] = [
  byteOrderMark,
  windows1252,
  linesAboveHeader,
  noHeader,
  headerNames,
  raggedRows,
  brokenQuotes,
];
