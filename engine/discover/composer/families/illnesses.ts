/** How long people are ill, and what becomes of them afterwards. */

import type { Setting } from '../../setting.ts';
import type { Block, Fragment, ModuleText, Structure } from '../structure.ts';
import { CONTAGION_ORDER } from './contagion-pace.ts';
import { hasSilent, seenColumns } from './contagion-setting.ts';

export const illnessBlocks: readonly Block[] = [
  {
    id: 'one-phase',
    slot: 'illness',
    words: 'the ill have the same chance to get up on each day, however long they have been ill',
    assumption: 'The chance to recover does not depend on how long somebody has been ill.',
    complexity: 0,
    cures: ['too-narrow'],
    fits: () => true,
    mentioned: () => 0.1,
    write: (setting, structure) => ({
      modules: [
        recovery(
          setting,
          structure,
          [],
          [
            'const up = random.binomial(state.ill, 1 - Math.exp(-dt / parameters.ill_days));',
            'state.ill -= up;',
          ],
        ),
      ],
    }),
  },
  {
    id: 'two-phases',
    slot: 'illness',
    words: 'an illness passes through two phases, so that its length varies less',
    assumption: 'Nobody recovers before the second of two equally long phases of the illness.',
    complexity: 1,
    cures: ['empties-too-slowly', 'peak-too-low', 'early', 'level-too-low', 'contradicts-fact'],
    fits: () => true,
    mentioned: ({ themes }) => (themes.phases === undefined ? 0 : 0.3),
    write: (setting, structure): Fragment => ({
      state: { ill_late: '0' },
      modules: [
        recovery(
          setting,
          structure,
          ['ill_late'],
          [
            'const chance = 1 - Math.exp(-2 * dt / parameters.ill_days);',
            'const up = random.binomial(state.ill_late, chance);',
            'const later = random.binomial(state.ill - state.ill_late, chance);',
            'state.ill_late += later - up;',
            'state.ill -= up;',
          ],
        ),
      ],
    }),
  },
];

/** `leave`: statements that take `up` people out of the ill. */
function recovery(
  setting: Setting,
  structure: Structure,
  touched: readonly string[],
  leave: readonly string[],
): ModuleText {
  const convalescent = seenColumns(setting)?.convalescent !== undefined;
  const silent = hasSilent(structure);
  const to = convalescent ? 'convalescent' : 'recovered';
  const names = [
    'ill',
    ...touched,
    to,
    ...(convalescent || silent ? ['recovered'] : []),
    ...(silent ? ['silent'] : []),
  ];
  const touches = [...new Set(names)];
  return {
    name: 'recovery',
    meaning: convalescent
      ? 'the ill become convalescent, the convalescent recover'
      : 'the ill recover',
    order: CONTAGION_ORDER.recovery(structure),
    reads: touches,
    writes: touches,
    body: [
      ...(convalescent ? leaving('well', 'convalescent', 'convalescent_days') : []),
      ...leave,
      `state.${to} += up;`,
      ...(silent ? leaving('over', 'silent', 'ill_days') : []),
    ],
  };
}

/** Some of a group recover for good. */
function leaving(name: string, group: string, days: string): string[] {
  return [
    `const ${name} = random.binomial(state.${group}, 1 - Math.exp(-dt / parameters.${days}));`,
    `state.${group} -= ${name};`,
    `state.recovered += ${name};`,
  ];
}
