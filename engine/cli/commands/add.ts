import { basename } from 'node:path';
import { z } from 'zod';
import { addSimulator } from '../../studio/add-simulator.ts';
import { defineCommand } from '../command.ts';
import { readTextFile } from '../read-file.ts';

export const addCommand = defineCommand({
  name: 'add',
  arguments: '<project> <file>',
  summary: 'take a simulator file of your own into a project',
  details:
    'Checks a simulator file (docs/simulator-language.md) and saves it in the project. Every problem is named with its line and its way out.',
  options: [
    { flags: '--parent <id>', words: 'the simulator of the project that it was made from' },
  ],
  schema: z.object({ parent: z.string().optional() }),
  async run(tools, [folder = '', file = ''], { parent }) {
    const project = await tools.openProject(folder, 'write');
    const code = await readTextFile(file);
    const source = { code, file: basename(file), ...(parent !== undefined && { parent }) };
    const { simulator, warnings } = await addSimulator(project, source);
    for (const { line, message } of warnings) tools.note(`Warning: ${file}:${line}: ${message}`);
    return {
      json: { simulator, warnings },
      text: `Saved simulator ${simulator.id}: ${simulator.title}\nNext: gsim calibrate ${folder} --simulator ${simulator.id}`,
    };
  },
});
