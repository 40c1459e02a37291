/** How many patients of each kind come in a day. */
import type { Declaration } from '../../../simulator/declaration.ts';
import type { Setting } from '../../setting.ts';
import type { Block, Structure } from '../structure.ts';
import { patientKinds, requirePatientColumns } from './patient-columns.ts';

export function arrivalBlocks(setting: Setting): Block[] {
  const kinds = patientKinds(setting).length;
  return [
    {
      id: 'recorded',
      slot: 'arrivals',
      words: 'patients come as they were recorded',
      assumption: 'The recorded arrivals are complete.',
      complexity: 0,
      cures: [],
      fits: isRecorded,
      mentioned: () => 0.2,
      write: () => ({
        inputs: Object.fromEntries(
          requirePatientColumns(setting).inflows.map(({ name, column, unit }) => [
            name,
            { unit, meaning: `recorded ${column}`, column },
          ]),
        ),
      }),
    },
    {
      id: 'by-chance',
      slot: 'arrivals',
      words: 'patients come by chance at a steady rate',
      assumption: 'Patients come independently of each other (Poisson), as many on all days.',
      complexity: kinds,
      cures: [],
      fits: (setting) => !isRecorded(setting),
      mentioned: () => 0.1,
      write: () => ({ parameters: rates(setting) }),
    },
    {
      id: 'in-bursts',
      slot: 'arrivals',
      words: 'patients come by chance and in bursts',
      assumption: 'Arrivals vary more from day to day than independent ones would.',
      complexity: kinds + 1,
      cures: ['too-narrow'],
      fits: (setting) => !isRecorded(setting),
      mentioned: () => 0,
      write: () => ({
        parameters: {
          ...rates(setting),
          arrival_regularity: {
            prior: { kind: 'log-uniform', low: 0.2, high: 100 },
            unit: '',
            meaning: 'how regular arrivals are (low: bursts, high: independent patients)',
          },
        },
      }),
    },
  ];
}

function isRecorded(setting: Setting): boolean {
  return requirePatientColumns(setting).inflows.length > 0;
}

function rates(setting: Setting): Declaration['parameters'] {
  const kinds = patientKinds(setting);
  const { arrived } = requirePatientColumns(setting);
  return Object.fromEntries(
    kinds.map(({ suffix, words, mean }) => {
      const counted = kinds.length === 1 ? arrived?.statistics.mean : undefined;
      // As many come as leave: those present over the days that they stay.
      const likely = Math.max(0.05, counted ?? mean / (setting.clues.typicalStay ?? 5));
      const factor = counted === undefined ? 10 : 3;
      return [
        `arrivals_per_day${suffix}`,
        {
          prior: { kind: 'log-uniform', low: likely / factor, high: likely * factor },
          unit: 'per day',
          meaning: `average arrivals a day (${words})`,
        },
      ] as const;
    }),
  );
}

/** Expression: how many of a kind come today. */
export function arrivalCount(setting: Setting, { blocks }: Structure, kind: number): string {
  const { inflows } = requirePatientColumns(setting);
  if (blocks.arrivals === 'recorded')
    return `Math.max(0, Math.round(inputs.${inflows[kind]?.name}))`;
  const mean = `parameters.arrivals_per_day${patientKinds(setting)[kind]?.suffix} * dt`;
  return blocks.arrivals === 'in-bursts'
    ? `random.negativeBinomial(${mean}, parameters.arrival_regularity)`
    : `random.poisson(${mean})`;
}

/** Expressions: for each kind how often it comes, for the kinds of those who wait at the start. */
export function arrivalWeights(setting: Setting, { blocks }: Structure): string[] {
  return patientKinds(setting).map(({ suffix, mean }) =>
    blocks.arrivals === 'recorded'
      ? String(Math.max(1e-6, mean))
      : `parameters.arrivals_per_day${suffix}`,
  );
}
