/** docs/composer.md shows the registry as it is; with `-u` its tables are written again. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MUTATIONS } from '../../../engine/discover/composer/mutations.ts';
import { FAMILIES } from '../../../engine/discover/composer/registry.ts';
import type { Block, Family, Slot } from '../../../engine/discover/composer/structure.ts';
import { WORLDS } from '../settings.ts';

const PAGE = new URL('../../../docs/composer.md', import.meta.url);
const [BEGIN, END] = ['<!-- tables -->', '<!-- end of tables -->'];

function tablesOf(family: Family): string {
  // Slots and blocks may depend on the columns: those of all worlds together.
  const settings = Object.values(WORLDS[family.id] ?? {}).map(({ setting }) => setting);
  const slots = new Map(
    settings.flatMap((setting) => family.slots(setting).map((slot) => [slot.id, slot] as const)),
  );
  const blocks = new Map(
    settings.flatMap((setting) =>
      family.blocks(setting).map((block) => [`${block.slot}=${block.id}`, block] as const),
    ),
  );
  const tables = [...slots.values()].map((slot) =>
    tableOf(
      slot,
      [...blocks.values()].filter((block) => block.slot === slot.id),
    ),
  );
  return [`### ${capital(family.words)} (\`${family.id}\`)`, ...tables].join('\n\n');
}

function tableOf(slot: Slot, blocks: readonly Block[]): string {
  return [
    `**${capital(slot.words)}** (\`${slot.id}\`, ${slot.kind})`,
    '',
    '| Block | Which means | Assumed | Numbers | May cure |',
    '|---|---|---|---|---|',
    ...blocks
      .toSorted((a, b) => a.complexity - b.complexity)
      .map(
        ({ id, words, assumption, complexity, cures }) =>
          `| \`${id}\` | ${words} | ${assumption} | ${complexity} | ${cures.map((cure) => cure.replaceAll('-', ' ')).join(', ')} |`,
      ),
  ].join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

it('every family, slot and block is on the page as it is in the registry', async () => {
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  expect(after, `docs/composer.md: ${BEGIN} and ${END} stand around the tables`).toBeDefined();
  const tables = FAMILIES.map(tablesOf).join('\n\n');
  const whole = `${before}${BEGIN}\n\n${tables}\n\n${END}${after}`;
  await expect(whole).toMatchFileSnapshot('../../../docs/composer.md');
});

it('every kind of change is named on the page', () => {
  const page = readFileSync(PAGE, 'utf8').replaceAll('\n', ' ');
  for (const { words } of MUTATIONS) expect(page).toContain(`*${words}*`);
});
