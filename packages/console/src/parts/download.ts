/** Files of the gateway: the browser fetches them by a link that is good once, because it sends no header with a download. */
import { baseUrl, client, reply } from '../data/api.ts';

/**
 * @param target a path under /v1 with its query
 * @throws Fault
 * It resolves when the browser has the link; the file comes by itself.
 */
export async function download(target: string): Promise<void> {
  const { link } = await reply(client.createDownloadLink({ target }));
  const anchor = document.createElement('a');
  anchor.href = `${baseUrl()}${link}`;
  anchor.download = '';
  anchor.click();
}

/** Hands a text of the page to the browser as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
