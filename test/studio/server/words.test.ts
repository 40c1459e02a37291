import { describe, expect, it } from 'vitest';
import { readRules } from '../../../engine/discover/rules/stated-rule.ts';
import { temporaryFolder } from '../../project/support.ts';
import { studioIn, wardProject, windowOn, words } from './support.ts';

describe('what the words of a project are understood to say', () => {
  it('are themes, numbers, rules and facts, each with its sentence', async () => {
    const client = windowOn(await studioIn(await temporaryFolder()));
    const project = await wardProject(client);
    const description = [
      'A town of 5,000 people has one ward with 40 beds.',
      'Patients stay for about 2 weeks.',
      'In the end 512 of the 763 boys had fallen ill.',
      'The beds never exceed 40.',
    ].join(' ');
    const read = await client.call('words.read', { project, description });
    expect(read.isTooShort).toBe(false);
    expect(read.themes).toContainEqual({
      words: 'people who stay for a while',
      sentence: 'A town of 5,000 people has one ward with 40 beds.',
    });
    expect(read.numbers).toEqual([
      {
        ...{ words: 'people in all', value: 763, unit: 'people' },
        sentence: 'In the end 512 of the 763 boys had fallen ill.',
      },
      {
        ...{ words: 'a typical stay', value: 14, unit: 'days' },
        sentence: 'Patients stay for about 2 weeks.',
      },
      {
        ...{ words: 'places', value: 40, unit: 'places' },
        sentence: 'A town of 5,000 people has one ward with 40 beds.',
      },
    ]);
    expect(read.rules).toEqual([
      { sentence: 'The beds never exceed 40', words: 'beds is never above 40' },
    ]);
    expect(read.facts).toEqual([
      {
        sentence: 'In the end 512 of the 763 boys had fallen ill.',
        words: '512 of 763 had been ill in the end',
      },
    ]);
    expect(read.notUnderstood).toEqual([]);
  });

  it('are those of the project where none are given, with its goal and its rules', async () => {
    const client = windowOn(await studioIn(await temporaryFolder()));
    const project = await wardProject(client);
    const edit = { rules: 'Beds are never negative', goal: 'How long is the queue?' };
    await client.call('documents.edit', { project, intent: 'Said more', edit });
    const read = await client.call('words.read', { project });
    expect(read.themes.map((theme) => theme.sentence)).toContain(words);
    expect(read.themes).toContainEqual({
      words: 'a queue',
      sentence: 'Goal: How long is the queue?',
    });
    expect(read.rules).toEqual([
      { sentence: 'Beds are never negative', words: 'beds is never below 0' },
    ]);
  });

  it('say which sentences are no rule, with wordings that are one', async () => {
    const client = windowOn(await studioIn(await temporaryFolder()));
    const project = await wardProject(client);
    const rules = [
      'The ward is a friendly place',
      'Ambulances never exceed 3',
      'Beds usually stay below 30',
      'Admissions never exceed 12',
      'beds never exceed 40',
    ].join('\n');
    const { rules: read, notUnderstood } = await client.call('words.read', { project, rules });
    expect(read).toHaveLength(1);
    const hints = Object.fromEntries(notUnderstood.map(({ sentence, hint }) => [sentence, hint]));
    expect(Object.keys(hints)).toEqual(rules.split('\n').slice(0, 4));
    expect(hints['Ambulances never exceed 3']).toContain('Columns: beds.');
    expect(hints['Beds usually stay below 30']).toContain('without "usually"');
    expect(hints['Admissions never exceed 12']).toBe(
      'admissions: given to the model, which is not asked to compute it. Say what must hold for beds.',
    );
    const wordings = notUnderstood.map(({ wording }) => wording);
    expect(wordings).toEqual([null, null, 'Beds stay below 30', null]);
    expect(readRules('Beds stay below 30', ['beds'])).toHaveLength(1);
    const examples = [...(hints['The ward is a friendly place'] ?? '').matchAll(/"([^"]+)"/g)];
    expect(examples.map(([, example]) => readRules(example ?? '', ['beds']).length)).toEqual([
      1, 1, 1,
    ]);
  });

  it('come before the data', async () => {
    const client = windowOn(await studioIn(await temporaryFolder()));
    const made = await client.call('projects.create', {
      name: 'Ward',
      description: 'A ward of patients.',
    });
    const { project } = made;
    const rules = 'beds never exceed 40';
    const read = await client.call('words.read', { project, rules });
    expect(read).toMatchObject({ isTooShort: false, rules: [] });
    expect((await client.call('words.read', { project })).isTooShort).toBe(true);
    expect(read.notUnderstood).toEqual([
      {
        sentence: rules,
        hint: 'Bring in the data first: a rule speaks of one of its columns.',
        wording: null,
      },
    ]);
  });
});

describe('goal, rules and what is said of assumptions', () => {
  it('are edited, shown and undone as the other words are', async () => {
    const client = windowOn(await studioIn(await temporaryFolder()));
    const project = await wardProject(client);
    const said = { 'Stays are alike.': 'disputed', 'A queue forms.': 'confirmed' } as const;
    const one = { goal: 'Beds in May', rules: 'beds never exceed 40' };
    await client.call('documents.edit', { project, intent: 'Said what for', edit: one });
    const edited = await client.call('documents.edit', {
      ...{ project, intent: 'Ticked', edit: { assumptions: said } },
    });
    expect(edited).toMatchObject({ ...one, assumptions: said, undo: 'Ticked' });
    const before = await client.call('documents.undo', { project });
    expect(before).toMatchObject({ ...one, assumptions: {}, undo: 'Said what for' });
    expect(await client.call('documents.undo', { project })).toMatchObject({ goal: '', rules: '' });
    await client.call('documents.redo', { project });
    const after = await client.call('documents.redo', { project });
    expect(after).toMatchObject({ ...one, assumptions: said, redo: null });
  });
});
