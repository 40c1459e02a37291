/** To the clipboard; as a file where the clipboard does not take it. */

/** What became of it, in a sentence. `name`: the title of the chart. */
export async function copyOrSave(
  content: Blob | string,
  name: string,
  ending: string,
): Promise<string> {
  try {
    await copy(content);
    return ending === 'csv' ? 'The numbers are copied.' : 'The picture is copied.';
  } catch {
    const file = `${fileName(name)}.${ending}`;
    save(typeof content === 'string' ? new Blob([content], { type: 'text/csv' }) : content, file);
    return `Copying was refused: saved as ${file} instead.`;
  }
}

async function copy(content: Blob | string): Promise<void> {
  if (typeof content === 'string') return navigator.clipboard.writeText(content);
  const items: Record<string, Blob> = {};
  if (ClipboardItem.supports(content.type)) items[content.type] = content;
  // Drawing programs and editors take a vector picture as its text.
  if (content.type === 'image/svg+xml')
    items['text/plain'] = new Blob([await content.text()], { type: 'text/plain' });
  return navigator.clipboard.write([new ClipboardItem(items)]);
}

function save(content: Blob, file: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}

/** 'Beds occupied, ICU' -> 'beds-occupied-icu'. */
export function fileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['chart'];
  return words.join('-').slice(0, 80);
}
