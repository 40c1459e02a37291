/** The screen of policies on a fake studio. */
import { fireEvent, screen } from '@testing-library/react';
import type { JobSummary } from '../../engine/studio/contract/job-view.ts';
import type { Handlers } from '../../engine/studio/server/service.ts';
import { STANDING } from './calibrate-fixtures.ts';
import { SUMMARY } from './fixtures.ts';
import {
  DECISION,
  NEW_PROJECT,
  PROJECT_WITH_AIM,
  SEARCHED,
  SPACE,
  surface,
} from './policies-fixtures.ts';
import { show } from './show.tsx';

const HANDLERS: Partial<Handlers> = {
  'standing.read': () => STANDING,
  'decisions.space': () => SPACE,
  'decisions.read': () => DECISION,
  'decisions.surface': ({ question }) => surface(question),
  'aims.save': ({ id = 'new', aim }) => ({ id, view: { ...NEW_PROJECT, aims: [{ id, aim }] } }),
};

export const DONE: JobSummary = {
  ...SUMMARY,
  ...{ job: SEARCHED.job, kind: 'decide', state: 'finished' },
  ...{ ended: SEARCHED.ended, seconds: 52, progress: null },
};

type Options = Parameters<typeof show>[0];

export function showPolicies(options: Options = {}) {
  return show({
    ...{ inProject: true, step: 'policies', project: PROJECT_WITH_AIM },
    ...options,
    handlers: { ...HANDLERS, ...options.handlers },
  });
}

/** With a search that is done. */
export function showFound(options: Options = {}) {
  return showPolicies({ jobs: [DONE], job: SEARCHED, ...options });
}

/** Of the `at`-th list whose label is like this, the option whose words are like that. */
export async function choose(label: string, words: string, at = 0) {
  const field = (await screen.findAllByRole('button', { name: new RegExp(label) }))[at];
  if (field) fireEvent.click(field);
  fireEvent.click(await screen.findByRole('option', { name: new RegExp(words) }));
}
