import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepRecentDocuments } from '../../../electron/main/recent-documents.ts';

it('keeps the list of the system as the list of the studio, and touches it only when it has changed', () => {
  let list: string[] = [];
  let changes = 0;
  const keep = keepRecentDocuments({
    clearRecentDocuments() {
      list = [];
      changes += 1;
    },
    // The system puts the last one added first.
    addRecentDocument: (path) => void list.unshift(path),
  });
  const door = (folder: string) => join(folder, 'open.gsim.json');
  keep(['/new', '/old']);
  expect(list).toEqual([door('/new'), door('/old')]);
  keep(['/new', '/old']);
  expect(changes).toBe(1);
  keep([]);
  expect([list, changes]).toEqual([[], 2]);
  keep(Array.from({ length: 50 }, (_, i) => `/${i}`));
  expect([list.length, list[0]]).toEqual([10, door('/0')]);
});
