/** How a patient takes a place, waits or is turned away: helpers of the simulator and the statements that they share. */
import type { Setting } from '../../setting.ts';
import type { Structure } from '../structure.ts';
import { requirePatientColumns } from './patient-columns.ts';
import { waitingLever } from './patient-places.ts';

export function isThroughTheDay({ blocks }: Structure): boolean {
  return blocks.pace === 'through-the-day';
}

export function hasQueue({ blocks }: Structure): boolean {
  return blocks.gate === 'waits' || blocks.gate === 'limited-waiting';
}

/** Statements: a patient of `kind` with a `stay` takes a place of `free`, waits, or is turned away, at a `time` of the day. */
export function settle(setting: Setting, structure: Structure, time: string): string[] {
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
