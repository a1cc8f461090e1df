/**
 * Webhooks: every process delivers the events of the partitions that it owns, each webhook by itself, in the order of their subjects. What
 * people change is noticed by the version of the webhook.
 */
import { randomBytes } from 'node:crypto';
import {
  AddressBook,
  AddressGuard,
  destinationOf,
  optionsProblem,
  PASSED_OVER,
} from '@simgate/daemon/webhooks';
import type { IdMaker } from '../domain/ids.ts';
import { partsWaitingFor, passOverDelivery, resendDelivery, webhooksWaitingIn } from '../store/deliveries.ts';
import { newestEvents } from '../store/events.ts';
import {
  allPlaces,
  deleteWebhook,
  forgetDeliveries,
  insertWebhook,
  raiseWebhookVersion,
  readWebhooks,
  type StoredWebhook,
  updateWebhook,
} from '../store/webhooks.ts';
import { WebhookWorkers, type WorkersParts } from './webhook-workers.ts';

export interface WebhooksOptions extends WorkersParts {
  readonly ids: IdMaker;
}

/** The fields of a webhook that a person chooses. */
export type WebhookWish = Omit<StoredWebhook, 'id' | 'secret' | 'version'>;

export type WebhookOutcome =
  | { readonly kind: 'done'; readonly webhook: StoredWebhook }
  | { readonly kind: 'missing' }
  | { readonly kind: 'wrong'; readonly error: string };

/** The partitions of this process; the dispatcher sets them. */
export interface PartitionNews {
  onPartition(listener: (part: number, has: boolean) => void): void;
}

/** Milliseconds between two looks for changes by other processes. */
const LOOK_EVERY = 1000;
/** Looks at events after commits come no closer than this, in milliseconds. */
const AFTER_COMMIT = 20;
const ROWS_AT_A_TIME = 500;
const SECRET_BYTES = 32;

/** The webhooks of the server: adds, changes and removes them, and runs workers for the partitions of this process. */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #addresses: AddressBook;
  readonly #guard: AddressGuard;
  readonly #owned = new Set<number>();
  readonly #running = new Map<string, WebhookWorkers>();
  #stored: readonly StoredWebhook[] = [];
  #seen: ReadonlyMap<number, number> = new Map();
  #looking: Promise<void> = Promise.resolve();
  #lookWanted = false;
  #stopped = false;
  readonly #ends: (() => void)[] = [];

  constructor(options: WebhooksOptions) {
    const { config, clock } = options;
    this.#options = options;
    this.#guard = new AddressGuard(config.allowedAddresses, 'webhooks.allowedAddresses', 'inside');
    this.#addresses = new AddressBook(this.#guard, clock);
  }

  /** Begins to deliver the events of the partitions that this process gets. */
  async start(partitions: PartitionNews): Promise<void> {
    const { store, clock } = this.#options;
    partitions.onPartition((part, has) => {
      if (has) void this.#own(part);
      else void this.#release(part);
    });
    this.#ends.push(store.onCommitted(() => this.#lookSoon()));
    await this.#look();
    const again = (): void => {
      if (this.#stopped) return;
      const cancel = clock.after(LOOK_EVERY, () => void this.#look().then(again));
      this.#ends[1] = cancel;
    };
    again();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const end of this.#ends) end();
    await this.#looking;
    await Promise.all([...this.#running.values()].map(workers => workers.end()));
  }

  /** As this process last read them. */
  async list(): Promise<readonly StoredWebhook[]> {
    this.#stored = await this.#options.store.read(readWebhooks);
    return this.#stored;
  }

  async find(id: string): Promise<StoredWebhook | undefined> {
    return (await this.list()).find(webhook => webhook.id === id);
  }

  async create(wish: WebhookWish): Promise<WebhookOutcome> {
    const problem = this.#problem(wish.url);
    if (problem !== undefined) return { kind: 'wrong', error: problem };
    const { store, ids, clock } = this.#options;
    const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
    const webhook: StoredWebhook = { ...wish, id: ids.next(0), secret, version: 1 };
    if (!(await store.write(() => insertWebhook(webhook, Math.round(clock.now())))))
      return { kind: 'wrong', error: 'url: there are 100 webhooks, and no more may be made.' };
    await this.#look();
    return { kind: 'done', webhook };
  }

  async change(id: string, wish: Partial<WebhookWish>): Promise<WebhookOutcome> {
    const before = await this.find(id);
    if (before === undefined) return { kind: 'missing' };
    const problem = wish.url === undefined ? undefined : this.#problem(wish.url);
    if (problem !== undefined) return { kind: 'wrong', error: problem };
    const webhook = { ...before, ...wish };
    if (!(await this.#options.store.write(() => updateWebhook(webhook)))) return { kind: 'missing' };
    await this.#look();
    return { kind: 'done', webhook };
  }

  async remove(id: string): Promise<boolean> {
    const { store } = this.#options;
    const removed = await store.write(() => deleteWebhook(id));
    await this.#look();
    if (removed) while ((await store.write(() => forgetDeliveries(id, ROWS_AT_A_TIME))) === ROWS_AT_A_TIME);
    return removed;
  }

  /** Delivers an event again, or gives it up. False where there is no such delivery. */
  async steer(id: string, part: number, seq: number, what: 'resend' | 'passOver'): Promise<boolean> {
    const { store, clock } = this.#options;
    const key = { part, webhook: id };
    // Attempts under way end first, so that they do not overwrite the wish of a person.
    await this.#running.get(id)?.leave(part);
    const now = Math.round(clock.now());
    const found = await store.write(function* () {
      const changed =
        what === 'resend'
          ? yield* resendDelivery(key, seq)
          : yield* passOverDelivery(key, seq, PASSED_OVER, now);
      if (changed) yield* raiseWebhookVersion(id);
      return changed;
    });
    await this.#look();
    this.#running.get(id)?.wake(part);
    return found;
  }

  /** Why a URL is refused; undefined where it is good. Names are judged when they are looked up. */
  #problem(url: string): string | undefined {
    const options = { url, secret: '', authentication: 'basic', user: '', password: '' } as const;
    const problem = optionsProblem({ ...options, checkCertificate: true });
    if (problem !== undefined) return problem;
    const destination = destinationOf(url);
    const inside = destination && this.#guard.problem(destination.host);
    return inside === undefined ? undefined : `url: ${inside}.`;
  }

  async #own(part: number): Promise<void> {
    this.#owned.add(part);
    // A webhook that begins later looks at all partitions by itself.
    if (this.#running.size === 0) return;
    try {
      const waiting = await this.#options.store.read(() => webhooksWaitingIn(part));
      for (const id of waiting) this.#running.get(id)?.wake(part);
    } catch (error) {
      this.#options.log.warn({ error }, 'the queues of webhooks cannot be read now');
    }
    this.#seen = new Map([...this.#seen].filter(([other]) => other !== part));
    this.#lookSoon();
  }

  async #release(part: number): Promise<void> {
    this.#owned.delete(part);
    await Promise.all([...this.#running.values()].map(workers => workers.leave(part, 0)));
  }

  #lookSoon(): void {
    if (this.#lookWanted || this.#stopped) return;
    this.#lookWanted = true;
    this.#options.clock.after(AFTER_COMMIT, () => {
      this.#lookWanted = false;
      if (!this.#stopped) void this.#look();
    });
  }

  #look(): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#reconcile())
      .catch(error => this.#options.log.warn({ error }, 'webhooks cannot be looked at now'));
    return this.#looking;
  }

  async #reconcile(): Promise<void> {
    const { store } = this.#options;
    this.#stored = await store.read(readWebhooks);
    const wanted = new Map(this.#stored.filter(({ enabled }) => enabled).map(each => [each.id, each]));
    for (const [id, workers] of this.#running) {
      if (wanted.get(id)?.version === workers.webhook.version) continue;
      this.#running.delete(id);
      await workers.end();
    }
    for (const webhook of wanted.values()) await this.#begin(webhook);
    await this.#wakeForEvents();
    for (const workers of this.#running.values()) workers.look();
  }

  async #begin(webhook: StoredWebhook): Promise<void> {
    if (this.#running.has(webhook.id) || this.#stopped) return;
    const { store } = this.#options;
    const workers = new WebhookWorkers(webhook, this.#options, this.#addresses);
    this.#running.set(webhook.id, workers);
    const newest = await store.read(newestEvents);
    const waits = new Set(await store.read(() => partsWaitingFor(webhook.id)));
    for (const place of await store.read(allPlaces)) {
      const last = place.webhook === webhook.id ? newest.get(place.part) : undefined;
      if (last !== undefined && last > place.seq) waits.add(place.part);
    }
    for (const part of this.#owned) if (waits.has(part)) workers.wake(part);
  }

  /** Wakes every webhook for the partitions that have new events. */
  async #wakeForEvents(): Promise<void> {
    if (this.#running.size === 0) return;
    const newest = await this.#options.store.read(newestEvents);
    for (const part of this.#owned) {
      if (newest.get(part) === this.#seen.get(part)) continue;
      for (const workers of this.#running.values()) workers.wake(part);
    }
    this.#seen = newest;
  }
}
