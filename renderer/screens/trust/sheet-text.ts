/** The trust sheet as Markdown: what stands on the page, without the charts. */
import type { TrustView } from '../../../engine/studio/contract/trust-view.ts';
import { formatAmount, plainName } from '../../words/numbers.ts';
import { plannerText } from '../../words/planner-text.ts';
import { VERDICTS } from '../../words/verdict-words.ts';
import { MARKS } from './marks.ts';
import { partWords } from './part-words.ts';

export function sheetText(trust: TrustView, project: string, timeUnit: string): string {
  const { title, verdict, run, wouldChange, weaknesses, conditions } = trust;
  const facts = (speaks: 'for' | 'against' | 'neither') =>
    verdict.facts.filter((fact) => fact.speaks === speaks).map(({ text }) => text);
  const sections = [
    list('What speaks for it', facts('for')),
    list('What speaks against it', [...facts('against'), ...verdict.warnings]),
    list('Besides', facts('neither')),
    list('What would change the verdict', wouldChange),
    list('Known weaknesses', weaknesses),
    ...partWords(trust, timeUnit).map(
      (part) => `## ${part.title}\n\n${capital(MARKS[part.mark].words)}. ${part.sentence}`,
    ),
    scoreTable(trust),
    list('What the check takes as given', conditions),
  ];
  return [
    `# Can ${title} be trusted?`,
    `${project}, ${run}`,
    `**${VERDICTS[verdict.kind].words}.** ${plannerText(verdict.headline)}`,
    ...sections.filter((section) => section !== ''),
  ]
    .join('\n\n')
    .concat('\n');
}

function list(title: string, sentences: readonly string[]): string {
  if (sentences.length === 0) return '';
  return [`## ${title}`, '', ...sentences.map((text) => `- ${plannerText(text)}`)].join('\n');
}

function scoreTable({ parts }: TrustView): string {
  if (parts?.heldOut.kind !== 'done') return '';
  const rows = parts.heldOut.result.outputs.flatMap(({ output, unit, naive }) =>
    naive.map(
      ({ label, wis, modelWis }) =>
        `| ${plainName(output)} | ${label} | ${formatAmount(modelWis, unit)} | ${formatAmount(wis, unit)} |`,
    ),
  );
  if (rows.length === 0) return '';
  return [
    '## Against simple forecasts',
    '',
    '| Series | Simple forecast | Model is off by | It is off by |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
