import type { Setting } from '../../setting.ts';
import type { Block, Family, Fragment, Slot, Structure } from '../structure.ts';
import { noiseBlocks } from './noise.ts';
import { dayHelpers, hasQueue, isThroughTheDay } from './patient-admission.ts';
import { arrivalBlocks } from './patient-arrivals.ts';
import { patientColumns, requirePatientColumns } from './patient-columns.ts';
import { dayModules, paceBlocks } from './patient-day.ts';
import { deathBlocks } from './patient-deaths.ts';
import {
  gateBlocks,
  placesOf,
  preferenceBlocks,
  preferenceSlots,
  preferencesText,
} from './patient-places.ts';
import { openingBlocks, queueOf, startOf } from './patient-start.ts';
import { drawStayText, patientStayBlocks } from './patient-stays.ts';

/** Patients one by one: of several kinds, in several kinds of places, or with a queue that was counted, too. */
export const patients: Family = {
  id: 'patients',
  words: 'patients who come one by one, take a place, stay for some days and leave',
  substeps: () => 1,
  suits: (setting) => {
    const columns = patientColumns(setting);
    if (columns === undefined) return 0;
    const { places, kinds, waiting, arrived, turnedAway } = columns;
    const isTold = places.length > 1 || kinds.length > 1;
    const isQueue = [waiting, arrived, turnedAway].some((series) => series !== undefined);
    if (!isTold && !isQueue) return 0;
    return setting.clues.themes.stay === undefined ? 0.5 : 1;
  },
  slots: (setting) => [
    { id: 'arrivals', kind: 'distribution', words: 'how patients come' },
    { id: 'stay', kind: 'distribution', words: 'how long they stay' },
    { id: 'deaths', kind: 'part', words: 'whether patients die' },
    ...preferenceSlots(setting),
    { id: 'gate', kind: 'wiring', words: 'what happens when all places are taken' },
    { id: 'pace', kind: 'wiring', words: 'what happens first within a day' },
    ...(requirePatientColumns(setting).day === undefined ? [] : [OPENING]),
    { id: 'noise', kind: 'distribution', words: 'how what is counted differs from what is' },
  ],
  blocks: (setting): readonly Block[] => [
    ...arrivalBlocks(setting),
    ...patientStayBlocks(setting),
    ...deathBlocks(setting),
    ...preferenceBlocks(setting),
    ...gateBlocks,
    ...paceBlocks,
    ...(requirePatientColumns(setting).day === undefined ? [] : openingBlocks),
    ...noiseBlocks,
  ],
  frame,
};

const OPENING: Slot = {
  id: 'opening',
  kind: 'hidden',
  words: 'how long it was open before the first day',
};

function frame(setting: Setting, structure: Structure): Fragment {
  const { startBody, helpers } = startOf(setting, structure);
  const { day, arrived, turnedAway } = requirePatientColumns(setting);
  const queue = hasQueue(structure);
  return {
    ...counted(setting, structure),
    startBody: [...startBody, ...(queue ? queueOf(setting, structure) : [])],
    state: {
      patients: 'patients',
      ...(queue && { queue: 'queue' }),
      ...(isThroughTheDay(structure) && { coming: '[]' }),
      ...(day !== undefined && { day: `row.${day.name} > 0 ? row.${day.name} : 0` }),
      ...(arrived !== undefined && { arrived: `whole(row.${arrived.name})` }),
      ...(turnedAway !== undefined && { turned_away: `whole(row.${turnedAway.name})` }),
    },
    modules: dayModules(setting, structure),
    helpers: [
      preferencesText(setting, structure),
      COUNTING,
      drawStayText(setting, structure),
      ...helpers,
      ...dayHelpers(setting, structure),
    ],
    rules: [
      {
        name: 'stays_go_on',
        meaning: 'whoever is there has days to stay',
        kind: 'holds',
        value: 'state.patients.every((patient) => patient.remaining >= 0 && patient.day >= 1)',
      },
    ],
  };
}

/** Every column in the words of the family, and how it is read from the state. */
function counted(setting: Setting, structure: Structure): Fragment {
  const { places, kinds, total, day, waiting, arrived, turnedAway } =
    requirePatientColumns(setting);
  const rows: (readonly [Setting['series'][number] | undefined, string, string])[] = [
    ...places.map((one, at) => {
      const meaning =
        placesOf(setting).length === 1 ? 'places in use' : `places of the kind ${one.name} in use`;
      return [one, meaning, `countIn(state.patients, ${at})`] as const;
    }),
    ...kinds.map(
      (one, at) =>
        [one, `patients of the kind ${one.name}`, `countOf(state.patients, ${at})`] as const,
    ),
    [total, 'all patients in a place', 'state.patients.length'],
    [day, 'days since the beginning', 'state.day'],
    [waiting, 'patients who wait for a place', hasQueue(structure) ? 'state.queue.length' : '0'],
    [arrived, 'patients who came during the day', 'state.arrived'],
    [turnedAway, 'patients turned away during the day', 'state.turned_away'],
  ];
  const outputs: NonNullable<Fragment['outputs']> = {};
  const observe: Record<string, string> = {};
  for (const [series, meaning, expression] of rows) {
    if (series === undefined) continue;
    const { name, unit, kind, column } = series;
    outputs[name] = { unit, meaning, kind, column };
    observe[name] = expression;
  }
  return { outputs, observe };
}

const COUNTING = ['place', 'kind']
  .map((field) =>
    [
      `function count${field === 'place' ? 'In' : 'Of'}(patients, ${field}) {`,
      '  let count = 0;',
      `  for (const patient of patients) if (patient.${field} === ${field}) count++;`,
      '  return count;',
      '}',
    ].join('\n'),
  )
  .join('\n\n');
