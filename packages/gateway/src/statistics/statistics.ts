/**
 * Counts by port and time, out of the journal: what is counted is committed with how far the journal is counted, so that nothing is
 * counted twice or left out, whenever the process ends. Sending itself pays nothing for it.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '@simgate/daemon';
import type { Database } from '@simgate/daemon/store';
import type { Port } from '../ports/port.ts';
import type { Log, Store } from '../store/store.ts';

export interface Counts {
  /** Messages that were accepted for this port alone; under 255 those for any of several. */
  readonly accepted: number;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  readonly received: number;
  /** Answered calls that have ended. */
  readonly calls: number;
}

export interface StatisticsRow extends Counts {
  /** Milliseconds since 1970. */
  readonly start: number;
  /** Mean of the signal, 0 to 31; undefined where none was measured. */
  readonly signal: number | undefined;
}

export interface SeriesFilter {
  /** Undefined: all ports together. */
  readonly port: number | undefined;
  readonly from: number;
  readonly to: number;
  /** In seconds: 60, or a multiple of it. */
  readonly step: number;
}

export interface StatisticsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly ports: () => readonly Port[];
  /** How far local time is ahead of UTC, in milliseconds. */
  readonly offsetAt: (time: number) => number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** In the place of a port, where there is none. */
const NO_PORT = 255;
const KEPT_BY_MINUTE = 7 * DAY;
const KEPT_BY_HOUR = 366 * DAY;
/** Events that are counted in one turn: a few milliseconds of the event loop. */
const STRETCH = 2000;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export const noCounts: Counts = { accepted: 0, sent: 0, delivered: 0, failed: 0, received: 0, calls: 0 };

type AcceptedRow = { ports: number; minute: number; amount: number };

/** The counts of one go, and how far they reach. */
interface Stretch {
  readonly counted: readonly Group[];
  readonly upTo: number;
  readonly whole: boolean;
}

type Group = { kind: string; status: string | null; port: number; minute: number; amount: number };

const GROUPS = `SELECT json_extract(body, '$.kind') AS kind, json_extract(body, '$.status') AS status,
    json_extract(body, '$.port') AS port, at - at % ${MINUTE} AS minute, count(*) AS amount
  FROM events WHERE id > ? AND id <= ? AND json_extract(body, '$.kind') IN ('sms', 'sms_result', 'cdr')
  GROUP BY 1, 2, 3, 4`;

/** Ids count up and are never used again, so that each row is counted once. */
const ACCEPTED = `SELECT ports, (accepted_steady + ?3) - (accepted_steady + ?3) % ${MINUTE} AS minute, count(*) AS amount
  FROM messages WHERE id > ?1 AND id <= ?2 GROUP BY 1, 2`;

const ADD = `INSERT INTO port_statistics (step, start, port, accepted, sent, delivered, failed, received, calls)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (step, start, port) DO UPDATE SET
    accepted = accepted + excluded.accepted, sent = sent + excluded.sent, delivered = delivered + excluded.delivered, failed = failed + excluded.failed,
    received = received + excluded.received, calls = calls + excluded.calls`;

const ADD_SIGNAL = `INSERT INTO port_statistics (step, start, port, signal_sum, signal_samples)
  VALUES (?, ?, ?, ?, 1) ON CONFLICT (step, start, port) DO UPDATE SET
    signal_sum = signal_sum + excluded.signal_sum, signal_samples = signal_samples + 1`;

function columnOf({ kind, status }: Group): keyof Counts {
  if (kind === 'accepted') return 'accepted';
  if (kind === 'sms') return 'received';
  if (kind === 'cdr') return 'calls';
  if (status === 'SENT_OK') return 'sent';
  return status === 'DELIVERED' ? 'delivered' : 'failed';
}

/** The one port of a set (bit n: port n); 255 for none or several. */
function onlyPort(ports: number): number {
  const port = Math.log2(ports);
  return ports > 0 && Number.isInteger(port) ? port : NO_PORT;
}

function addTo(counts: Mutable<Counts>, group: Group): void {
  counts[columnOf(group)] += group.amount;
}

function write(database: Database, group: Group): void {
  const counts = { ...noCounts };
  addTo(counts, group);
  const { accepted, sent, delivered, failed, received, calls } = counts;
  for (const step of [MINUTE, HOUR]) {
    const start = group.minute - (group.minute % step);
    database.run(
      ADD,
      ...[step / 1000, start, group.port, accepted, sent, delivered, failed, received, calls],
    );
  }
}

export class Statistics {
  readonly #options: StatisticsOptions;
  #following: Promise<void> | undefined;
  #today: { readonly start: number; readonly ports: Map<number, Mutable<Counts>> } | undefined;
  #cancel = () => {};

  constructor(options: StatisticsOptions) {
    this.#options = options;
  }

  /** Samples the signal of every port each minute, and counts what was journalled. */
  start(): void {
    const { clock, log } = this.#options;
    this.#cancel = clock.after(MINUTE, () => {
      this.start();
      this.#sample()
        .then(() => this.follow())
        .catch(error => log.warn({ error: String(error) }, 'statistics could not be written'));
    });
  }

  stop(): void {
    this.#cancel();
  }

  /** Counts what was journalled since the last call; resolves once committed. */
  follow(): Promise<void> {
    this.#following ??= this.#count().finally(() => {
      this.#following = undefined;
    });
    return this.#following;
  }

  /** Of the local day that runs, by port (255: no port had begun it), as far as it is counted. */
  today(): ReadonlyMap<number, Counts> {
    const now = this.#options.clock.now();
    const start = this.#dayStart(now);
    if (this.#today?.start !== start) this.#today = { start, ports: this.#sumSince(start) };
    return this.#today.ports;
  }

  /** Rows of the steps in which anything was counted or measured, oldest first. */
  series({ port, from, to, step }: SeriesFilter): StatisticsRow[] {
    const { store, offsetAt } = this.#options;
    const length = step * 1000;
    const offset = offsetAt(from);
    const rows = store.read.all<Mutable<Counts> & { start: number; sum: number; samples: number }>(
      `SELECT start - (start + ?1) % ?2 AS start, sum(accepted) AS accepted, sum(sent) AS sent, sum(delivered) AS delivered, sum(failed) AS failed,
         sum(received) AS received, sum(calls) AS calls, sum(signal_sum) AS sum, sum(signal_samples) AS samples
       FROM port_statistics WHERE step = ?3 AND start >= ?4 AND start <= ?5 AND (?6 IS NULL OR port = ?6)
       GROUP BY 1 ORDER BY 1`,
      ...[offset, length, step % 3600 === 0 ? 3600 : 60, from, to, port ?? null],
    );
    return rows.map(({ sum, samples, ...row }) => ({
      ...row,
      signal: samples === 0 ? undefined : Math.round((sum / samples) * 10) / 10,
    }));
  }

  #dayStart(now: number): number {
    const { offsetAt } = this.#options;
    const local = now + offsetAt(now);
    return local - (local % DAY) - offsetAt(now);
  }

  #sumSince(start: number): Map<number, Mutable<Counts>> {
    const rows = this.#options.store.read.all<Mutable<Counts> & { port: number }>(
      `SELECT port, sum(accepted) AS accepted, sum(sent) AS sent, sum(delivered) AS delivered, sum(failed) AS failed, sum(received) AS received,
         sum(calls) AS calls FROM port_statistics WHERE step = 60 AND start >= ? GROUP BY port`,
      start,
    );
    return new Map(rows.map(({ port, ...counts }) => [port, counts]));
  }

  async #count(): Promise<void> {
    const { store } = this.#options;
    for (;;) {
      const newest = store.read.number('SELECT max(id) FROM events');
      const groups = await store.write(database => this.#step(database, newest));
      for (const group of groups.counted) this.#addToday(group);
      if (groups.whole) return;
      await turn();
    }
  }

  /** Counts the next stretch of the journal, and of what was accepted; `whole`: there was no more. */
  #step(database: Database, newest: number): { readonly counted: readonly Group[]; readonly whole: boolean } {
    const events = this.#events(database, database.number('SELECT event FROM statistics_position'), newest);
    const accepted = this.#accepted(database, database.number('SELECT message FROM statistics_position'));
    const counted = [...events.counted, ...accepted.counted];
    for (const group of counted) write(database, group);
    database.run('UPDATE statistics_position SET event = ?, message = ?', events.upTo, accepted.upTo);
    return { counted, whole: events.whole && accepted.whole };
  }

  #accepted(database: Database, after: number): Stretch {
    const newest = database.number("SELECT seq FROM sqlite_sequence WHERE name = 'messages'");
    const upTo = Math.min(newest, after + STRETCH);
    const { clock, store } = this.#options;
    const ahead = Math.round(clock.now() - store.steady.now());
    const rows = after >= newest ? [] : database.all<AcceptedRow>(ACCEPTED, after, upTo, ahead);
    const counted = rows.map(({ ports, minute, amount }) => ({
      ...{ kind: 'accepted', status: null, port: onlyPort(ports), minute, amount },
    }));
    return { counted, upTo: Math.max(after, upTo), whole: upTo >= newest };
  }

  #events(database: Database, after: number, newest: number): Stretch {
    if (after >= newest) return { counted: [], upTo: after, whole: true };
    // Retention may have removed what an earlier version never counted.
    const first = database.number('SELECT coalesce(min(id), ?) FROM events WHERE id > ?', newest, after);
    const upTo = Math.min(newest, first + STRETCH - 1);
    return { counted: database.all<Group>(GROUPS, after, upTo), upTo, whole: upTo >= newest };
  }

  #addToday(group: Group): void {
    if (this.#today === undefined || group.minute < this.#today.start) return;
    const counts = this.#today.ports.get(group.port) ?? { ...noCounts };
    addTo(counts, group);
    this.#today.ports.set(group.port, counts);
  }

  #sample(): Promise<void> {
    const { store, clock, ports } = this.#options;
    const now = Math.round(clock.now());
    const signals = ports()
      .map(port => port.snapshot())
      .filter(({ signal }) => signal > 0);
    // The steady clock never jumps ahead, so a wall clock that does removes nothing.
    const old = Math.min(now, store.steady.now());
    return store.write(database => {
      for (const { port, signal } of signals)
        for (const step of [MINUTE, HOUR])
          database.run(ADD_SIGNAL, step / 1000, now - (now % step), port, signal);
      database.run('DELETE FROM port_statistics WHERE step = 60 AND start < ?', old - KEPT_BY_MINUTE);
      database.run('DELETE FROM port_statistics WHERE step = 3600 AND start < ?', old - KEPT_BY_HOUR);
    });
  }
}
