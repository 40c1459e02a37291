import { describe, expect, it } from 'vitest';
import { moduleDiagram } from '../../engine/cli/module-diagram.ts';
import { narrator } from '../../engine/cli/narrate.ts';
import { saturation } from '../../engine/discover/archive/saturation.ts';
import { FAMILIES, simplestStructure } from '../../engine/discover/composer/registry.ts';
import { createFeedback } from '../../engine/discover/feedback.ts';
import type { ModelEvent } from '../../engine/studio/model-request.ts';
import { evaluatedCandidate, proposalOf } from '../discover/fixtures.ts';
import { compiledOf } from '../discover/running.ts';
import { WORLDS } from '../discover/settings.ts';

const ward = (() => {
  const world = WORLDS.beds!['recorded inflow']!;
  return compiledOf(world, simplestStructure(FAMILIES[0]!, world.setting)!);
})();

/** What a person reads of these events. */
function told(events: readonly ModelEvent[]) {
  const said: string[] = [];
  const noted: string[] = [];
  const listen = narrator({ say: (text) => said.push(text), note: (text) => noted.push(text) });
  for (const event of events) listen(event);
  return { said: said.join('\n'), noted };
}

const proposals = [
  proposalOf('a', { rationale: 'The simplest model of beds.' }),
  proposalOf('b', { rationale: 'The words speak of it: two phases.' }),
];
const a = evaluatedCandidate('a', {
  compiled: ward,
  proposal: proposals[0]!,
  parameters: { mean_stay: 9.25 },
  score: { value: 0.4321, points: new Map() },
});
const b = {
  kind: 'rejected',
  round: 1,
  proposal: proposals[1]!,
  reason: 'every run failed',
} as const;
const nothingElse = { saturation: saturation([]), standardErrors: {} };
const feedback = createFeedback([
  { id: 'late', output: 'icu_beds', strength: 0.5, evidence: 'by 2 rows' },
]);

describe('a discovery as it is told', () => {
  it('says what is tried and why, what came of it, which is best, and what was seen in it', () => {
    const { said } = told([
      { kind: 'round-started', round: 1, proposals },
      { kind: 'candidate-finished', candidate: a },
      { kind: 'candidate-finished', candidate: b },
      {
        kind: 'round-finished',
        record: { round: 1, candidates: [a, b], best: 'a', feedback, ...nothingElse },
      },
    ]);
    const lines = said.split('\n').map((line) => line.trim());
    expect(lines).toContain('Round 1');
    expect(lines).toContain('a. The simplest model of beds.');
    expect(lines).toContain('b. The words speak of it: two phases.');
    expect(lines.find((line) => line.startsWith('a. error'))).toMatch(
      /^a\. error 0\.43\d*; mean stay 9\.2\d* days\.$/,
    );
    expect(lines).toContain('b. refused: every run failed');
    expect(lines).toContain('Best so far: a. Seen in it:');
    expect(lines).toContain('* icu beds: the model runs behind the data (by 2 rows).');
  });

  it('says when the best is still from an earlier round', () => {
    const { said } = told([
      {
        kind: 'round-finished',
        record: { round: 2, candidates: [b], best: 'a', feedback, ...nothingElse },
      },
    ]);
    expect(said).toContain('The best so far is still from an earlier round.');
  });

  it('passes warnings on', () => {
    expect(told([{ kind: 'warning', text: 'few words' }]).noted).toEqual(['Warning: few words']);
  });
});

describe('the diagram of modules', () => {
  it.each(FAMILIES.map((family) => [family.id, family] as const))(
    '%s: shows every module with its meaning, and every output',
    (id, family) => {
      for (const world of Object.values(WORLDS[id] ?? {})) {
        const compiled = compiledOf(world, simplestStructure(family, world.setting)!);
        const { graph, declaration } = compiled;
        const lines = moduleDiagram(graph, declaration);
        let from = 0;
        for (const { name, meaning } of declaration.modules) {
          const at = lines.findIndex(
            (line, i) => i >= from && line.includes(`│ ${name.replaceAll('_', ' ')}`),
          );
          expect(at).toBeGreaterThan(0);
          expect(lines[at - 1]).toContain(meaning);
          from = at;
        }
        for (const output of Object.keys(declaration.outputs))
          expect(lines.join('\n')).toMatch(
            new RegExp(`▶ ${output.replaceAll('_', ' ')} is read from: \\w`),
          );
      }
    },
  );

  it('draws boxes whose sides meet', () => {
    const lines = moduleDiagram(ward.graph, ward.declaration);
    const boxes = lines.filter((line) => /^ {2}[┌│└]/.test(line));
    const sides = new Set(boxes.map((line) => line.search(/[┐│┘](?= {2})/)));
    expect(sides.size).toBe(1);
  });

  it('tells data and numbers from what the modules pass on', () => {
    const text = moduleDiagram(ward.graph, ward.declaration).join('\n');
    expect(text).toContain('admissions (data)');
    expect(text).toContain('mean stay (number)');
  });
});
