/**
 * The gateways of the partitions that this process owns. Each has its own line, loop and rests, so one that is slow, lost or hostile delays
 * no other. What people change is noticed by the version of the fleet.
 */
import type { Client, Result } from '@simgate/api';
import type { Clock, Random } from '@simgate/daemon';
import type { GatewayDriver, GatewayListener } from '../domain/driver.ts';
import type { IdMaker } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';
import type { DriverContext } from './context.ts';
import { noteKind, noteState, readMemory, type StoredGateway } from './gateway-rows.ts';
import { createListener, type ResultsListener } from './listener.ts';
import type { FleetPicture } from './picture.ts';
import { type Finding, probe } from './probe.ts';
import type { Secrets } from './secrets.ts';
import { unauthorized } from './trouble.ts';
import { VendorLine } from './vendor/vendor-line.ts';
import { WatchedGateway } from './watched-gateway.ts';

export interface GatewayFleetOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdMaker;
  readonly secrets: Secrets;
  readonly picture: FleetPicture;
  readonly onResults: ResultsListener;
  /** How long an answer of a gateway may take, in milliseconds. */
  readonly answerMs: number;
}

/** Milliseconds between two looks for gateways that were added, changed or removed. */
const LOOK_EVERY = 1000;

interface Entry {
  readonly version: number;
  readonly part: number;
  /** Absent where it waits for a person: it is switched off, refused, or its password cannot be read. */
  readonly watched: WatchedGateway | undefined;
}

/** Takes what a test of a gateway learns, and keeps nothing of it. */
const deafListener: GatewayListener = {
  learned: async () => {},
  ports: async () => {},
  facts: async () => {},
  state: async () => {},
};

export class GatewayFleet {
  readonly #options: GatewayFleetOptions;
  readonly #owned = new Set<number>();
  readonly #entries = new Map<string, Entry>();
  #looking: Promise<void> = Promise.resolve();
  #cancel: (() => void) | undefined;
  #isClosed = false;

  constructor(options: GatewayFleetOptions) {
    this.#options = options;
  }

  /** Begins to work with the gateways of a partition. */
  own(part: number): void {
    this.#owned.add(part);
    this.#plan(0);
  }

  /** Leaves the gateways of a partition; resolves when nothing of theirs is under way. */
  async release(part: number): Promise<void> {
    this.#owned.delete(part);
    await this.look();
  }

  /** The driver of a gateway that this process works with; undefined where it has none, or is not known yet what it is. */
  driverOf(id: string): GatewayDriver | undefined {
    return this.#entries.get(id)?.watched?.driver;
  }

  /** A push came from a gateway, or a port of it was given an order; perhaps one that this process works with. */
  hear(id: string, kind: string): void {
    this.#entries.get(id)?.watched?.hear(kind);
  }

  /** Looks for changes now; resolves when they are taken up. */
  look(): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#reconcile())
      .catch(() => {
        // The store is away: what is under way goes on, and the next look comes.
      });
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#owned.clear();
    this.#cancel?.();
    await this.#looking;
    await this.#closeAll([...this.#entries.keys()]);
  }

  /** Asks a gateway what it is, beside its driver; changes nothing. */
  async test(gateway: StoredGateway, signal: AbortSignal): Promise<Finding> {
    const password = this.#options.secrets.open(gateway.id, gateway.password);
    if (password === undefined)
      return { found: undefined, trouble: { state: 'refused', reason: UNREADABLE, rest: 0 } };
    return probe(this.#contextOf(gateway, password, new Map(), deafListener), signal);
  }

  /** Passes a call of a person on: by the driver where this process has it, else over a line for this call alone. Never rejects. */
  async pass<Reply>(
    gateway: StoredGateway,
    work: (client: Client) => Promise<Result<Reply>>,
  ): Promise<Result<Reply>> {
    const driver = this.#entries.get(gateway.id)?.watched?.driver;
    if (driver !== undefined) return driver.pass(work);
    const password = this.#options.secrets.open(gateway.id, gateway.password);
    // A password that was refused is not tried again before it was changed.
    if (password === undefined || gateway.state === 'refused') return unauthorized;
    const line = new VendorLine(this.#contextOf(gateway, password, new Map(), deafListener));
    const result = await line.call(work);
    line.wire.close();
    return result;
  }

  #plan(milliseconds: number): void {
    this.#cancel?.();
    if (this.#isClosed) return;
    this.#cancel = this.#options.clock.after(milliseconds, () => {
      void this.look().then(() => this.#plan(LOOK_EVERY));
    });
  }

  async #reconcile(): Promise<void> {
    const { gateways } = await this.#options.picture.now();
    const wanted = new Map([...gateways].filter(([, { part }]) => this.#owned.has(part)));
    const stale = [...this.#entries].filter(([id, entry]) => wanted.get(id)?.version !== entry.version);
    await this.#closeAll(stale.map(([id]) => id));
    for (const gateway of wanted.values())
      if (!this.#entries.has(gateway.id)) this.#entries.set(gateway.id, await this.#begin(gateway));
  }

  async #closeAll(ids: readonly string[]): Promise<void> {
    const entries = ids.map(id => this.#entries.get(id));
    for (const id of ids) this.#entries.delete(id);
    await Promise.all(entries.map(entry => entry?.watched?.close()));
  }

  async #begin(gateway: StoredGateway): Promise<Entry> {
    const { version, part, enabled, state } = gateway;
    const waiting = { version, part, watched: undefined };
    // Another process may have heard the refusal: the password is not tried again before it was changed.
    if (!enabled || state === 'refused') return waiting;
    const { store, clock, secrets } = this.#options;
    const password = secrets.open(gateway.id, gateway.password);
    if (password === undefined) {
      await store.write(() => noteState(gateway, 'refused', UNREADABLE, clock.now()));
      return waiting;
    }
    const memory = await store.read(() => readMemory(gateway));
    const watched = new WatchedGateway({
      context: this.#contextOf(gateway, password, memory, this.#listenerOf(gateway)),
      kind: gateway.wantedKind === 'unknown' ? gateway.kind : gateway.wantedKind,
      onKind: kind => store.write(() => noteKind(gateway, kind)),
    });
    return { version, part, watched };
  }

  #listenerOf(gateway: StoredGateway): GatewayListener {
    const { store, clock, ids, picture, onResults } = this.#options;
    const place = () => picture.placeOf(gateway);
    return createListener({ store, clock, ids, mark: gateway, place, onResults });
  }

  #contextOf(
    gateway: StoredGateway,
    password: string,
    memory: ReadonlyMap<string, string>,
    listener: GatewayListener,
  ): DriverContext {
    const { clock, random, answerMs } = this.#options;
    const { address, user, certificate, serialNumber, clockOffsetMs } = gateway;
    return {
      ...{ address, user, password, certificate, serialNumber, clockOffsetMs },
      ...{ memory, listener, answerMs, clock, random },
    };
  }
}

const UNREADABLE = 'its password cannot be read with the key file of this process';
