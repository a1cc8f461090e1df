/** The workers of one webhook: one for each partition of this process in which something waits for it. */
import type { Clock, Random } from '@simgate/daemon';
import type { Log } from '@simgate/daemon/store';
import { type AddressBook, type Delivery, Poster, type Send, TargetWorker } from '@simgate/daemon/webhooks';
import type { WebhooksConfig } from '../config/schema.ts';
import type { Store } from '../store/store.ts';
import { placeOf, type StoredWebhook } from '../store/webhooks.ts';
import { PartQueue } from './part-queue.ts';
import { PartSource } from './part-source.ts';

export interface WorkersParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly config: WebhooksConfig;
}

/** Connections of one process to one webhook. */
const CONNECTIONS = 16;
/** Events of one partition under way at a time. */
const CONCURRENCY = 4;
/** How long a worker that ends may take, in milliseconds. */
const END_WITHIN = 1000;

/** The id of an event in every delivery of it. */
export function eventId(part: number, seq: number): string {
  return `evt_${part}_${seq}`;
}

/** Undefined where it is no id of an event. */
export function readEventId(text: string): { readonly part: number; readonly seq: number } | undefined {
  const [, part, seq] = /^evt_(\d{1,3})_(\d{1,15})$/.exec(text) ?? [];
  return part === undefined || seq === undefined ? undefined : { part: Number(part), seq: Number(seq) };
}

/** The body of a post (Standard Webhooks: type, timestamp, data). */
function bodyOf({ kind, at, content }: Delivery): string {
  return `{"type":${JSON.stringify(kind)},"timestamp":"${new Date(at).toISOString()}","data":${content}}`;
}

interface PartWorker {
  readonly worker: TargetWorker;
  readonly queue: PartQueue;
  readonly source: PartSource;
}

export class WebhookWorkers {
  readonly webhook: StoredWebhook;
  readonly #parts: WorkersParts;
  readonly #poster: Poster;
  readonly #workers = new Map<number, PartWorker>();
  readonly #beginning = new Map<number, Promise<void>>();
  /** Partitions that could not be begun, because the store was away. */
  readonly #unbegun = new Set<number>();
  #ended = false;

  constructor(webhook: StoredWebhook, parts: WorkersParts, addresses: AddressBook) {
    const { url, secret } = webhook;
    const { clock, config } = parts;
    this.webhook = webhook;
    this.#parts = parts;
    this.#poster = new Poster(
      { url, secret, authentication: 'basic', user: '', password: '', checkCertificate: true },
      { clock, timeout: config.timeout * 1000, connections: CONNECTIONS, addresses },
    );
  }

  /** There are events in a partition, or something waits there. */
  wake(part: number): void {
    const known = this.#workers.get(part);
    if (known !== undefined) known.worker.wake();
    else if (!this.#beginning.has(part) && !this.#ended) this.#beginning.set(part, this.#begin(part));
  }

  /** Workers that could not be begun, or whose source could not be read, look again; those that have nothing left go. */
  look(): void {
    for (const part of this.#unbegun) this.wake(part);
    for (const [part, { worker, queue, source }] of this.#workers) {
      if (source.hasFailed) worker.wake();
      else if (worker.state === 'idle' && queue.isEmpty && !source.isBusy) void this.leave(part);
    }
  }

  /** Leaves a partition; resolves when nothing of it is under way. */
  async leave(part: number, within = END_WITHIN): Promise<void> {
    await this.#beginning.get(part);
    this.#unbegun.delete(part);
    const known = this.#workers.get(part);
    this.#workers.delete(part);
    await known?.worker.stop(within);
  }

  async end(within = END_WITHIN): Promise<void> {
    this.#ended = true;
    await Promise.all([...this.#beginning.values()]);
    await Promise.all([...this.#workers.keys()].map(part => this.leave(part, within)));
    this.#poster.close();
  }

  async #begin(part: number): Promise<void> {
    const { store, clock, random, log, config } = this.#parts;
    const { webhook } = this;
    this.#unbegun.delete(part);
    try {
      const key = { part, webhook: webhook.id };
      const place = await store.read(() => placeOf(part, webhook.id));
      const queue = new PartQueue(store, key, clock);
      const source: PartSource = new PartSource({
        ...{ store, webhook, part },
        onFetched: () => this.#workers.get(part)?.worker.wake(),
      });
      const worker = new TargetWorker(
        { name: webhook.id, source, queue, place, send: this.#sender(part) },
        {
          ...{ clock, random, log, steady: clock, concurrency: CONCURRENCY },
          pace: { first: config.retryDelay * 1000, maximum: config.retryDelayMaximum * 1000 },
          giveUpAfter: config.giveUpAfter * 1000,
        },
      );
      this.#workers.set(part, { worker, queue, source });
    } catch (error) {
      log.warn({ error, webhook: webhook.id }, 'the events of a webhook cannot be read now');
      this.#unbegun.add(part);
    } finally {
      this.#beginning.delete(part);
    }
  }

  #sender(part: number): Send {
    const { clock } = this.#parts;
    return async (delivery, cut) => {
      const { id, kind } = delivery;
      const [at, started] = [clock.now(), clock.monotonic()];
      const message = { id: eventId(part, id), body: bodyOf(delivery) };
      const { outcome, text: answer } = await this.#poster.post(message, cut);
      const milliseconds = clock.monotonic() - started;
      const trouble = outcome.kind === 'accepted' ? '' : outcome.reason;
      const attempt = { eventId: id, kind, at, milliseconds, status: outcome.status, trouble, answer };
      return { outcome, attempt };
    };
  }
}
