/** What the tests of projects put into one. */
import type { NewData } from '../../engine/project/data-files.ts';
import type { ProjectOptions } from '../../engine/project/project.ts';
import type { Declaration } from '../../engine/simulator/declaration.ts';
import { declarationSchema } from '../../engine/simulator/declaration.ts';

/** A clock that stands still. */
export const options: ProjectOptions = {
  clock: () => new Date('2026-03-01T09:00:00Z'),
  app: '0.1.0',
};

export const about = { name: 'Beds', description: 'Beds of one ward, with admissions each day.' };

export const csv = new TextEncoder().encode('\uFEFFdag;bedden\r\n2020-03-01;12,5\r\n');

export const newData: NewData = {
  name: 'beds',
  file: 'Bedden 2020.csv',
  bytes: csv,
  schema: {
    version: 1,
    encoding: 'utf-8',
    dialect: { delimiter: ';', headerRow: 1 },
    fields: [
      { name: 'dag', type: 'date', format: '%Y-%m-%d' },
      { name: 'bedden', type: 'number', decimalChar: ',', groupChar: '', bareNumber: true },
    ],
    missingValues: [''],
  },
  fixes: [
    {
      id: 'set-missing:bedden:2-2x1',
      words: 'Set the value of row 2 aside.',
      operation: { kind: 'set-missing', column: 'bedden', rows: [2] },
    },
  ],
  roles: [{ column: 'dag', role: 'date' }],
};

export const declaration: Declaration = declarationSchema.parse({
  contract: 1,
  title: 'Staged stay',
  description: '',
  time: { unit: 'day' },
  parameters: { stay: { prior: { kind: 'uniform', low: 1, high: 30 }, unit: 'day', meaning: '' } },
  outputs: { beds: { unit: 'beds', meaning: '', kind: 'count' } },
  modules: [{ name: 'leave', meaning: '', reads: ['beds'], writes: ['beds'] }],
});

export const newSimulator = {
  code: 'export default { contract: 1 };\n',
  declaration,
  provenance: {
    proposer: 'composer',
    round: 1,
    parent: null,
    rationale: 'The tail was too sharp.',
  },
} as const;

export const newRun = { kind: 'calibrate', seed: 7, inputs: { evaluations: 500 }, data: ['beds'] };
