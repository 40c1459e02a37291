import { useEffect, useState } from 'react';
import { useView } from '../../state/project-context.ts';
import { useApp } from '../../state/studio-app.ts';

/** Called like a file, so that errors can name it. */
const PASTED = 'pasted table.csv';

/**
 * Tables come in from anywhere on the page: a file that is dropped, rows that are pasted where no field has the focus.
 * Gives whether a file is just held over the page.
 */
export function useTakenIn(): boolean {
  const { imports } = useApp();
  const { project, readOnly } = useView();
  const [isOver, setOver] = useState(false);
  const isClosed = readOnly !== null;
  useEffect(() => {
    if (isClosed) return;
    const stop = new AbortController();
    const { signal } = stop;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !event.dataTransfer?.files.length) return;
      event.preventDefault();
      void imports.getState().offer(project, event.dataTransfer.files[0]);
    };
    const paste = (event: ClipboardEvent) => {
      if (document.activeElement?.matches('input, textarea, [contenteditable="true"]')) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isTable(text)) return;
      event.preventDefault();
      void imports.getState().offer(project, tableFile(text));
    };
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', () => setOver(false), { signal });
    window.addEventListener('drop', drop, { signal });
    window.addEventListener('paste', paste, { signal });
    return () => stop.abort();
  }, [imports, project, isClosed]);
  return isOver;
}

/** At least a line of names and a row, with two columns. */
export function isTable(text: string): boolean {
  const [head = '', first = ''] = text.trim().split(/\r?\n/);
  return [head, first].every((line) => /[\t;,|]/.test(line));
}

export function tableFile(text: string): File {
  return new File([text], PASTED, { type: 'text/csv' });
}
