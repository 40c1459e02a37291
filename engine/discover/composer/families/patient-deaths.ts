/** Whether patients die, and how the risk changes with the days. */
import type { Declaration } from '../../../simulator/declaration.ts';
import type { Setting } from '../../setting.ts';
import type { Block, Fragment, Structure } from '../structure.ts';
import { neutral } from './neutral.ts';
import { patientKinds } from './patient-columns.ts';
import { PATIENT_ORDER } from './patient-day.ts';
import { byKind } from './patient-stays.ts';

export function deathBlocks(setting: Setting): Block[] {
  const kinds = patientKinds(setting).length;
  const deadly = (parameters: Declaration['parameters'], risk: string): Fragment => ({
    parameters,
    helpers: [['function deathRisk(kind, day, parameters) {', `  return ${risk};`, '}'].join('\n')],
    modules: [
      {
        name: 'deaths',
        meaning: 'patients die; the place is free at once',
        order: PATIENT_ORDER.deaths,
        reads: ['patients'],
        writes: ['patients'],
        body: [
          'const patients = state.patients;',
          'let kept = 0;',
          'for (let i = 0; i < patients.length; i++) {',
          '  const patient = patients[i];',
          '  if (random.uniform() < deathRisk(patient.kind, patient.day, parameters) * dt) continue;',
          '  patients[kept] = patient;',
          '  kept++;',
          '}',
          'while (patients.length > kept) patients.pop();',
        ],
      },
    ],
  });
  return [
    neutral({
      id: 'none',
      slot: 'deaths',
      words: 'everybody stays to the end of the stay',
      assumption: 'Nobody dies, or those who die stay as long as the others.',
    }),
    {
      id: 'same-risk',
      slot: 'deaths',
      words: 'patients die with the same risk on every day',
      assumption: 'The risk of death does not depend on the days already stayed.',
      complexity: kinds,
      cures: ['empties-too-slowly', 'level-too-high'],
      fits: () => true,
      mentioned: ({ themes }) => (themes.deaths === undefined ? 0 : 0.6),
      write: () => deadly(chances(setting), `Math.min(1, ${byKind(setting, 'death_chance')})`),
    },
    {
      id: 'rising-risk',
      slot: 'deaths',
      words: 'patients die with a risk that rises with every day of the stay',
      assumption: 'The risk of death rises in a straight line with the days already stayed.',
      complexity: 2 * kinds,
      cures: ['empties-too-slowly', 'level-too-high', 'peak-too-high'],
      fits: () => true,
      mentioned: ({ themes }) =>
        themes.deaths === undefined ? 0 : RISING.test(setting.words) ? 0.7 : 0.4,
      write: () =>
        deadly(
          { ...chances(setting), ...rises(setting) },
          `Math.min(1, (${byKind(setting, 'death_chance')}) + (${byKind(setting, 'death_rise')}) * day)`,
        ),
    },
  ];
}

const RISING =
  /\b(die|dies|deaths?|mortality|risk)\b[^.]*\b(rises?|rising|increas\w*|grows?|growing|longer)\b/i;

function chances(setting: Setting): Declaration['parameters'] {
  return eachKind(setting, 'death_chance', (words) => ({
    prior: { kind: 'log-uniform', low: 0.0005, high: 0.1 },
    unit: 'share per day',
    meaning: `risk of death a day at the beginning of the stay (${words})`,
  }));
}

function rises(setting: Setting): Declaration['parameters'] {
  return eachKind(setting, 'death_rise', (words) => ({
    prior: { kind: 'log-uniform', low: 0.0001, high: 0.02 },
    unit: 'share per day and day',
    meaning: `rise of the daily risk of death with each day (${words})`,
  }));
}

function eachKind(
  setting: Setting,
  name: string,
  parameter: (words: string) => Declaration['parameters'][string],
): Declaration['parameters'] {
  return Object.fromEntries(
    patientKinds(setting).map(({ suffix, words }) => [`${name}${suffix}`, parameter(words)]),
  );
}

/** Expression: the share of a kind still alive after `passed` days; undefined where nobody dies. */
export function survival(setting: Setting, { blocks }: Structure): string | undefined {
  const chance = `(${byKind(setting, 'death_chance')})`;
  if (blocks.deaths === 'same-risk') return `Math.pow(1 - Math.min(1, ${chance}), passed)`;
  // Risks of a few percent add up; their product differs by less than a percent.
  if (blocks.deaths === 'rising-risk')
    return `Math.exp(-passed * (${chance} + (${byKind(setting, 'death_rise')}) * (passed + 1) / 2))`;
  return undefined;
}
