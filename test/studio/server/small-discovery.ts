/** A project on which a discovery takes seconds. */
import type { StudioClient } from '../../../engine/studio/contract/client.ts';
import type { DiscoveryView } from '../../../engine/studio/contract/discovery-view.ts';
import type { JobView } from '../../../engine/studio/contract/job-view.ts';

/** 21 days of a ward from which a quarter leaves each day. */
function census(): Uint8Array<ArrayBuffer> {
  let beds = 12;
  const rows = Array.from({ length: 21 }, (_, day) => {
    const came = 2 + ((day * 5) % 4);
    if (day > 0) beds += came - Math.round(beds / 4);
    return `${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)},${beds},${came}\n`;
  });
  return new TextEncoder().encode(`date,beds,admissions\n${rows.join('')}`);
}

/** Gives its folder. */
export async function bedsProject(
  client: StudioClient,
  description = 'Patients come to a ward, stay there for some days in two phases, and leave again.',
): Promise<string> {
  const { project } = await client.call('projects.create', { name: 'Ward', description });
  const data = { project, file: 'census.csv', bytes: census(), heldOutRows: 3 };
  await client.call('data.import', data);
  return project;
}

export function discoveryOf({ discovery }: JobView): DiscoveryView {
  if (discovery === null) throw new Error('not a discovery');
  return discovery;
}
