/** Words in column names that tell what a column means. The first row that matches decides. */
import type { ColumnRole } from './dataset.ts';

export interface RoleWords {
  readonly role: Exclude<ColumnRole, 'date' | 'trajectory'>;
  /** What a flow does to the stock beside it. */
  readonly direction?: 'in' | 'out';
  /** Tested on the name in lower case with spaces for separators. */
  readonly words: RegExp;
  /** Completes "the name says ...". */
  readonly says: string;
  readonly confidence: number;
}

/** English first, then the commonest Dutch, German and French words of wards and warehouses. */
const ROLE_WORDS: readonly RoleWords[] = [
  {
    role: 'ignore',
    words: /\b(cum|cumul\w*|kumul\w*|cumm?ulative|running total|to date|total to|ever)\b/,
    says: 'a running total; its changes from day to day would be a flow',
    confidence: 0.9,
  },
  {
    role: 'capacity',
    words:
      /\b(capacit\w*|kapazit\w*|licen[cs]ed|staffed|max(imum)? (beds|stock|number|places)|beds available|available beds|slots)\b/,
    says: 'a limit',
    confidence: 0.85,
  },
  {
    role: 'stock',
    words:
      /\b(still in|in bed|in (the )?(hospital|icu|ward|isolation|care|treatment|transit)|on hand|in stock|bedridden|convalescents?|pipeline)\b/,
    says: 'how many there are at a time',
    confidence: 0.9,
  },
  {
    role: 'stock',
    words:
      /\b(occup(ied|ancy)|census|inventor(y|ies)|stocks?|backlog|queue|waiting|wip|prevalen\w*|active|currently?|present|hospitali[sz]ed|inpatients?|bezet\w*|bezetting|belegt|belegung|bestand|lagerbestand|voorraad|lits occup\w*|hospitalis\w*)\b/,
    says: 'how many there are at a time',
    confidence: 0.9,
  },
  {
    role: 'flow',
    direction: 'in',
    words:
      /\b(admi(t|tted|ssions?|ts)|arriv\w*|inflow|deliver(y|ies|ed)|receiv(ed|es)?|receipts?|intake|incoming|incidence|new|infections|onsets?|births?|referrals?|registrations?|doses delivered|opnames?|instroom|aufnahmen?|zugang|zugänge|neu\w*|entr[ée]es|nouveaux|produced|production)\b/,
    says: 'how many come in a day',
    confidence: 0.85,
  },
  {
    role: 'flow',
    direction: 'out',
    words:
      /\b(discharg\w*|left|leav\w*|deaths?|dead|died|deceased|fatal\w*|departures?|outflow|administered|ship(ped|ments?)|dispatch\w*|served|releas\w*|wasted|exits?|overleden|overlijden|ontslagen|uitstroom|entlass\w*|abgang|abgänge|verstorben\w*|sorties|d[ée]c[eè]s|sold|consumed|withdrawn)\b/,
    says: 'how many go out a day',
    confidence: 0.8,
  },
  {
    role: 'order',
    words: /\b(orders?|ordered|order quantity|replenish\w*|purchas\w*|bestell\w*|commandes?)\b/,
    says: 'what was ordered',
    confidence: 0.85,
  },
  {
    role: 'demand',
    words:
      /\b(demand\w*|request(s|ed)?|sales|consumption|usage|vraag|nachfrage|demande|calls|requisitions?)\b/,
    says: 'what was asked for',
    confidence: 0.85,
  },
  {
    role: 'lever',
    words:
      /\b(lever|policy|measure|lockdown|stringency|closures?|closed|setting|setpoint|target|price|roster)\b/,
    says: 'something that people set',
    confidence: 0.7,
  },
  {
    role: 'input',
    words: /\b(temperatur\w*|weather|rain\w*|humidity|holidays?|school|mobility|population|wind)\b/,
    says: 'something from outside',
    confidence: 0.7,
  },
  {
    role: 'flow',
    direction: 'in',
    words: /\b(cases|reported|tests?|visits?|daily|per day)\b/,
    says: 'how many were counted in a day',
    confidence: 0.6,
  },
  {
    role: 'stock',
    words:
      /\b(infected|infectious|infectives|susceptibles?|recovered|exposed|sick|ill|patients?|beds|level|balance|people|alive|persons|s|i|r|e)\b/,
    says: 'how many there are at a time',
    confidence: 0.6,
  },
];

/** A column's name in lower case, separators and camel case cut into words. */
export function wordsOfName(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase();
}

export function matchRoleWords(name: string): RoleWords | undefined {
  const words = wordsOfName(name);
  return ROLE_WORDS.find((row) => row.words.test(words));
}
