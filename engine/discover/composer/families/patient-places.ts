/** Kinds of places: how many there are of each, which one is tried first, and what happens when all are taken. */
import type { Setting } from '../../setting.ts';
import type { Block, Fragment, Slot, Structure } from '../structure.ts';
import { neutral } from './neutral.ts';
import { patientKinds, requirePatientColumns } from './patient-columns.ts';

interface Place {
  readonly name: string;
  /** Expression: how many there are. */
  readonly capacity: string;
  readonly declared: Pick<Fragment, 'inputs' | 'levers'>;
}

/** At least one; with its capacity as recorded, else as a lever. */
export function placesOf(setting: Setting): Place[] {
  const { places, total, kinds } = requirePatientColumns(setting);
  if (places.length > 0)
    return places.map(({ name, statistics }) => {
      const lever = places.length === 1 ? 'places' : `${name.slice(0, 50)}_places`;
      return placeOf(setting, name, lever, statistics.max, places.length === 1);
    });
  const most =
    total?.statistics.max ?? kinds.reduce((all, { statistics }) => all + statistics.max, 0);
  return [placeOf(setting, 'places', 'places', most, true)];
}

function placeOf(
  setting: Setting,
  name: string,
  wanted: string,
  most: number,
  isOnly: boolean,
): Place {
  const recorded = setting.series.find(
    (series) =>
      series.role === 'capacity' &&
      series.use !== 'output' &&
      (isOnly || series.name.toLowerCase().includes(name.toLowerCase())),
  );
  const unit = recorded?.unit ?? 'places';
  const meaning = isOnly ? 'places that there are' : `places of the kind ${name} that there are`;
  if (recorded?.use === 'input') {
    const input = { unit, meaning, column: recorded.column };
    return {
      name,
      capacity: `inputs.${recorded.name}`,
      declared: { inputs: { [recorded.name]: input } },
    };
  }
  const lever = recorded?.name ?? freeName(setting, wanted);
  return {
    name,
    capacity: `levers.${lever}`,
    declared: {
      levers: {
        [lever]: {
          unit,
          meaning,
          default: toldPlaces(setting, name, most, isOnly) ?? Math.max(1, Math.round(most)),
          low: 0,
          high: Math.max(100, Math.round(10 * most)),
          integer: true,
          ...(recorded !== undefined && { column: recorded.column }),
        },
      },
    },
  };
}

/** A number in the words that does not contradict what was seen. */
function toldPlaces(
  { words, clues }: Setting,
  name: string,
  most: number,
  isOnly: boolean,
): number | undefined {
  const kind = /icu|intensive|standard|general|ward/i.exec(name)?.[0].toLowerCase();
  const spoken = kind === 'icu' || kind === 'intensive' ? 'icu|intensive[ -]care' : kind;
  const match = new RegExp(
    String.raw`\b(\d+)\s+(?:${spoken})[\w -]{0,12}?\s(?:beds?|places?)\b`,
    'i',
  );
  const told = isOnly ? clues.capacity : Number(match.exec(words)?.[1] ?? Number.NaN);
  return told !== undefined && told >= most ? told : undefined;
}

/** How a kind of places may be spoken of: text of a pattern that matches nothing where its name does not tell. */
function spokenPlace(name: string): string {
  const kind = /icu|intensive|standard|general|ward/i.exec(name)?.[0].toLowerCase();
  if (kind === undefined) return '(?!)';
  return kind === 'icu' || kind === 'intensive' ? 'icu|intensive[ -]care' : kind;
}

const CHOICE =
  /\b(otherwise|first|prefer\w*|priorit\w*|rather|if (one|there|it) is (free|room|full))\b/i;

/** The kind of places that the words give a kind of patients first: the first one in a clause that speaks of both. */
function toldChoice(setting: Setting, kind: string): string | undefined {
  const { places } = requirePatientColumns(setting);
  const mark = /(?:[A-Za-z]|\d+)$/.exec(kind)?.[0] ?? '';
  // 'patients2' and 'disease_a' are told apart by what stands at the end, other names by the whole of it.
  const spoken = /(\d|_[A-Za-z])$/.test(kind) ? mark : kind.replaceAll('_', '[ _-]');
  for (const clause of setting.words.split(/[.;\n]/)) {
    if (!CHOICE.test(clause) || !new RegExp(String.raw`\b${spoken}\b`, 'i').test(clause)) continue;
    const [first] = places
      .map(({ name }) => ({ name, at: clause.search(new RegExp(spokenPlace(name), 'i')) }))
      .filter(({ at }) => at >= 0)
      .toSorted((a, b) => a.at - b.at);
    if (first !== undefined) return first.name;
  }
  return undefined;
}

/** A name that no column has. */
function freeName(setting: Setting, wanted: string): string {
  return setting.series.some(({ name }) => name === wanted)
    ? freeName(setting, `${wanted}_lever`)
    : wanted;
}

/** One slot for each kind of patients, where there is more than one kind of places. */
export function preferenceSlots(setting: Setting): Slot[] {
  if (placesOf(setting).length === 1) return [];
  return patientKinds(setting).map(({ suffix, words }) => ({
    id: `preference${suffix}`,
    kind: 'wiring',
    words: `where ${words} go first`,
  }));
}

export function preferenceBlocks(setting: Setting): Block[] {
  const places = placesOf(setting);
  return preferenceSlots(setting).flatMap(({ id: slot }, kind) => {
    const words = patientKinds(setting)[kind]?.words ?? '';
    const told = toldChoice(setting, words);
    return places.flatMap(({ name }, at): Block[] => [
      {
        id: `${name}-first`,
        slot,
        words: `${words} take a place of the kind ${name}, or another one when none is free`,
        assumption: `For ${words} the kind ${name} is tried first, then the others.`,
        complexity: 0,
        cures: at === 0 ? [] : ['level-too-high', 'level-too-low', 'peak-too-high', 'peak-too-low'],
        fits: () => true,
        mentioned: ({ themes }) => {
          if (told !== undefined) return told === name ? 0.8 : 0;
          return at > 0 && themes.preference !== undefined ? 0.5 : 0;
        },
        write: () => ({}),
      },
      {
        id: `${name}-only`,
        slot,
        words: `${words} take a place of the kind ${name} and no other`,
        assumption: `Places of another kind than ${name} are of no use to ${words}.`,
        complexity: 0,
        cures: ['level-too-high', 'peak-too-high'],
        fits: () => true,
        mentioned: () => 0,
        write: () => ({}),
      },
    ]);
  });
}

/** Helper of the simulator: for each kind of patients the kinds of places in the order in which they are tried. */
export function preferencesText(setting: Setting, { blocks }: Structure): string {
  const places = placesOf(setting).map((_, at) => at);
  const orders = patientKinds(setting).map(({ suffix }) => {
    const chosen = blocks[`preference${suffix}`];
    const first = placesOf(setting).findIndex(
      ({ name }) => chosen === `${name}-first` || chosen === `${name}-only`,
    );
    if (first === -1) return `[${places.join(', ')}]`;
    if (chosen?.endsWith('-only')) return `[${first}]`;
    return `[${[first, ...places.filter((at) => at !== first)].join(', ')}]`;
  });
  return `const PREFERENCES = [${orders.join(', ')}];`;
}

export const gateBlocks: readonly Block[] = [
  {
    ...neutral({
      id: 'open',
      slot: 'gate',
      words: 'there is always a place',
      assumption: 'Nobody is turned away and nobody waits.',
      cures: ['peak-too-low'],
    }),
    fits: (setting) => {
      const { waiting, turnedAway } = requirePatientColumns(setting);
      return placesOf(setting).length === 1 && !wasSeen(waiting) && !wasSeen(turnedAway);
    },
  },
  {
    id: 'turned-away',
    slot: 'gate',
    words: 'who finds no free place is turned away',
    assumption: 'Patients who find no free place go elsewhere and do not come back.',
    complexity: 0,
    cures: ['peak-too-high'],
    fits: (setting) =>
      setting.clues.denied.capacity === undefined &&
      !wasSeen(requirePatientColumns(setting).waiting),
    mentioned: ({ themes }) => (themes.capacity === undefined ? 0 : 0.7),
    write: capacities,
  },
  {
    id: 'waits',
    slot: 'gate',
    words: 'who finds no free place waits for one',
    assumption: 'Patients wait in the order in which they came, as long as it takes.',
    complexity: 0,
    cures: ['peak-too-high'],
    fits: (setting) =>
      setting.clues.denied.queue === undefined &&
      !wasSeen(requirePatientColumns(setting).turnedAway),
    mentioned: ({ themes }) => (themes.queue === undefined ? 0 : 0.7),
    write: capacities,
  },
  {
    id: 'limited-waiting',
    slot: 'gate',
    words: 'who finds no free place waits while the waiting room has room',
    assumption:
      'Patients wait in the order in which they came; when too many wait, others are turned away.',
    complexity: 1,
    cures: ['peak-too-high'],
    fits: ({ clues }) => clues.denied.queue === undefined && clues.denied.capacity === undefined,
    mentioned: ({ themes }) =>
      themes.queue !== undefined && themes.capacity !== undefined ? 0.7 : 0,
    write: (setting) => {
      const { waiting } = requirePatientColumns(setting);
      const most = Math.max(1, Math.round(waiting?.statistics.max ?? 10));
      const { inputs, levers } = capacities(setting);
      return {
        ...(inputs !== undefined && { inputs }),
        levers: {
          ...levers,
          [waitingLever(setting)]: {
            unit: 'patients',
            meaning: 'patients who may wait for a place',
            default: most,
            low: 0,
            high: Math.max(100, 10 * most),
            integer: true,
          },
        },
      };
    },
  },
];

export function waitingLever(setting: Setting): string {
  return freeName(setting, 'waiting_places');
}

function wasSeen(series: Setting['series'][number] | undefined): boolean {
  return series !== undefined && series.statistics.max > 0;
}

function capacities(setting: Setting): Fragment {
  const declared = placesOf(setting).map((place) => place.declared);
  return {
    inputs: Object.assign({}, ...declared.map(({ inputs }) => inputs)),
    levers: Object.assign({}, ...declared.map(({ levers }) => levers)),
  };
}
