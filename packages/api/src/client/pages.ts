/** Lists that are longer than one answer: pages are fetched as they are read. */
import type { Methods } from './endpoints.ts';
import type { CallOptions } from './transport.ts';

type SentMessage = Methods['listMessages']['reply']['messages'][number];
type ReceivedMessage = Methods['listInbox']['reply']['messages'][number];
export type MessageFilter = Omit<Methods['listMessages']['request'], 'before'>;
export type ReceivedFilter = Omit<Methods['listInbox']['request'], 'before'>;

interface Page<Item> {
  readonly messages: readonly Item[];
  readonly next: number | null;
}

async function* allOf<Item>(
  pageBefore: (before: number | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  for (let before: number | undefined; ; ) {
    const page = await pageBefore(before);
    yield* page.messages;
    if (page.next === null) return;
    before = page.next;
  }
}

interface Calls {
  listMessages(
    request: Methods['listMessages']['request'],
    options?: CallOptions,
  ): Promise<Page<SentMessage>>;
  listInbox(request: Methods['listInbox']['request'], options?: CallOptions): Promise<Page<ReceivedMessage>>;
}

export class Lists {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  messages(filter: MessageFilter = {}, options: CallOptions = {}): AsyncGenerator<SentMessage> {
    return allOf(before =>
      this.#calls.listMessages({ ...filter, ...(before !== undefined && { before }) }, options),
    );
  }

  inbox(filter: ReceivedFilter = {}, options: CallOptions = {}): AsyncGenerator<ReceivedMessage> {
    return allOf(before =>
      this.#calls.listInbox({ ...filter, ...(before !== undefined && { before }) }, options),
    );
  }
}
