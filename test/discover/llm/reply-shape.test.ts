import { expect, test } from 'vitest';
import { z } from 'zod';
import { candidateSchema } from '../../../engine/discover/llm/prompts/candidate.ts';
import { reflectionSchema } from '../../../engine/discover/llm/prompts/reflection.ts';
import { fencesOf, jsonSchemaOf, readValue } from '../../../engine/discover/llm/reply-shape.ts';

const schema = z.object({ value: z.number() });
const read = (text: string) => readValue(text, schema, { host: 'host' }).value;

test('schemas are strict as structured output asks: closed, all fields required, no defaults', () => {
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, properties, required, additionalProperties } = node as Record<string, unknown>;
    expect(node).not.toHaveProperty('default');
    if (type === 'object') {
      expect(additionalProperties).toBe(false);
      expect(required).toEqual(Object.keys(properties ?? {}));
    }
    Object.values(node).forEach(visit);
  };
  for (const one of [candidateSchema, reflectionSchema]) {
    const json = jsonSchemaOf(one);
    expect(json.type).toBe('object');
    visit(json);
  }
});

test('the value is found wherever it stands', () => {
  expect(read(' {"value": 1} ')).toBe(1);
  expect(read('```\n{"value": 2}\n```')).toBe(2);
  expect(read('```json\n{"value": 3}')).toBe(3);
  expect(read('{ not this } but {"value": 4}')).toBe(4);
  expect(read('{"value": "no"} {"value": 5}')).toBe(5);
});

test('what is missing is told', () => {
  expect(() => read('{"value": "x"}')).toThrow(/not as asked for \(value: .*number/);
  expect(() => read('nothing')).toThrow(/no JSON object/);
});

test('text made to take long does not', () => {
  const before = performance.now();
  for (const text of ['{'.repeat(2_000_000), '{"'.repeat(1_000_000), '['.repeat(2_000_000)]) {
    expect(() => read(text)).toThrow(/not as asked for/);
  }
  expect(performance.now() - before).toBeLessThan(3000);
});

test('code fences are read with their language, the last without an end, too', () => {
  expect(fencesOf('a\n```js\nx\ny\n```\nb\n````\nz')).toEqual([
    { language: 'js', content: 'x\ny' },
    { language: '', content: 'z' },
  ]);
});
