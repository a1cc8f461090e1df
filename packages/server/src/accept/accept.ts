/** Accepting: everything about a request is checked first, then all of it is stored, and only then is it answered. */
import { createHash } from 'node:crypto';
import type { Clock, Random } from '@simgate/daemon';
import type { Fleet } from '../choice/fleet.ts';
import { ruleFor } from '../choice/membership.ts';
import type { IdMaker } from '../domain/ids.ts';
import { type Lane, writeLane } from '../domain/lane.ts';
import type { Pool } from '../domain/pool.ts';
import { reasons } from '../domain/reasons.ts';
import {
  type Acceptance,
  findOptOuts,
  findSticky,
  type PoolRecipient,
  type StoredRequest,
  storeRequests,
} from '../store/acceptance.ts';
import { Gatherer } from '../store/gatherer.ts';
import type { NewMessage } from '../store/message-rows.ts';
import { together } from '../store/statements.ts';
import type { Store } from '../store/store.ts';
import { HomeFinder } from './home.ts';
import { type ReadRecipient, readRecipients } from './recipients.ts';
import type { AcceptAnswer, AcceptedReply, Caller, SendRequest } from './request.ts';

export interface AcceptParts {
  readonly store: Store;
  readonly fleet: Fleet;
  readonly ids: IdMaker;
  readonly clock: Clock;
  readonly random: Random;
  /** Messages are stored for these partitions. */
  readonly onStored: (parts: ReadonlySet<number>) => void;
}

/** Rows of one transaction: some tens of milliseconds of SQLite. */
const MOST_ROWS = 2000;
/** A pool's SIMs may come and go: homes are found anew after so long, in milliseconds. */
const HOMES_MS = 1000;

type Refusal = Extract<AcceptAnswer, { kind: 'refused' }>;

function refused(code: Refusal['code'], error: string): Refusal {
  return { kind: 'refused', code, error };
}

/** A request that was checked, before it is known who has opted out. */
interface Wish {
  readonly request: SendRequest;
  readonly caller: Caller;
  readonly pool: Pool;
  readonly recipients: readonly ReadRecipient[];
}

/** A message with the place of its recipient in the request. */
interface Placed {
  readonly index: number;
  readonly message: NewMessage;
}

interface Made {
  readonly stored: StoredRequest;
  readonly reply: AcceptedReply;
}

interface Kept extends Made {
  readonly outcome: Acceptance;
}

function recipientsOf(wishes: readonly Wish[]): readonly PoolRecipient[] {
  return wishes.flatMap(({ pool, recipients }) =>
    recipients.map(({ number }) => ({ pool: pool.id, recipient: number })),
  );
}

/** A pool and a number as one key: an id of a pool has no blank. */
function keyOf({ pool, recipient }: PoolRecipient): string {
  return `${pool} ${recipient}`;
}

/** Accepts requests to send: checks them, chooses a partition for each message, and stores many requests in one transaction. */
export class Accept {
  readonly #parts: AcceptParts;
  readonly #gatherer: Gatherer<Wish, Kept>;
  #homes: HomeFinder;
  #homesUntil = Number.NEGATIVE_INFINITY;

  constructor(parts: AcceptParts) {
    this.#parts = parts;
    const { store } = parts;
    this.#homes = new HomeFinder(parts.fleet, parts.random);
    this.#gatherer = new Gatherer({
      store: wishes => this.#storeAll(wishes),
      weightOf: ({ recipients }) => recipients.length + 1,
      mostWeight: MOST_ROWS,
      transactions: store.engine === 'sqlite' ? 2 : 4,
    });
  }

  /**
   * Accepts a request. Its messages are on stable storage when it resolves with `accepted`.
   * @throws StoreError where nothing can be stored; after `unconfirmed` the messages may be stored or not, and a repeat with the same
   *   Idempotency-Key finds out
   */
  async accept(request: SendRequest, caller: Caller): Promise<AcceptAnswer> {
    const pool = this.#poolFor(request, caller);
    if ('kind' in pool) return pool;
    const read = readRecipients(request, pool);
    if (!read.ok) return refused(read.code, read.error);
    const wish = { request, caller, pool, recipients: read.recipients };
    const { outcome, stored, reply } = await this.#gatherer.add(wish);
    if (outcome.kind === 'otherRequest')
      return refused(409, 'Idempotency-Key: was used with another request.');
    if (outcome.kind === 'repeated')
      return { kind: 'accepted', reply: JSON.parse(outcome.reply) as AcceptedReply };
    this.#parts.onStored(new Set(stored.messages.map(({ part }) => part)));
    return { kind: 'accepted', reply };
  }

  /**
   * Looks who has opted out and which SIMs are known, and stores the rest, of many requests at once. Who opts out in between is found at the
   * hand-off, where everyone is looked up again.
   */
  async #storeAll(wishes: readonly Wish[]): Promise<readonly Kept[]> {
    const { store } = this.#parts;
    const [optOuts, sticky] = await store.read(() =>
      together(
        findOptOuts(recipientsOf(wishes)),
        findSticky(recipientsOf(wishes.filter(({ pool }) => pool.sticky))),
      ),
    );
    const optedOut = new Set(optOuts.map(keyOf));
    const known = new Map(sticky.map(one => [keyOf(one), one.sim]));
    const made = wishes.map(wish => this.#make(wish, optedOut, known));
    const outcomes = await store.write(() => storeRequests(made.map(({ stored }) => stored)));
    return made.flatMap((one, place) => {
      const outcome = outcomes[place];
      return outcome === undefined ? [] : [{ ...one, outcome }];
    });
  }

  #poolFor(request: SendRequest, caller: Caller): Pool | Refusal {
    const { fleet } = this.#parts;
    const pool = fleet.pool(request.pool);
    if (caller.pools !== undefined && !caller.pools.includes(request.pool))
      return refused(403, `pool: ${request.pool} may not be used with this key.`);
    if (pool === undefined) return refused(404, `pool: there is no pool ${request.pool}.`);
    if (request.sim !== undefined && fleet.sim(request.sim) === undefined)
      return refused(404, `sim: there is no SIM ${request.sim}.`);
    if (request.gateway !== undefined && fleet.gateway(request.gateway) === undefined)
      return refused(404, `gateway: there is no gateway ${request.gateway}.`);
    if (request.port !== undefined && request.gateway === undefined)
      return refused(400, 'port: needs the gateway that it belongs to.');
    return pool;
  }

  #finder(): HomeFinder {
    const { clock, fleet, random } = this.#parts;
    if (clock.monotonic() >= this.#homesUntil) {
      this.#homes = new HomeFinder(fleet, random);
      this.#homesUntil = clock.monotonic() + HOMES_MS;
    }
    return this.#homes;
  }

  #make(
    { request, caller, pool, recipients }: Wish,
    optedOut: ReadonlySet<string>,
    known: ReadonlyMap<string, string>,
  ): Made {
    const { clock, ids } = this.#parts;
    const at = clock.now();
    const refusedAlone: AcceptedReply['refused'][number][] = [];
    const taken: ReadRecipient[] = [];
    for (const recipient of recipients) {
      const reason = refusalOf(recipient, pool, optedOut);
      if (reason === undefined) taken.push(recipient);
      else
        refusedAlone.push({ index: recipient.index, to: recipient.written, reason, error: reasons[reason] });
    }
    const homes = taken.map(recipient => {
      const lane = laneOf(request, pool, recipient);
      const sticky = known.get(keyOf({ pool: pool.id, recipient: recipient.number })) ?? '';
      return { recipient, lane, sticky, part: this.#finder().homeOf(pool, lane, sticky) };
    });
    const batchPart = homes[0]?.part ?? 0;
    const batch = { id: ids.next(batchPart), part: batchPart, owner: caller.owner, at };
    const common = commonOf(request, pool, at);
    const made = homes.map(
      ({ recipient, lane, sticky, part }): Placed => ({
        index: recipient.index,
        message: {
          ...common,
          id: ids.next(part),
          part,
          batch: batch.id,
          owner: caller.owner,
          lane: writeLane(lane),
          preferSim: sticky,
          recipient: recipient.number,
          country: recipient.country,
          written: recipient.written,
          text: recipient.text,
          encoding: recipient.encoding,
          segments: recipient.segments,
          reference: recipient.reference === '' ? request.reference : recipient.reference,
        },
      }),
    );
    const reply = replyOf(batch.id, made, refusedAlone);
    const { idempotencyKey: key } = caller;
    const repeatable =
      key === undefined
        ? {}
        : {
            repeatable: { owner: caller.owner, key, request: hashOf(request), reply: JSON.stringify(reply) },
          };
    return { stored: { batch, messages: made.map(({ message }) => message), ...repeatable }, reply };
  }
}

function refusalOf(
  { number, country }: ReadRecipient,
  { id, allowedCountries }: Pool,
  optedOut: ReadonlySet<string>,
): 'opted_out' | 'country_not_allowed' | undefined {
  if (optedOut.has(keyOf({ pool: id, recipient: number }))) return 'opted_out';
  if (allowedCountries !== undefined && country !== '' && !allowedCountries.includes(country))
    return 'country_not_allowed';
  return undefined;
}

function laneOf(request: SendRequest, pool: Pool, { number, country }: ReadRecipient): Lane {
  return {
    pool: pool.id,
    tag: ruleFor(pool, number, country)?.tag ?? '',
    sim: request.sim ?? '',
    gateway: request.gateway ?? '',
    port: request.port,
  };
}

/** Fields that all messages of a request share. */
function commonOf(request: SendRequest, pool: Pool, at: number) {
  const { notBefore, validity = pool.validity } = request;
  const later = notBefore !== undefined && notBefore > at;
  const from = later ? notBefore : at;
  return {
    pool: pool.id,
    priority: request.priority,
    state: later ? ('scheduled' as const) : ('queued' as const),
    stateAt: at,
    createdAt: at,
    notBefore,
    expiresAt: validity === undefined ? undefined : from + validity * 1000,
    metadata: request.metadata,
  };
}

function replyOf(
  batch: string,
  made: readonly Placed[],
  refusedAlone: AcceptedReply['refused'],
): AcceptedReply {
  return {
    batch,
    messages: made.map(({ index, message: { id, recipient, segments, state } }) => ({
      id,
      index,
      to: recipient,
      segments,
      state: state === 'scheduled' ? 'scheduled' : 'queued',
    })),
    refused: refusedAlone,
  };
}

/** The same request has the same hash, whoever sends it and whenever. */
function hashOf(request: SendRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
