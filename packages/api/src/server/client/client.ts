/** The typed client of the SMS server: one method for each endpoint of its contract. Failures are values; `orThrow` throws them. */
import { callsOf } from '../../client/calls.ts';
import { type Result, replyOf } from '../../client/errors.ts';
import type { StreamedEvent } from '../../client/event-stream.ts';
import { type CallOptions, Transport, type TransportOptions } from '../../client/transport.ts';
import { type Methods, rows } from './endpoints.ts';

/** `token` is the key, `sgk_...`; a user of the settings signs in with `user` and `password`. */
export type ServerClientOptions = Omit<TransportOptions, 'device'>;

type RequestOf<Name extends keyof Methods> = Methods[Name]['request'];

/** The result of a method: the reply, or for a stream its events as they come. */
type Outcome<Name extends keyof Methods> = Name extends 'streamEvents'
  ? AsyncIterable<StreamedEvent>
  : Methods[Name]['reply'];

type Parameters<Name extends keyof Methods> =
  Record<never, never> extends RequestOf<Name>
    ? [request?: RequestOf<Name>, options?: CallOptions]
    : [request: RequestOf<Name>, options?: CallOptions];

type Calls = {
  readonly [Name in keyof Methods]: (...parameters: Parameters<Name>) => Promise<Result<Outcome<Name>>>;
};
type ThrowingCalls = {
  readonly [Name in keyof Methods]: (...parameters: Parameters<Name>) => Promise<Outcome<Name>>;
};

export type ServerClient = Calls & { readonly orThrow: ThrowingCalls };

/** Makes a client. A request is repeated only where that cannot do anything twice. */
export function createServerClient(options: ServerClientOptions): ServerClient {
  const transport = new Transport(options);
  const calls = callsOf<Calls>(rows, (row, request, callOptions) =>
    transport.call(row, request, callOptions),
  );
  const orThrow = callsOf<ThrowingCalls>(rows, async (row, request, callOptions) =>
    replyOf(await transport.call(row, request, callOptions)),
  );
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
