/** Host -> why a link to it opens in the person's browser. Anything absent is refused; no page opens here. */
const LINKED_HOSTS: Readonly<Record<string, string>> = {
  'doi.org': 'Citations of sample data and of methods.',
  'creativecommons.org': 'Texts of the licences of sample data.',
};

/**
 * The address to hand to the system for a link that asks for a new window, rebuilt from its parsed parts; undefined:
 * do nothing. Https only: other schemes start programs.
 */
export function addressForBrowser(text: string): string | undefined {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || !Object.hasOwn(LINKED_HOSTS, url.hostname)) {
    return undefined;
  }
  if (url.username !== '' || url.password !== '' || url.port !== '') return undefined;
  return url.href;
}
