import { disputed } from '../discover/disputed.ts';
import type { ProjectMeta } from '../project/schemas.ts';

/**
 * What a search is told of a project: the description, the rules, the assumptions that the person disputes, the goal.
 * Without rules, disputes and a goal exactly the description: what such a project found before stays valid.
 */
export function projectWords({
  description,
  rules,
  assumptions,
  goal,
}: Pick<ProjectMeta, 'description' | 'rules' | 'assumptions' | 'goal'>): string {
  const disputes = Object.keys(assumptions)
    .filter((assumption) => assumptions[assumption] === 'disputed')
    .sort();
  const rest = [
    ...(rules.trim() === '' ? [] : [rules.trim()]),
    ...disputes.map(disputed),
    ...(goal.trim() === '' ? [] : [`Goal: ${goal.trim()}`]),
  ];
  return rest.length === 0 ? description : [description, ...rest].join('\n');
}
