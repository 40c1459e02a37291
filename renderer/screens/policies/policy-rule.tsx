import { plannerText } from '../../words/planner-text.ts';

/** A policy as it is read aloud: a sentence a lever. */
export function PolicyRule({ words }: { readonly words: readonly string[] }) {
  return (
    <ul className="policy-rule">
      {words.length === 0 && <li>Everything is left as it is.</li>}
      {words.map((sentence) => (
        <li key={sentence}>{plannerText(sentence)}</li>
      ))}
    </ul>
  );
}
