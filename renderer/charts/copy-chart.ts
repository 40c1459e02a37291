/** To the clipboard: numbers as text, pictures as pictures. */

/** What became of it, in a sentence. */
export async function copyChart(content: Blob | string): Promise<string> {
  try {
    await copy(content);
    return typeof content === 'string' ? 'The numbers are copied.' : 'The picture is copied.';
  } catch {
    return 'The clipboard refused it. Try again while this window has the focus.';
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
