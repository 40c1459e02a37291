import { isDeepStrictEqual } from 'node:util';
import type { Discovery } from '../discover/loop.ts';
import type { Project } from '../project/project.ts';
import { sha256 } from '../project/sha256.ts';

/**
 * Every candidate that ran becomes a simulator of the project, once also where the search was taken up again;
 * gives the ids of candidates in the project.
 */
export async function saveCandidates(
  project: Project,
  { rounds }: Pick<Discovery, 'rounds'>,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const { items: saved } = await project.listSimulators();
  const ran = rounds.flatMap(({ candidates }) =>
    candidates.filter((candidate) => candidate.kind === 'evaluated'),
  );
  for (const candidate of ran) {
    const { id, proposer, source, rationale, parent } = candidate.proposal;
    const provenance = {
      proposer,
      round: candidate.round,
      parent: ids.get(parent ?? '') ?? null,
      rationale,
    };
    const digest = sha256(source);
    const before = saved.find(
      (record) => record.sha256 === digest && isDeepStrictEqual(record.provenance, provenance),
    );
    const { declaration } = candidate.compiled;
    const record =
      before ?? (await project.saveSimulator({ code: source, declaration, provenance }));
    ids.set(id, record.id);
  }
  return ids;
}
