/** The order of events within a day, and the modules in which they happen. */
import type { Setting } from '../../setting.ts';
import type { Block, ModuleText, Structure } from '../structure.ts';
import { neutral } from './neutral.ts';
import { hasQueue, isThroughTheDay, settle } from './patient-admission.ts';
import { arrivalCount } from './patient-arrivals.ts';
import { patientKinds, requirePatientColumns } from './patient-columns.ts';
import { placesOf } from './patient-places.ts';

/** Place of the modules among each other. */
export const PATIENT_ORDER = {
  calendar: 0,
  first: 5,
  deaths: 10,
  discharge: 20,
  last: 30,
} as const;

export const paceBlocks: readonly Block[] = [
  {
    ...neutral({
      id: 'once-a-day',
      slot: 'pace',
      words: 'once a day, those whose stay is over leave, and then new patients come',
      assumption: 'All who leave on a day have left before the first patient of the day comes.',
    }),
    mentioned: ({ themes }) => (themes.daily === undefined ? 0 : 0.3),
  },
  neutral({
    id: 'arrivals-first',
    slot: 'pace',
    words: 'once a day new patients come, and then those whose stay is over leave',
    assumption:
      'Patients of the day find the places of those who leave later on the day still taken.',
    cures: ['peak-too-high', 'level-too-high'],
  }),
  {
    ...neutral({
      id: 'through-the-day',
      slot: 'pace',
      words: 'patients come and leave at any time of the day',
      assumption: 'A place that becomes free is taken at once by who waits or comes next.',
      cures: ['peak-too-low', 'level-too-low', 'late'],
    }),
    mentioned: ({ themes }) => (themes.anytime === undefined ? 0 : 0.5),
  },
];

/** Names of the state that taking a place touches. */
function touched(setting: Setting, structure: Structure): string[] {
  const { arrived, turnedAway } = requirePatientColumns(setting);
  return [
    'patients',
    ...(hasQueue(structure) ? ['queue'] : []),
    ...(arrived === undefined ? [] : ['arrived']),
    ...(turnedAway === undefined ? [] : ['turned_away']),
  ];
}

/** Modules `discharge` and `arrivals`, and a calendar where a column counts the rows. */
export function dayModules(setting: Setting, structure: Structure): ModuleText[] {
  const calendar: ModuleText = {
    name: 'calendar',
    meaning: 'another day is counted',
    order: PATIENT_ORDER.calendar,
    reads: ['day'],
    writes: ['day'],
    body: ['state.day += 1;'],
  };
  return [
    ...(requirePatientColumns(setting).day === undefined ? [] : [calendar]),
    ...(isThroughTheDay(structure)
      ? throughTheDay(setting, structure)
      : onceADay(setting, structure)),
  ];
}

function onceADay(setting: Setting, structure: Structure): ModuleText[] {
  const touches = touched(setting, structure);
  const arrivesFirst = structure.blocks.pace === 'arrivals-first';
  return [
    {
      name: 'discharge',
      meaning: 'a day of the stay has passed; who has stayed long enough leaves',
      order: PATIENT_ORDER.discharge,
      reads: ['patients'],
      writes: ['patients'],
      body: [
        'const patients = state.patients;',
        'let kept = 0;',
        'for (let i = 0; i < patients.length; i++) {',
        '  const patient = patients[i];',
        '  patient.remaining -= dt;',
        '  patient.day += 1;',
        '  if (patient.remaining <= 0) continue;',
        '  patients[kept] = patient;',
        '  kept++;',
        '}',
        'while (patients.length > kept) patients.pop();',
      ],
    },
    {
      name: 'arrivals',
      meaning: 'new patients come, one kind after the other, and take a free place if there is one',
      order: arrivesFirst ? PATIENT_ORDER.first : PATIENT_ORDER.last,
      reads: touches,
      writes: touches,
      body: [
        ...freshCounts(setting),
        `const free = ${freeText(setting, structure)};`,
        ...(hasQueue(structure) ? ['admitWaiting(state, free, dt);'] : []),
        ...patientKinds(setting).map(
          (_, kind) =>
            `arrive(state, free, ${kind}, ${arrivalCount(setting, structure, kind)}, world);`,
        ),
      ],
    },
  ];
}

function throughTheDay(setting: Setting, structure: Structure): ModuleText[] {
  const touches = touched(setting, structure);
  return [
    {
      name: 'arrivals',
      meaning: 'the patients who will come today, and at what time',
      order: PATIENT_ORDER.first,
      reads: [],
      writes: ['coming'],
      body: [
        'const coming = [];',
        ...patientKinds(setting).map(
          (_, kind) =>
            `comeToday(coming, ${kind}, ${arrivalCount(setting, structure, kind)}, world);`,
        ),
        'coming.sort((a, b) => a.time - b.time);',
        'state.coming = coming;',
      ],
    },
    {
      name: 'discharge',
      meaning: 'in the order of time, patients leave, and those who come or wait take free places',
      order: PATIENT_ORDER.discharge,
      reads: ['coming', ...touches],
      writes: touches,
      body: [
        ...freshCounts(setting),
        'const patients = state.patients;',
        `const free = ${freeText(setting, structure)};`,
        'const leaving = takeLeaving(patients, dt);',
        ...(hasQueue(structure) ? ['admitWaiting(state, free, 0, leaving, dt);'] : []),
        'let next = 0;',
        'while (true) {',
        '  const leaves = leaving.length === 0 ? Infinity : leaving[leaving.length - 1].remaining;',
        '  const comes = next < state.coming.length ? state.coming[next].time : Infinity;',
        '  if (Math.min(leaves, comes) > dt) break;',
        '  if (leaves <= comes) {',
        '    free[leaving[leaving.length - 1].place]++;',
        '    leaving.pop();',
        ...(hasQueue(structure) ? ['    admitWaiting(state, free, leaves, leaving, dt);'] : []),
        '    continue;',
        '  }',
        '  const { kind, stay } = state.coming[next];',
        '  next++;',
        ...settle(setting, structure, 'comes').map((line) => `  ${line}`),
        '}',
        'for (const patient of patients) {',
        '  patient.remaining -= dt;',
        '  patient.day += 1;',
        '}',
      ],
    },
  ];
}

function freshCounts(setting: Setting): string[] {
  const { arrived, turnedAway } = requirePatientColumns(setting);
  return [
    ...(arrived === undefined ? [] : ['state.arrived = 0;']),
    ...(turnedAway === undefined ? [] : ['state.turned_away = 0;']),
  ];
}

/** Expression: free places by kind of place. */
function freeText(setting: Setting, { blocks }: Structure): string {
  if (blocks.gate === 'open') return '[Infinity]';
  const free = placesOf(setting).map(
    ({ capacity }, place) => `Math.floor(${capacity}) - countIn(state.patients, ${place})`,
  );
  return `[${free.join(', ')}]`;
}
