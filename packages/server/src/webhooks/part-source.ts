/**
 * The events of one partition that a webhook wants, as the delivery engine reads them: at once, from what was fetched before. Where nothing
 * is fetched yet, the engine gets an empty page, and is woken when there is more.
 */
import type { EventSource, Page, QueuedEvent } from '@simgate/daemon/webhooks';
import type { JournalledServerEvent } from '../domain/events.ts';
import { readEvents } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import type { StoredWebhook } from '../store/webhooks.ts';

/** Events fetched at a time. */
const PAGE = 200;

/** Whether a webhook gets an event: by kind and pool; an event without a pool goes to every webhook of its kind. */
function isWanted({ kinds, pools }: StoredWebhook, { kind, pool }: JournalledServerEvent): boolean {
  if (kinds.length > 0 && !kinds.includes(kind)) return false;
  return pools.length === 0 || pool === '' || pools.includes(pool);
}

function queued({ seq, kind, subject, at, data }: JournalledServerEvent): QueuedEvent {
  return { id: seq, kind, subject, at, content: JSON.stringify(data) };
}

export interface PartSourceOptions {
  readonly store: Store;
  readonly webhook: StoredWebhook;
  readonly part: number;
  /** Events were fetched. */
  readonly onFetched: () => void;
}

/** The events of one partition for one webhook. It fetches pages of the journal ahead, so that reading never waits. */
export class PartSource implements EventSource {
  readonly #options: PartSourceOptions;
  #events: JournalledServerEvent[] = [];
  /** Behind which the fetched events begin. */
  #after = -1;
  #fetching = false;
  #failed = false;

  constructor(options: PartSourceOptions) {
    this.#options = options;
  }

  /** Whether the last fetch failed: then it is tried again at the next look. */
  get hasFailed(): boolean {
    return this.#failed;
  }

  /** Whether events are being fetched, or some wait to be read. */
  get isBusy(): boolean {
    return this.#fetching || this.#events.length > 0;
  }

  read(after: number, limit: number): Page {
    if (this.#after !== after || this.#events.length === 0) {
      void this.#fetch(after);
      return { events: [], upTo: after };
    }
    const taken = this.#events.splice(0, limit);
    const upTo = taken.reduce((_before, { seq }) => seq, after);
    this.#after = upTo;
    const { webhook } = this.#options;
    return { events: taken.filter(event => isWanted(webhook, event)).map(queued), upTo };
  }

  async #fetch(after: number): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    const { store, part, onFetched } = this.#options;
    try {
      this.#events = [...(await store.read(() => readEvents(part, after, PAGE)))];
      this.#after = after;
      this.#failed = false;
    } catch {
      // The store is away; the next look tries again.
      this.#failed = true;
    } finally {
      this.#fetching = false;
    }
    if (this.#events.length > 0) onFetched();
  }
}
