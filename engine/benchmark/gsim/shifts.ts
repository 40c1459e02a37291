/**
 * Out of distribution, in numbers: one thing of the system is changed, in the truth and in the candidate alike, and the next rows
 * are compared at the states that the changed truth visits. What a candidate calls the thing is found by its name; a candidate
 * that has no such handle is compared as it is, and that is told.
 */
import type { Declaration } from '../../simulator/declaration.ts';
import type { Intervention } from '../../simulator/simulation.ts';

export interface Shift {
  readonly id: string;
  /** What happens, for a person. */
  readonly words: string;
  /** Rows at which it holds, inclusive; `scored`: the steps that are compared. */
  readonly from: number;
  readonly to: number;
  readonly change: { readonly kind: 'set' | 'scale'; readonly value: number };
  /** Names among the truth's parameters. */
  readonly truth: readonly string[];
  /** Names that candidates may have for it, best first: all names that match the first pattern that any matches. */
  readonly handles: readonly RegExp[];
}

const LAST = 60;
const ALWAYS = { from: 0, to: LAST } as const;

export const SHIFTS = {
  'covid-sir': [0.05, 0.1, 0.15, 0.3].map(
    (value): Shift => ({
      id: `beta-${value}`,
      words: `a lockdown from day 10 to day 40 reduces contacts to ${100 * value} %`,
      ...{ from: 10, to: 40 },
      change: { kind: 'scale', value },
      truth: ['beta'],
      handles: [/^beta$/i, /^r_?0$/i, /contact(s|_?rate)?$/i, /transmission|infection_?rate/i],
    }),
  ),
  'supply-chain': [
    {
      id: 'lead-time-5',
      words: 'orders take 5 days to arrive',
      ...ALWAYS,
      change: { kind: 'set', value: 5 },
      truth: ['leadTime'],
      handles: [/^(mean_?)?lead_?(time|days)$/i, /lead|delivery_?(time|days)/i],
    },
  ],
  'hospital-beds': [
    {
      id: 'icu-3',
      words: 'there are 3 beds in intensive care',
      ...ALWAYS,
      change: { kind: 'set', value: 3 },
      truth: ['icuBeds'],
      handles: [/icu.*(beds|places|capacity)|(beds|places|capacity).*icu/i, /^icu$/i],
    },
    {
      id: 'arrivals-1.5',
      words: 'half as many patients again arrive, of every disease',
      ...ALWAYS,
      change: { kind: 'scale', value: 1.5 },
      truth: ['arrivals0', 'arrivals1', 'arrivals2'],
      handles: [/^arrivals/i, /arriv|admission/i],
    },
  ],
} as const satisfies Record<string, readonly Shift[]>;

/** The shift as the truth is asked for it. */
export function shiftOfTruth({ truth, change, from, to }: Shift): Intervention[] {
  return truth.map((parameter) => interventionOf(parameter, change, from, to));
}

/** The shift as a candidate is asked for it. */
export interface CandidateShift {
  /** Of parameters. */
  readonly interventions: readonly Intervention[];
  /** Lever name -> value in the rows of the shift; absent: the lever is as it was. */
  readonly levers: Readonly<Record<string, { from: number; to: number; value: number }>>;
}

/** What a candidate calls the thing; undefined: it has no handle on it. */
export function shiftOfCandidate(
  { handles, change, from, to }: Shift,
  { parameters, levers }: Pick<Declaration, 'parameters' | 'levers'>,
): CandidateShift | undefined {
  for (const pattern of handles) {
    const parameterNames = Object.keys(parameters).filter((name) => pattern.test(name));
    const leverNames = Object.keys(levers).filter((name) => pattern.test(name));
    if (parameterNames.length + leverNames.length === 0) continue;
    return {
      interventions: parameterNames.map((name) => interventionOf(name, change, from, to)),
      levers: Object.fromEntries(
        leverNames.map((name) => {
          const usual = levers[name]?.default ?? 0;
          const value = change.kind === 'set' ? change.value : usual * change.value;
          return [name, { from, to, value }];
        }),
      ),
    };
  }
  return undefined;
}

function interventionOf(
  parameter: string,
  { kind, value }: Shift['change'],
  from: number,
  to: number,
): Intervention {
  return kind === 'set'
    ? { kind: 'set-parameter', parameter, value, from, to }
    : { kind: 'scale-parameter', parameter, value, from, to };
}
