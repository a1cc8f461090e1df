/** The typed client of the SMS server: one method for each endpoint of its contract. Failures are values; `orThrow` throws them. */
import { type CallsOf, callsOver, type ThrowingCallsOf } from '../../client/calls.ts';
import { Transport, type TransportOptions } from '../../client/transport.ts';
import { type Methods, rows, type StreamName } from './endpoints.ts';

/** `token` is the key, `sgk_...`; a user of the settings signs in with `user` and `password`. */
export type ServerClientOptions = Omit<TransportOptions, 'device'>;

export type ServerClient = CallsOf<Methods, StreamName> & {
  readonly orThrow: ThrowingCallsOf<Methods, StreamName>;
};

/** Makes a client. A request is repeated only where that cannot do anything twice. */
export function createServerClient(options: ServerClientOptions): ServerClient {
  const { calls, orThrow } = callsOver<Methods, StreamName>(rows, new Transport(options));
  return { ...calls, orThrow };
}

/**
 * Every item of a list, page by page as they are needed.
 * @param page fetches the page behind a cursor; undefined: the first
 */
export async function* eachOf<Page extends { readonly next: string | null }, Item>(
  page: (cursor: string | undefined) => Promise<Page>,
  items: (page: Page) => readonly Item[],
): AsyncGenerator<Item> {
  for (let cursor: string | undefined, more = true; more; ) {
    const found = await page(cursor);
    yield* items(found);
    cursor = found.next ?? undefined;
    more = found.next !== null;
  }
}
