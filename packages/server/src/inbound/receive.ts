/** Storing what gateways received: once, however often a gateway sends it. */
import type { DriverInbound } from '../domain/driver.ts';
import type { ServerEvent } from '../domain/events.ts';
import type { Gateway, Sim } from '../domain/gateway.ts';
import type { Pool } from '../domain/pool.ts';
import { all, type Row, type Statements, withRows } from '../store/statements.ts';
import { type Keyword, keywordOf } from './keywords.ts';
import { type OptOut, optOutEvent, writeOptOut } from './opt-out-rows.ts';
import { poolOf } from './routing.ts';
import { conversationNumber, countryOf } from './sender.ts';

/** The place where messages are received. */
export interface Place {
  readonly gateway: Pick<Gateway, 'id' | 'part' | 'tags'>;
  readonly pools: readonly Pool[];
}

/** A received message with the id that it gets where it is new. */
export interface Arrival {
  readonly id: string;
  readonly message: DriverInbound;
}

/** The fields of a SIM that matter here. */
type Receiver = Pick<Sim, 'id' | 'imsi' | 'number' | 'tags'>;
/** SIMs by port. */
type Receivers = ReadonlyMap<number, Receiver>;

interface Inbound extends Arrival {
  readonly sim: Receiver | undefined;
  readonly pool: string;
  readonly sender: string;
  readonly keyword: Keyword;
}

/** The SIM that received it: the one in that port, unless the gateway names another by its IMSI. */
function simOf({ port, imsi }: DriverInbound, sims: Receivers): Receiver | undefined {
  const inPort = sims.get(port);
  if (imsi === '' || inPort?.imsi === imsi) return inPort;
  return [...sims.values()].find(sim => sim.imsi === imsi);
}

/** National numbers are read as of the country of the SIM that received them. */
function senderOf({ sender }: DriverInbound, sim: Receiver | undefined): string {
  return conversationNumber(sender, countryOf(sim?.number ?? ''));
}

/** Pools of the last messages sent to these numbers. */
function* lastPools(senders: readonly string[]): Statements<ReadonlyMap<string, string>> {
  const last = new Map<string, string>();
  for (const sender of new Set(senders)) {
    const [row] = yield* all<{ pool: string }>(
      'SELECT pool FROM message WHERE recipient = ? ORDER BY id DESC LIMIT 1',
      sender,
    );
    if (row !== undefined) last.set(sender, row.pool);
  }
  return last;
}

/** The SIMs of the gateway, as they were seen last. */
function* receiversOf({ id, part }: Place['gateway']): Statements<Receivers> {
  const rows = yield* all<Row & { port: number; id: string; imsi: string; number: string; tags: string }>(
    `SELECT port.port, sim.id, sim.imsi, sim.number, sim.tags FROM port JOIN sim ON sim.id = port.sim
     WHERE port.part = ? AND port.gateway = ?`,
    part,
    id,
  );
  return new Map(
    rows.map(({ port, tags, ...row }) => [port, { ...row, tags: JSON.parse(tags) as string[] }]),
  );
}

function* place(arrivals: readonly Arrival[], { gateway, pools }: Place): Statements<readonly Inbound[]> {
  const sims = yield* receiversOf(gateway);
  const known = arrivals.map(arrival => {
    const sim = simOf(arrival.message, sims);
    return { ...arrival, sim, sender: senderOf(arrival.message, sim) };
  });
  const last = yield* lastPools(known.map(({ sender }) => sender));
  return known.map(one => {
    const pool = poolOf(pools, { gateway, sim: one.sim }, last.get(one.sender) ?? '');
    const keywords = pools.find(({ id }) => id === pool)?.keywords;
    return { ...one, pool, keyword: keywords === undefined ? '' : keywordOf(one.message.text, keywords) };
  });
}

function* insert(
  { id: gateway, part }: Place['gateway'],
  at: number,
  messages: readonly Inbound[],
): Statements<ReadonlySet<string>> {
  const rows = yield* withRows<{ id: string }>(
    `INSERT INTO inbound (part, id, gateway, dedupe, port, sim, imsi, pool, sender, own_number, body, keyword, sent_at, received_at)
     SELECT ?, v.id, ?, v.dedupe, v.port, v.sim, v.imsi, v.pool, v.sender, v.own_number, v.body, v.keyword, v.sent_at, ?
     FROM {rows} WHERE true
     ON CONFLICT (part, gateway, dedupe) DO NOTHING RETURNING id`,
    {
      columns: {
        ...{ id: 'text', dedupe: 'text', port: 'int', sim: 'text', imsi: 'text', pool: 'text' },
        ...{ sender: 'text', own_number: 'text', body: 'text', keyword: 'text', sent_at: 'int' },
      },
      rows: messages.map(({ id, message, sim, pool, sender, keyword }) => [
        ...[id, message.dedupe, message.port, sim?.id ?? '', message.imsi, pool],
        ...[sender, sim?.number ?? '', message.text, keyword, message.at],
      ]),
    },
    part,
    gateway,
    at,
  );
  return new Set(rows.map(({ id }) => id));
}

function receivedEvent(gateway: string, at: number, inbound: Inbound): ServerEvent {
  const { id, message, sim, pool, sender, keyword } = inbound;
  return {
    kind: 'message.received',
    subject: sender,
    at,
    pool,
    data: {
      id,
      gateway,
      port: message.port,
      sim: sim?.id ?? '',
      pool,
      from: sender,
      to: sim?.number ?? '',
      text: message.text,
      keyword,
      sent_at: new Date(message.at).toISOString(),
      received_at: new Date(at).toISOString(),
    },
  };
}

/** The last word of a sender counts. */
function* obey(at: number, messages: readonly Inbound[]): Statements<readonly ServerEvent[]> {
  const events: ServerEvent[] = [];
  for (const { pool, sender: recipient, keyword } of messages) {
    if (keyword !== 'stop' && keyword !== 'start') continue;
    const optOut: OptOut = { pool, recipient, source: 'keyword', at };
    if (yield* writeOptOut(optOut, keyword === 'stop')) events.push(optOutEvent(optOut, keyword === 'stop'));
  }
  return events;
}

/** One of each message: a list may hold a repeat itself. */
function withoutRepeats(arrivals: readonly Arrival[]): readonly Arrival[] {
  return [...new Map(arrivals.map(one => [one.message.dedupe, one])).values()];
}

/**
 * Stores received messages that are not there yet, obeys STOP and START, and returns the events to be written.
 * @param at wall milliseconds of the storing
 */
export function* storeInbound(
  where: Place,
  at: number,
  arrivals: readonly Arrival[],
): Statements<readonly ServerEvent[]> {
  if (arrivals.length === 0) return [];
  const messages = yield* place(withoutRepeats(arrivals), where);
  const added = yield* insert(where.gateway, at, messages);
  const fresh = messages.filter(({ id }) => added.has(id));
  const changes = yield* obey(at, fresh);
  return [...fresh.map(one => receivedEvent(where.gateway.id, at, one)), ...changes];
}
