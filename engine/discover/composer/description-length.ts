/**
 * Minimum description length of a structure (Rissanen 1978, Automatica 14, 465-471): the bits that it takes to say
 * which structure it is, and its free numbers as precisely as the data can tell them. Shorter is simpler. The words
 * of the person are a prior over blocks: what they speak of takes fewer bits to say.
 */
import type { Setting } from '../setting.ts';
import { blocksFor, complexityOf, FAMILIES, familyOf } from './registry.ts';
import type { Block, Family, Structure } from './structure.ts';

/** A block that the words ask for outright (mentioned: 1) is 2^6 times as likely as one that they do not mention. */
const BITS_OF_MENTION = 6;

/**
 * Probability of a structure before the data, 0..1: that of its family by how well it suits, times that of each
 * block among those that fit its slot. Over all structures of the registry these sum to 1; 0 where one does not fit.
 */
export function structurePrior(structure: Structure, setting: Setting): number {
  const family = familyOf(structure);
  return family
    .slots(setting)
    .reduce(
      (probability, { id }) =>
        probability * blockPrior(blocksFor(family, id, setting), structure.blocks[id], setting),
      familyPrior(family, setting),
    );
}

function familyPrior(family: Family, setting: Setting): number {
  const total = FAMILIES.reduce((sum, { suits }) => sum + suits(setting), 0);
  return total === 0 ? 0 : family.suits(setting) / total;
}

function blockPrior(
  choice: readonly Block[],
  chosen: string | undefined,
  { clues }: Setting,
): number {
  const weigh = ({ mentioned }: Block) => 2 ** (BITS_OF_MENTION * mentioned(clues));
  const block = choice.find(({ id }) => id === chosen);
  const total = choice.reduce((sum, other) => sum + weigh(other), 0);
  return block === undefined ? 0 : weigh(block) / total;
}

/** -log2 of the prior, and half of log2(n) bits for each free number; infinite where a block does not fit. */
export function descriptionLength(structure: Structure, setting: Setting): number {
  const prior = structurePrior(structure, setting);
  if (prior === 0) return Number.POSITIVE_INFINITY;
  return lengthOfNumbers(complexityOf(structure, setting), setting) - Math.log2(prior);
}

/**
 * Bits of this many free numbers: n observed values tell one to about 1 / sqrt(n) of its range, half of log2(n) bits.
 * n: rows x trajectories x outputs.
 */
export function lengthOfNumbers(count: number, { rows, trajectories, series }: Setting): number {
  const outputs = series.filter(({ use }) => use === 'output').length;
  return (count * Math.log2(Math.max(2, rows * trajectories * outputs))) / 2;
}
