/** Who is there at the start: patients placed by the counts of the row, in the middle of their stays. */
import type { Setting } from '../../setting.ts';
import type { Block, Fragment, Structure } from '../structure.ts';
import { neutral } from './neutral.ts';
import { isThroughTheDay } from './patient-admission.ts';
import { arrivalWeights } from './patient-arrivals.ts';
import { patientKinds, requirePatientColumns } from './patient-columns.ts';
import { survival } from './patient-deaths.ts';
import { placesOf } from './patient-places.ts';
import { byKind, stayLaw } from './patient-stays.ts';

/** Whether it began on the first day of the data; only where a column counts the days since. */
export const openingBlocks: readonly Block[] = [
  {
    ...neutral({
      id: 'opened-empty',
      slot: 'opening',
      words: 'it was empty on the first day, so nobody has been there for longer',
      assumption: 'Whoever is there has come since the first day of the record.',
    }),
    fits: (setting) => {
      const { day, places, kinds } = requirePatientColumns(setting);
      return (
        day !== undefined &&
        day.statistics.first === day.statistics.min &&
        [...places, ...kinds].every(({ statistics }) => statistics.first === 0)
      );
    },
  },
  neutral({
    id: 'long-open',
    slot: 'opening',
    words: 'it has been open for long',
    assumption: 'Patients present on the first day may have come long before it.',
  }),
];

/** Statements and helpers that make `patients`, and `queue` of those who wait. */
export function startOf(
  setting: Setting,
  structure: Structure,
): Required<Pick<Fragment, 'startBody' | 'helpers'>> {
  const { kinds, places, total, day } = requirePatientColumns(setting);
  const read = (list: readonly Setting['series'][number][]) =>
    list.map(({ name }) => `whole(row.${name})`);
  const everybody = total === undefined ? read(places).join(' + ') : `whole(row.${total.name})`;
  const present = kinds.length > 0 ? read(kinds) : [everybody];
  const occupied =
    places.length > 0 ? read(places) : [total === undefined ? read(kinds).join(' + ') : everybody];
  const since =
    structure.blocks.opening === 'opened-empty' && day !== undefined
      ? `Math.max(1, row.${day.name} - ${day.statistics.first})`
      : 'Infinity';
  return {
    startBody: [
      `const present = [${present.join(', ')}];`,
      `const occupied = [${occupied.join(', ')}];`,
      `const patients = placePatients(random, parameters, present, occupied, ${since});`,
    ],
    helpers: [
      WHOLE,
      presentText(setting, structure),
      placesOf(setting).length === 1 ? ONE_KIND_OF_PLACE : SEVERAL_KINDS_OF_PLACES,
    ],
  };
}

/** Statements that make `queue`: who waits at the start, as counted. */
export function queueOf(setting: Setting, structure: Structure): string[] {
  const { waiting } = requirePatientColumns(setting);
  if (waiting === undefined) return ['const queue = [];'];
  const weights = arrivalWeights(setting, structure);
  const kind =
    patientKinds(setting).length === 1
      ? ['  const kind = 0;']
      : [
          `  const weights = [${weights.join(', ')}];`,
          '  let rest = 0;',
          '  for (const weight of weights) rest += weight;',
          '  rest *= random.uniform();',
          '  let kind = 0;',
          '  while (kind < weights.length - 1 && rest >= weights[kind]) {',
          '    rest -= weights[kind];',
          '    kind++;',
          '  }',
        ];
  return [
    'const queue = [];',
    `for (let i = 0; i < whole(row.${waiting.name}); i++) {`,
    ...kind,
    '  queue.push({ kind, stay: drawStay(random, kind, parameters) });',
    '}',
  ];
}

const WHOLE = [
  '// A value that was not observed counts as nobody.',
  'function whole(value) {',
  '  return value > 0 ? Math.round(value) : 0;',
  '}',
].join('\n');

/**
 * A stay is met in proportion to the days on which it could be met, min(length, days since the opening), and any of these
 * days is as likely (renewal theory: Cox 1962, chapter 5), less those who died before. `length` is what of a stay is
 * seen at the ends of rows: who comes and goes within a row is not met. Proposals in proportion to length + 1 (a mixture)
 * are thinned, so that the draws are exact; of normal stays those beyond three standard deviations are met a little too
 * rarely.
 */
function presentText(setting: Setting, structure: Structure): string {
  const { drawn, met } = stayLaw(structure);
  const throughTheDay = isThroughTheDay(structure);
  const length = throughTheDay ? 'stay' : 'Math.ceil(stay)';
  const proposal =
    met === undefined
      ? [
          `    const stay = ${drawn};`,
          '    const most = Math.min(since, mean + 3 * parameters.stay_spread);',
        ]
      : [
          '    const isFresh = since <= mean || random.uniform() * (mean + 1) >= mean;',
          `    const stay = isFresh ? ${drawn} : ${met};`,
          '    const most = since <= mean ? since : stay + 1;',
        ];
  const survives = survival(setting, structure);
  return [
    '// Somebody in the middle of a stay: long stays are met more often.',
    'function drawPresent(random, kind, place, parameters, since) {',
    `  const mean = ${byKind(setting, 'mean_stay')};`,
    '  while (true) {',
    ...proposal,
    `    const possible = Math.min(${length}, since);`,
    '    if (random.uniform() * most >= possible) continue;',
    throughTheDay
      ? '    const passed = random.uniform() * possible;'
      : '    const passed = random.integer(0, possible - 1);',
    ...(survives === undefined ? [] : [`    if (random.uniform() >= ${survives}) continue;`]),
    '    return { kind, place, day: Math.floor(passed) + 1, remaining: stay - passed };',
    '  }',
    '}',
  ].join('\n');
}

const ONE_KIND_OF_PLACE = [
  'function placePatients(random, parameters, present, occupied, since) {',
  '  const patients = [];',
  '  for (let kind = 0; kind < present.length; kind++) {',
  '    for (let i = 0; i < present[kind]; i++)',
  '      patients.push(drawPresent(random, kind, 0, parameters, since));',
  '  }',
  '  return patients;',
  '}',
].join('\n');

const SEVERAL_KINDS_OF_PLACES = [
  '// A place of those that are left, the first choice excepted.',
  'function otherPlace(kind, left) {',
  '  const order = PREFERENCES[kind];',
  '  for (let i = 1; i < order.length; i++) if (left[order[i]] > 0) return order[i];',
  '  for (let place = 0; place < left.length; place++) if (left[place] > 0) return place;',
  '  return order[0];',
  '}',
  '',
  '// Those who wish for a kind of place and those who lie there are matched by lot.',
  'function placePatients(random, parameters, present, occupied, since) {',
  '  const patients = [];',
  '  const wishing = new Array(occupied.length).fill(0);',
  '  for (let kind = 0; kind < present.length; kind++) wishing[PREFERENCES[kind][0]] += present[kind];',
  '  for (let kind = 0; kind < present.length; kind++) {',
  '    const first = PREFERENCES[kind][0];',
  '    for (let i = 0; i < present[kind]; i++) {',
  '      const isFirst = random.uniform() * wishing[first] < occupied[first];',
  '      const place = isFirst ? first : otherPlace(kind, occupied);',
  '      wishing[first]--;',
  '      occupied[place]--;',
  '      patients.push(drawPresent(random, kind, place, parameters, since));',
  '    }',
  '  }',
  '  return patients;',
  '}',
].join('\n');
