import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { loadSample, type Sample } from '../../data/sample.ts';
import { discoverSystem } from '../../studio/discover-system.ts';
import { exportScript } from '../../studio/export-script.ts';
import { importData } from '../../studio/import-data.ts';
import { UseCaseError } from '../../studio/use-case-error.ts';
import { defineCommand, type Tools } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { heading, reportModel, showModel } from '../model-report.ts';
import { narrator } from '../narrate.ts';
import { readTextFile } from '../read-file.ts';

const SAMPLES = fileURLToPath(new URL('../../../assets/samples/', import.meta.url));

export const demoCommand = defineCommand({
  name: 'demo',
  arguments: '',
  summary: 'the main job on a sample: from words and real data to an exported simulator',
  details:
    'Copies a sample into a new project, discovers a simulator offline, calibrates it, checks it on held-out days, and exports a script that reproduces the numbers.',
  options: [
    { flags: '--sample <id>', words: 'netherlands-icu (default) or school-influenza-1978' },
    { flags: '--words <text>', words: 'other words than those of the sample' },
    { flags: '--words-file <file>', words: 'a text file with these words' },
    { flags: '--folder <path>', words: 'where the project goes (default: demo/SAMPLE, numbered)' },
  ],
  schema: z.object({
    sample: z.string().default('netherlands-icu'),
    words: z.string().optional(),
    wordsFile: z.string().optional(),
    folder: z.string().optional(),
  }),
  async run(tools, _names, { sample: id, words, wordsFile, folder }) {
    const started = tools.seconds();
    const { sample, bytes } = await loadSample(await knownSample(id), (path) =>
      readFile(join(SAMPLES, path)),
    );
    const description =
      wordsFile === undefined ? (words ?? sample.words) : await readTextFile(wordsFile);
    introduce(tools, sample, description);
    const project = await tools.createProject(
      folder ?? (await freeFolder(join('demo', sample.id))),
      {
        name: sample.title,
        description,
      },
    );
    const { outcome } = await importData(project, {
      file: `${sample.id}.csv`,
      bytes,
      roles: sample.columns.map(({ meaning: _meaning, ...column }) => column),
      heldOutRows: sample.heldOutRows,
    });
    if (outcome.kind === 'blocked') throw outcome.error;
    const services = tools.services();
    const onEvent = narrator(tools);
    const { model, run } = await discoverSystem(project, services, { seed: tools.seed, onEvent });
    if (model.kind === 'stopped') {
      const wayOn = `npm run gsim -- discover ${project.folder} --resume ${run.id}`;
      return {
        json: { project: project.folder, state: run.state, resume: wayOn },
        text: `Stopped; what was found is kept in ${project.folder}.\nGo on with: ${wayOn}`,
        exitCode: EXIT.cancelled,
      };
    }
    const { script } = await exportScript(project, services, {
      seed: tools.seed,
      source: `${sample.source}. Licence: ${sample.licence}.`,
      citations: [sample.citation],
    });
    const seconds = Number((tools.seconds() - started).toFixed(1));
    return {
      json: {
        sample: sample.id,
        ...reportModel(model),
        rounds: roundsOf(model),
        project: project.folder,
        script,
        seconds,
      },
      text: [
        `\n${showModel(model)}`,
        heading('Written'),
        `  project  ${project.folder}\n  script   ${script}\n           node ${script} --selftest`,
        `Done in ${Math.round(seconds)} s.`,
      ].join('\n\n'),
    };
  },
});

function introduce({ say }: Tools, sample: Sample, description: string): void {
  say(heading(sample.title));
  say(
    `\n${sample.question}\n\n${wrapped(description, 100)}\n\nData: ${sample.source} (${sample.licence}).`,
  );
}

type Model = Extract<Awaited<ReturnType<typeof discoverSystem>>['model'], { kind: 'modelled' }>;

/** What was tried, seen and changed. */
function roundsOf({ discovery }: Model) {
  return discovery.rounds.map(({ round, best, feedback, candidates }) => ({
    round,
    best,
    feedback: feedback.sentences,
    candidates: candidates.map((candidate) => ({
      structure: candidate.proposal.id,
      rationale: candidate.proposal.rationale,
      ...(candidate.kind === 'rejected'
        ? { rejected: candidate.reason }
        : {
            error: candidate.score.value,
            fit: candidate.fit.rmse,
            parameters: candidate.parameters,
            facts: candidate.facts.map(({ text }) => text),
          }),
    })),
  }));
}

/** The sample's folder name, or an error that lists what there is. */
async function knownSample(id: string): Promise<string> {
  const ids = (await readdir(SAMPLES, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  if (ids.includes(id)) return id;
  throw new UseCaseError('bad-option', `sample: there is no ${id}`, {
    hint: `One of: ${ids.join(', ')}.`,
  });
}

function wrapped(text: string, width: number): string {
  return text.replace(new RegExp(`(.{1,${width}})(\\s+|$)`, 'g'), '$1\n').trimEnd();
}

/** demo/ICU, then demo/ICU-2, ...: an earlier demonstration is never overwritten. */
async function freeFolder(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = number === 1 ? path : `${path}-${number}`;
    const isTaken = await access(folder).then(
      () => true,
      () => false,
    );
    if (!isTaken) return folder;
  }
}
