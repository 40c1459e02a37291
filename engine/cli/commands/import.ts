import { basename } from 'node:path';
import { z } from 'zod';
import { COLUMN_ROLES } from '../../data/dataset.ts';
import { type Finding, plural, showRows } from '../../data/finding.ts';
import type { Mapping } from '../../data/mapping.ts';
import { type ImportReport, importData } from '../../studio/import-data.ts';
import { defineCommand, type Reply } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { wholeNumber } from '../options.ts';
import { readBytesFile } from '../read-file.ts';
import { errorData, showError } from '../show-error.ts';
import { textTable } from '../text-table.ts';

const roleSchema = z
  .string()
  .regex(/^.+=[a-z]+$/, 'COLUMN=ROLE is due')
  .transform((text) => ({
    column: text.slice(0, text.lastIndexOf('=')),
    role: text.slice(text.lastIndexOf('=') + 1),
  }))
  .pipe(z.object({ column: z.string(), role: z.enum(COLUMN_ROLES) }));

export const importCommand = defineCommand({
  name: 'import',
  arguments: '<project> <file>',
  summary: 'take a CSV into a project, and see what looks wrong in it',
  details:
    'Reads a CSV of any common kind, says what each column is taken for and what looks wrong, and offers fixes. Nothing is fixed unless you take the offer with --fix. The file is kept in the project byte for byte.',
  options: [
    { flags: '--fix <id...>', words: 'take an offered fix; may be repeated' },
    { flags: '--undo <id...>', words: 'take a fix back; may be repeated' },
    { flags: '--role <column=role...>', words: `what a column is: ${COLUMN_ROLES.join(', ')}` },
    { flags: '--held-out <rows>', words: 'last rows that the check is made on' },
    { flags: '--as <name>', words: 'name of the data in the project (default: that of the file)' },
  ],
  schema: z.object({
    fix: z.array(z.string()).default([]),
    undo: z.array(z.string()).default([]),
    role: z.array(roleSchema).default([]),
    heldOut: wholeNumber.optional(),
    as: z.string().optional(),
  }),
  async run(tools, [folder = '', file = ''], { fix, undo, role, heldOut, as }) {
    const project = await tools.openProject(folder, 'write');
    const report = await importData(project, {
      file: basename(file),
      bytes: await readBytesFile(file),
      fixes: fix,
      undo,
      roles: role satisfies Mapping,
      ...(heldOut !== undefined && { heldOutRows: heldOut }),
      ...(as !== undefined && { name: as }),
    });
    return replyOf(report, { folder, file });
  },
});

function replyOf(report: ImportReport, names: { folder: string; file: string }): Reply {
  const { outcome, ...rest } = report;
  const shown = [columns(report), applied(report), findings(report, names)];
  switch (outcome.kind) {
    case 'saved': {
      const { summary, heldOut } = outcome;
      const kept = heldOut.kind === 'last-rows' ? plural(heldOut.rows, 'row') : 'nothing';
      const text = [
        ...shown,
        `Saved as data "${report.data}": ${plural(report.rows, 'row')}, ${plural(summary.trajectories, 'trajectory').replace('trajectorys', 'trajectories')}; ${kept} held out for the check.`,
        `Next: gsim discover ${names.folder}`,
      ];
      return { json: { ...rest, saved: true, summary, heldOut }, text: joined(text) };
    }
    case 'blocked': {
      const text = [...shown, 'Nothing was saved.', showError(outcome.error, false).trimEnd()];
      const json = { ...rest, saved: false, error: errorData(outcome.error) };
      return { json, text: joined(text), exitCode: EXIT.failed };
    }
    default:
      return outcome satisfies never;
  }
}

function columns({ roles }: ImportReport): string {
  const rows = roles.map(({ column, role, use, unit, reason, confidence }) => [
    column,
    use === undefined || use === role ? role : `${role} (${use})`,
    unit ?? '',
    confidence < 0.6 ? `${reason} (a guess: check it)` : reason,
  ]);
  return textTable(['column', 'taken for', 'unit', 'because'], rows);
}

function applied({ applied: fixes }: ImportReport): string {
  return fixes.map(({ id, words }) => `Fixed: ${words} (${id})`).join('\n');
}

function findings(
  { findings: found }: ImportReport,
  names: { folder: string; file: string },
): string {
  const paragraphs = found.map((finding) =>
    [
      `${titles[finding.severity]}: ${finding.message}${where(finding)}`,
      ...finding.fixes.map(({ id, words }) => `  offer: ${words}\n         --fix ${quoted(id)}`),
    ].join('\n'),
  );
  const offers = found.some(({ fixes }) => fixes.length > 0);
  const how = `To take an offer: gsim import ${names.folder} ${names.file} --fix ID`;
  return [...paragraphs, ...(offers ? [how] : [])].join('\n');
}

const titles = { error: 'Problem', warning: 'Warning', note: 'Note' } as const;

/** The rows, unless the message names them. */
function where({ rows, message }: Finding): string {
  return rows.length === 0 || /\brows? \d/.test(message) ? '' : ` (${showRows(rows)})`;
}

/** As a shell needs it. */
function quoted(id: string): string {
  return /^[\w:.,=/-]+$/.test(id) ? id : `'${id.replaceAll("'", "'\\''")}'`;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
