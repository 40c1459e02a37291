/** Whether what is sent to this address stays on the computer. An address that cannot be read does not. */
export function isOnThisComputer(baseUrl: string): boolean {
  const host = URL.parse(baseUrl)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
