/** The gallery: what the studio brings along to try things out on. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '../../data/dataset.ts';
import { type LoadedSample, loadSample } from '../../data/sample.ts';
import type { SampleCard } from '../contract/studio-view.ts';
import { ServerError } from './server-error.ts';

/** Points of a card's picture. */
const PICTURE_POINTS = 400;

export interface Samples {
  /** By title. */
  cards(): Promise<readonly SampleCard[]>;
  /** Throws ServerError 'unknown-sample'. */
  load(id: string): Promise<LoadedSample>;
}

/** `folder`: holds a folder for each sample. */
export function openSamples(folder: string): Samples {
  let cards: Promise<readonly SampleCard[]> | undefined;
  const load = (id: string) => loadSample(id, (path) => readFile(join(folder, path)));
  return {
    cards() {
      cards ??= idsIn(folder).then(async (ids) => {
        const made = await Promise.all(ids.map(async (id) => cardOf(await load(id))));
        return made.sort((a, b) => a.title.localeCompare(b.title, 'en'));
      });
      cards.catch(() => {
        cards = undefined;
      });
      return cards;
    },
    async load(id) {
      const ids = await idsIn(folder);
      if (ids.includes(id)) return load(id);
      throw new ServerError('unknown-sample', `sample: there is no ${JSON.stringify(id)}`, {
        hint: `One of: ${ids.join(', ')}.`,
      });
    },
  };
}

async function idsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

async function cardOf({ sample, bytes }: LoadedSample): Promise<SampleCard> {
  const { importCsv } = await import('../../data/import-csv.ts');
  const { datasetOf } = await import('../../data/dataset-of.ts');
  const mapping = sample.columns.map(({ meaning: _meaning, ...column }) => column);
  const { dataset } = datasetOf(importCsv(bytes, { mapping }).table, mapping);
  const { id, title, question, words, licence, source, heldOutRows, secondsToRun } = sample;
  const dates = dataset.trajectories.flatMap((trajectory) => trajectory.dates ?? []).sort();
  return {
    id,
    title,
    question,
    words,
    licence,
    source,
    rows: Math.max(...dataset.trajectories.map(({ rows }) => rows)),
    timeUnit: dataset.timeUnit,
    firstDate: dates[0] ?? null,
    lastDate: dates.at(-1) ?? null,
    heldOutRows,
    secondsToRun,
    picture: pictureOf(dataset),
  };
}

/** The first output of the first trajectory, every so many rows. */
function pictureOf({ series, trajectories }: Dataset): SampleCard['picture'] {
  const shown = series.find(({ use }) => use === 'output') ?? series[0];
  const values = shown ? [...(trajectories[0]?.values[shown.name] ?? [])] : [];
  const every = Math.ceil(values.length / PICTURE_POINTS);
  return {
    name: shown?.column ?? '',
    unit: shown?.unit ?? '',
    values: values
      .filter((_, row) => row % every === 0)
      .map((value) => (Number.isFinite(value) ? value : null)),
  };
}
