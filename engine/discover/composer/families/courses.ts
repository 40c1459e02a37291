/** The course of an infection: who infects, and when somebody is seen to be ill. */

import type { Setting } from '../../setting.ts';
import type { Block, Fragment, ModuleText, Structure } from '../structure.ts';
import { CONTAGION_ORDER, isOnceADay } from './contagion-pace.ts';
import { hasSilent } from './contagion-setting.ts';

export const courseBlocks: readonly Block[] = [
  {
    id: 'ill-infect',
    slot: 'course',
    words: 'the ill infect others while they are ill (SIR)',
    assumption: 'People infect others exactly as long as they are seen to be ill.',
    complexity: 1,
    cures: ['late'],
    fits: () => true,
    mentioned: () => 0.2,
    write: (_setting, structure) => ({
      startBody: ['const first_unseen = 0;'],
      ...infection(structure, {
        infectious: hasSilent(structure) ? 'state.ill + state.silent' : 'state.ill',
        days: 'parameters.ill_days',
        to: 'falls ill',
        reads: hasSilent(structure) ? ['ill', 'silent'] : ['ill'],
      }),
    }),
  },
  {
    id: 'incubation',
    slot: 'course',
    words: 'after infection some time passes before people are ill and infect others (SEIR)',
    assumption: 'Between infection and illness lies an incubation in which nobody is infected.',
    complexity: 2,
    cures: ['early', 'peak-too-high', 'empties-too-fast'],
    fits: () => true,
    mentioned: ({ themes }) => (themes.delay === undefined ? 0 : 0.5),
    write: (setting, structure) =>
      withUnseen(setting, structure, {
        infectious: hasSilent(structure) ? 'state.ill + state.silent' : 'state.ill',
        days: 'parameters.ill_days',
        reads: hasSilent(structure) ? ['ill', 'silent'] : ['ill'],
        meaning: 'days from infection to illness',
      }),
  },
  {
    id: 'infect-before-ill',
    slot: 'course',
    words: 'people infect others before they are seen to be ill; once ill they are kept apart',
    assumption: 'Who is seen to be ill is kept apart and infects nobody any more.',
    complexity: 2,
    cures: ['contradicts-fact', 'peak-too-high', 'empties-too-fast'],
    fits: () => true,
    mentioned: ({ themes }) => (themes.isolation === undefined ? 0 : 0.6),
    write: (setting, structure) =>
      withUnseen(setting, structure, {
        infectious: 'state.unseen',
        days: 'parameters.unseen_days',
        reads: ['unseen'],
        meaning: 'days from infection to being seen ill, in which others are infected',
      }),
  },
];

interface Source {
  /** Expression: people who infect others. */
  readonly infectious: string;
  /** Expression: days for which they do. */
  readonly days: string;
  readonly reads: readonly string[];
}

/** A stage between infection and illness that nobody sees. */
function withUnseen(
  setting: Setting,
  structure: Structure,
  source: Source & { readonly meaning: string },
): Fragment {
  const largest = Math.max(1, ...setting.series.map(({ statistics }) => statistics.first));
  const { state, modules } = infection(structure, { ...source, to: 'is infected, unseen' });
  return {
    state,
    parameters: {
      unseen_days: {
        prior: { kind: 'log-uniform', low: 0.1, high: 15 },
        unit: 'days',
        meaning: source.meaning,
      },
      unseen_at_start: {
        prior: { kind: 'log-uniform', low: 0.2, high: 20 * largest },
        unit: 'people',
        meaning: 'people already infected but not yet ill on the first day',
      },
    },
    startBody: [
      'const first_unseen = Math.min(unaffected, random.poisson(parameters.unseen_at_start));',
    ],
    modules: [
      ...modules,
      {
        name: 'onset',
        meaning: 'the infected fall ill',
        order: CONTAGION_ORDER.onset,
        reads: ['unseen', ...caseVariables(structure)],
        writes: ['unseen', ...caseVariables(structure)],
        body: [
          'const onset = random.binomial(state.unseen, 1 - Math.exp(-dt / parameters.unseen_days));',
          'state.unseen -= onset;',
          ...fallIll('onset', structure),
        ],
      },
    ],
  };
}

function infection(
  structure: Structure,
  source: Source & { readonly to: 'falls ill' | 'is infected, unseen' },
): Required<Pick<Fragment, 'state' | 'modules'>> {
  const seenAtOnce = source.to === 'falls ill';
  const target = seenAtOnce ? caseVariables(structure) : ['unseen'];
  const onceADay = isOnceADay(structure);
  const infectious = onceADay ? 'state.infectious' : `(${source.infectious})`;
  const spread: ModuleText = {
    name: 'infection',
    meaning: `who meets somebody infectious may catch it and ${source.to}`,
    order: CONTAGION_ORDER.infection(structure),
    reads: [
      ...new Set([
        ...['susceptible', 'people', 'contact'],
        ...(onceADay ? ['infectious'] : source.reads),
        ...target,
      ]),
    ],
    writes: ['susceptible', ...target],
    body: [
      `const pressure = parameters.R0 * ${perTurn(structure, source)} * state.contact * ${infectious} / Math.max(1, state.people);`,
      'const caught = random.binomial(state.susceptible, 1 - Math.exp(-pressure));',
      'state.susceptible -= caught;',
      ...(seenAtOnce ? fallIll('caught', structure) : ['state.unseen += caught;']),
    ],
  };
  if (!onceADay) return { state: {}, modules: [spread] };
  const morning: ModuleText = {
    name: 'morning',
    meaning: 'those infectious in the morning are so for the whole day',
    order: CONTAGION_ORDER.morning,
    reads: source.reads,
    writes: ['infectious'],
    body: [`state.infectious = ${source.infectious};`],
  };
  return { state: { infectious: '0' }, modules: [morning, spread] };
}

/**
 * One over the turns in which somebody infects, on average, so that R0 is exact whatever the length of a turn.
 * Through the day, who comes and goes in the same turn infects nobody: 1 / (e^x - 1) turns, x = dt / days; with a second
 * phase, which nobody leaves in the turn of entering, 1 / tanh(x). Once a day everybody infects on the day of leaving,
 * too: 1 / (1 - e^-x) days, with a second phase 2 / (1 - e^-2x).
 */
function perTurn(structure: Structure, { days, infectious }: Source): string {
  const isPhased = structure.blocks.illness === 'two-phases' && infectious !== 'state.unseen';
  if (isOnceADay(structure))
    return isPhased ? `(1 - Math.exp(-2 * dt / ${days})) / 2` : `(1 - Math.exp(-dt / ${days}))`;
  return isPhased ? `Math.tanh(dt / ${days})` : `Math.expm1(dt / ${days})`;
}

function caseVariables(structure: Structure): string[] {
  return ['ill', 'ever_ill', 'new_cases', ...(hasSilent(structure) ? ['silent'] : [])];
}

function fallIll(cases: string, structure: Structure): string[] {
  if (!hasSilent(structure)) {
    return [
      `state.ill += ${cases};`,
      `state.ever_ill += ${cases};`,
      `state.new_cases += ${cases};`,
    ];
  }
  return [
    `const visible = random.binomial(${cases}, parameters.visible_share);`,
    'state.ill += visible;',
    `state.silent += ${cases} - visible;`,
    'state.ever_ill += visible;',
    'state.new_cases += visible;',
  ];
}
