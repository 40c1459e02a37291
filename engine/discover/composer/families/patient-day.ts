/** The order of events within a day, and the modules in which they happen. */
import type { Setting } from '../../setting.ts';
import type { Block, ModuleText, Structure } from '../structure.ts';
import { neutral } from './neutral.ts';
import { arrivalCount } from './patient-arrivals.ts';
import { patientKinds, requirePatientColumns } from './patient-columns.ts';
import { placesOf, waitingLever } from './patient-places.ts';

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
  neutral({
    id: 'through-the-day',
    slot: 'pace',
    words: 'patients come and leave at any time of the day',
    assumption: 'A place that becomes free is taken at once by who waits or comes next.',
    cures: ['peak-too-low', 'level-too-low', 'late'],
  }),
];

export function isThroughTheDay({ blocks }: Structure): boolean {
  return blocks.pace === 'through-the-day';
}

export function hasQueue({ blocks }: Structure): boolean {
  return blocks.gate === 'waits' || blocks.gate === 'limited-waiting';
}

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

/** Statements: a patient of `kind` with a `stay` takes a place of `free`, waits, or is turned away, at a `time` of the day. */
function settle(setting: Setting, structure: Structure, time: string): string[] {
  const { arrived, turnedAway } = requirePatientColumns(setting);
  const { gate } = structure.blocks;
  const away = turnedAway === undefined ? [] : ['state.turned_away++;'];
  const full =
    gate === 'waits'
      ? ['state.queue.push({ kind, stay });']
      : gate === 'limited-waiting'
        ? [
            `if (state.queue.length < levers.${waitingLever(setting)}) state.queue.push({ kind, stay });`,
            ...away.map((line) => `else ${line}`),
          ]
        : away;
  return [
    ...(arrived === undefined ? [] : ['state.arrived++;']),
    'const place = choosePlace(kind, free);',
    'if (place === -1) {',
    ...full.map((line) => `  ${line}`),
    '  continue;',
    '}',
    'free[place]--;',
    ...takePlace(structure, time),
  ];
}

/**
 * Statements: a patient takes a place at a `time` of the day. The day of arrival is over by its end, where the stay is
 * counted in days; what comes before the discharge of the day has it still before it.
 */
function takePlace({ blocks }: Structure, time: string): string[] {
  if (blocks.pace === 'through-the-day')
    return [
      `const patient = { kind, place, day: 0, remaining: ${time} + stay };`,
      'if (patient.remaining > dt) state.patients.push(patient);',
      'else insertLeaving(leaving, patient);',
    ];
  return blocks.pace === 'arrivals-first'
    ? ['state.patients.push({ kind, place, day: 0, remaining: stay + dt });']
    : ['state.patients.push({ kind, place, day: 1, remaining: stay });'];
}

/** Helpers of the simulator that these modules use. */
export function dayHelpers(setting: Setting, structure: Structure): string[] {
  const world = [
    ...['parameters', 'random', 'dt'],
    ...(structure.blocks.gate === 'limited-waiting' ? ['levers'] : []),
  ];
  const arrive = [
    `function arrive(state, free, kind, count, { ${world.join(', ')} }) {`,
    '  for (let i = 0; i < count; i++) {',
    '    const stay = drawStay(random, kind, parameters);',
    ...settle(setting, structure, '0').map((line) => `    ${line}`),
    '  }',
    '}',
  ].join('\n');
  return [
    CHOOSE_PLACE,
    ...(isThroughTheDay(structure) ? [LEAVING, COME_TODAY] : [arrive]),
    ...(hasQueue(structure) ? [admitWaitingText(structure)] : []),
  ];
}

const CHOOSE_PLACE = [
  '// The first kind of place that is free, -1 where none is.',
  'function choosePlace(kind, free) {',
  '  for (const place of PREFERENCES[kind]) if (free[place] > 0) return place;',
  '  return -1;',
  '}',
].join('\n');

const COME_TODAY = [
  'function comeToday(coming, kind, count, { parameters, random, dt }) {',
  '  for (let i = 0; i < count; i++) {',
  '    const stay = drawStay(random, kind, parameters);',
  '    coming.push({ kind, time: random.uniform() * dt, stay });',
  '  }',
  '}',
].join('\n');

/** Those who leave today, the first to leave last, so that a day costs no more than its events. */
const LEAVING = [
  'function insertLeaving(leaving, patient) {',
  '  let at = leaving.length;',
  '  leaving.push(patient);',
  '  while (at > 0 && leaving[at - 1].remaining < patient.remaining) {',
  '    leaving[at] = leaving[at - 1];',
  '    at--;',
  '  }',
  '  leaving[at] = patient;',
  '}',
  '',
  '// Takes those who leave today out of the patients, the first to leave last.',
  'function takeLeaving(patients, dt) {',
  '  const leaving = [];',
  '  let kept = 0;',
  '  for (let i = 0; i < patients.length; i++) {',
  '    const patient = patients[i];',
  '    if (patient.remaining <= dt) {',
  '      insertLeaving(leaving, patient);',
  '      continue;',
  '    }',
  '    patients[kept] = patient;',
  '    kept++;',
  '  }',
  '  while (patients.length > kept) patients.pop();',
  '  return leaving;',
  '}',
].join('\n');

function admitWaitingText(structure: Structure): string {
  const more = isThroughTheDay(structure) ? 'time, leaving, dt' : 'dt';
  return [
    '// Those who wait take free places in the order in which they came.',
    `function admitWaiting(state, free, ${more}) {`,
    '  const queue = state.queue;',
    '  let kept = 0;',
    '  for (let i = 0; i < queue.length; i++) {',
    '    const { kind, stay } = queue[i];',
    '    const place = choosePlace(kind, free);',
    '    if (place === -1) {',
    '      queue[kept] = queue[i];',
    '      kept++;',
    '      continue;',
    '    }',
    '    free[place]--;',
    ...takePlace(structure, 'time').map((line) => `    ${line}`),
    '  }',
    '  while (queue.length > kept) queue.pop();',
    '}',
  ].join('\n');
}
