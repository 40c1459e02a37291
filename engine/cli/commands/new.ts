import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { MIN_WORDS, readClues } from '../../discover/clues.ts';
import { defineCommand } from '../command.ts';
import { readTextFile } from '../read-file.ts';

export const newCommand = defineCommand({
  name: 'new',
  arguments: '<folder>',
  summary: 'make a project from words',
  details:
    'Makes a project: a plain folder for the words, the data, the simulators and the results. Describe the system as you would to a colleague: what comes in, what happens to it, what leaves, and what you want to know.',
  options: [
    { flags: '--words <text>', words: 'the system in your words' },
    { flags: '--words-file <file>', words: 'a text file with these words' },
    { flags: '--name <name>', words: 'name of the project (default: that of the folder)' },
  ],
  schema: z.object({
    words: z.string().optional(),
    wordsFile: z.string().optional(),
    name: z.string().optional(),
  }),
  async run(tools, [folder = ''], { words, wordsFile, name = basename(resolve(folder)) }) {
    const description = wordsFile === undefined ? (words ?? '') : await readTextFile(wordsFile);
    const { folder: made, meta } = await tools.createProject(folder, { name, description });
    const warnings = fewWords(description);
    for (const warning of warnings) tools.note(`Warning: ${warning}`);
    return {
      json: { project: made, id: meta.id, name: meta.name, warnings },
      text: `Made ${made}\nNext: gsim import ${folder} FILE.csv`,
    };
  },
});

/** Too few words are a warning: the data may still say enough. */
function fewWords(description: string): string[] {
  const { wordCount } = readClues(description);
  if (wordCount >= MIN_WORDS) return [];
  const said = wordCount === 0 ? 'no words' : `only ${wordCount} word${wordCount === 1 ? '' : 's'}`;
  return [
    `description: ${said}. Say in some sentences what comes in, how long it stays and what leaves: edit "description" in project.json.`,
  ];
}
