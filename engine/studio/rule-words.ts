/** Rules that a person states, in the words of a planner, and how sentences could be put that are none yet. */
import type { Series } from '../data/dataset.ts';
import { isDisputed } from '../discover/disputed.ts';
import { hedgeIn } from '../discover/rules/bounds.ts';
import { sentencesOf, tokensOf } from '../discover/rules/rule-words.ts';
import { readRules, type StatedRule, unmatchedRules } from '../discover/rules/stated-rule.ts';

type NamedSeries = Pick<Series, 'name' | 'column' | 'use' | 'unit'>;

export interface SpokenRule {
  readonly sentence: string;
  readonly words: string;
}

interface Misunderstood {
  readonly sentence: string;
  readonly hint: string;
  /** The sentence put so that it is read as a rule; null where its meaning would have to be guessed. */
  readonly wording: string | null;
}

/** Rules that simulated runs are checked for: on series that a model computes. */
export function spokenRules(text: string, series: readonly NamedSeries[]): SpokenRule[] {
  return checkedRules(text, series).map((rule) => ({
    sentence: rule.sentence,
    words: ruleInWords(rule, series),
  }));
}

/** Sentences that give no such rule, with how they could be put. `text`: nothing but rules. */
export function misunderstoodRules(text: string, series: readonly NamedSeries[]): Misunderstood[] {
  return sentencesOf(text)
    .filter((sentence) => !isDisputed(sentence) && checkedRules(sentence, series).length === 0)
    .map((sentence) => ({
      sentence,
      hint: hintFor(sentence, series),
      wording: withoutHedge(sentence, series),
    }));
}

function withoutHedge(sentence: string, series: readonly NamedSeries[]): string | null {
  const hedge = hedgeIn(tokensOf(sentence));
  const at = hedge === undefined ? -1 : sentence.toLowerCase().indexOf(hedge);
  if (hedge === undefined || at === -1) return null;
  const rest = `${sentence.slice(0, at)}${sentence.slice(at + hedge.length)}`;
  const wording = rest.replace(/\s+/g, ' ').trim();
  return checkedRules(wording, series).length > 0 ? wording : null;
}

function checkedRules(text: string, series: readonly NamedSeries[]): StatedRule[] {
  const computed = new Set(outputsOf(series).map(({ name }) => name));
  const names = series.map(({ name }) => name);
  return readRules(text, names).filter((rule) =>
    seriesOf(rule).every((name) => computed.has(name)),
  );
}

function ruleInWords(rule: StatedRule, series: readonly NamedSeries[]): string {
  const names = seriesOf(rule).map(
    (name) => series.find((one) => one.name === name)?.column ?? name,
  );
  const subject = names.join(' + ');
  if (rule.kind === 'conserved') return `${subject} never changes`;
  const unit = series.find(({ name }) => name === rule.series)?.unit ?? '';
  const bound = unit === '' ? String(rule.value) : `${rule.value} ${unit}`;
  return `${subject} is never ${rule.kind === 'at-most' ? 'above' : 'below'} ${bound}`;
}

function hintFor(sentence: string, series: readonly NamedSeries[]): string {
  const outputs = outputsOf(series).map(({ name }) => name);
  const [first, ...others] = outputs;
  if (first === undefined) return 'Bring in the data first: a rule speaks of one of its columns.';
  const names = series.map(({ name }) => name);
  const given = readRules(sentence, names).flatMap(seriesOf);
  if (given.length > 0) {
    return `${[...new Set(given)].join(', ')}: given to the model, which is not asked to compute it. Say what must hold for ${listed(outputs)}.`;
  }
  const hedge = hedgeIn(tokensOf(sentence));
  if (hedge !== undefined) {
    return `A rule always holds: put it without "${hedge}", as in "${first} never exceeds 20".`;
  }
  const whole = others.length === 0 ? first : `${outputs.join(' + ')}`;
  const examples = `"${first} never exceeds 20", "${first} is never below 0" or "the total of ${whole} never changes"`;
  return unmatchedRules(sentence, names).length > 0
    ? `Name a column and a number, as in ${examples}. Columns: ${outputs.join(', ')}.`
    : `Put it as ${examples}.`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function outputsOf(series: readonly NamedSeries[]): readonly NamedSeries[] {
  return series.filter(({ use }) => use === 'output');
}

function seriesOf(rule: StatedRule): readonly string[] {
  return rule.kind === 'conserved' ? rule.series : [rule.series];
}
