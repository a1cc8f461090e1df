/** The workers of the targets: one for each target that is enabled. */
import type { Clock, Random } from '@simgate/daemon';
import type { AddressBook, Delivery } from '@simgate/daemon/webhooks';
import { Poster, type Send, TargetWorker } from '@simgate/daemon/webhooks';
import type { PushConfig, RetentionConfig } from '../config/schema.ts';
import type { GatewayEvent, Journal } from '../events.ts';
import type { Log, Store } from '../store/store.ts';
import { StoredQueue } from './delivery-store.ts';
import { eventBody, type Shape } from './event-body.ts';
import { JournalSource } from './journal-source.ts';
import type { PushOptions, PushTarget } from './push-target.ts';

export interface WorkersContext {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly config: PushConfig;
  readonly shape: Omit<Shape, 'extraKeys'>;
  /** Given-up events and the history are kept as long as the journal keeps events. */
  readonly retention: Pick<RetentionConfig, 'events'>;
}

export interface TargetAtWork {
  readonly target: PushTarget;
  /** Undefined while the target is disabled. */
  readonly worker: TargetWorker | undefined;
  readonly poster: Poster | undefined;
}

/** How long a worker that is replaced may take to finish, in milliseconds. */
const REPLACE_WITHIN = 1000;

/** The text that is posted. */
export function bodyText(
  event: GatewayEvent,
  { extraKeys }: Pick<PushOptions, 'extraKeys'>,
  shape: Omit<Shape, 'extraKeys'>,
): string {
  return JSON.stringify(eventBody(event, { ...shape, extraKeys }));
}

export class Workers {
  readonly #context: WorkersContext;
  readonly #addresses: AddressBook;
  readonly #atWork = new Map<number, TargetAtWork>();

  constructor(context: WorkersContext, addresses: AddressBook) {
    this.#context = context;
    this.#addresses = addresses;
  }

  /** Begins to push to a target where it is enabled. */
  begin(target: PushTarget): void {
    const { store, clock, random, log, config, journal } = this.#context;
    const { id, name, options, lastEvent } = target;
    if (!options.enabled) {
      this.#atWork.set(id, { target, worker: undefined, poster: undefined });
      return;
    }
    const poster = this.poster(options, config.concurrency);
    const worker = new TargetWorker(
      {
        ...{ name, place: lastEvent, send: this.#sender(options, poster) },
        source: new JournalSource(journal, options),
        queue: new StoredQueue(store, id, () => clock.now()),
      },
      {
        ...{ clock, random, log, steady: store.steady, concurrency: config.concurrency },
        pace: { first: config.retryDelay * 1000, maximum: config.retryDelayMaximum * 1000 },
        giveUpAfter: config.giveUpAfter * 1000,
      },
    );
    this.#atWork.set(id, { target, worker, poster });
  }

  poster(options: PushOptions, connections: number): Poster {
    const { clock, config } = this.#context;
    const timeout = config.timeout * 1000;
    return new Poster(options, { clock, timeout, connections, addresses: this.#addresses });
  }

  /** Ends the pushing to a target; what was under way stays in its queue. Resolves with the target as it was left. */
  async end(id: number, within = REPLACE_WITHIN): Promise<PushTarget | undefined> {
    const atWork = this.#atWork.get(id);
    if (atWork === undefined) return undefined;
    const { target, worker, poster } = atWork;
    await worker?.stop(within);
    poster?.close();
    return worker === undefined ? target : { ...target, lastEvent: worker.line.place };
  }

  forget(id: number): void {
    this.#atWork.delete(id);
  }

  find(id: number): TargetAtWork | undefined {
    return this.#atWork.get(id);
  }

  named(name: string): PushTarget | undefined {
    return this.all().find(({ target }) => target.name === name)?.target;
  }

  /** In order of their ids. */
  all(): TargetAtWork[] {
    return [...this.#atWork.values()].sort((one, other) => one.target.id - other.target.id);
  }

  /** There are new events in the journal. */
  wake(): void {
    for (const { worker } of this.#atWork.values()) worker?.wake();
  }

  async endAll(milliseconds: number): Promise<void> {
    await Promise.all([...this.#atWork.keys()].map(id => this.end(id, milliseconds)));
  }

  #sender(options: PushOptions, poster: Poster): Send {
    const { clock, shape } = this.#context;
    return async ({ id, kind, content }: Delivery, cut) => {
      const [at, started] = [clock.now(), clock.monotonic()];
      const body = bodyText(JSON.parse(content) as GatewayEvent, options, shape);
      const { outcome, text: answer } = await poster.post({ id: String(id), body }, cut);
      const milliseconds = clock.monotonic() - started;
      const trouble = outcome.kind === 'accepted' ? '' : outcome.reason;
      const attempt = { eventId: id, kind, at, milliseconds, status: outcome.status, trouble, answer };
      return { outcome, attempt };
    };
  }
}
