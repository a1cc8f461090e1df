/**
 * The driver for original hardware, by its documented API alone. Pushes are the normal path; polls of ports, inbox and reports are the net
 * below them. A missing entry proves nothing: a restart loses results, queue and task ids.
 */

import type { Client, Result } from '@simgate/api';
import type {
  DriverAbilities,
  GatewayDriver,
  HandOffCall,
  HandOffOutcome,
  SettleAnswer,
} from '../../domain/driver.ts';
import { type DriverContext, type PassThrough, rest } from '../context.ts';
import { Sessions } from '../sessions.ts';
import { outcomeOf, takenWith, troubleOf, unauthorized } from '../trouble.ts';
import {
  boundsOf,
  formatDeviceTime,
  narrowed,
  type OffsetBounds,
  offsetOf,
  parseDeviceTime,
} from './device-time.ts';
import {
  type Hearing,
  inboundIn,
  isRecord,
  portsIn,
  reportsIn,
  resultsIn,
  rowsIn,
  textIn,
  wholeIn,
} from './readings.ts';
import { sendSmsOf } from './vendor-call.ts';
import { VendorLine } from './vendor-line.ts';

/** Milliseconds between two rounds of polls. */
const ROUND_EVERY = 60_000;
/** Rounds between two looks at the reports of the last minutes, and at those of the last day. */
const REPORT_ROUNDS = 5;
const DAY_ROUNDS = 60;
/** Milliseconds that a look at reports reaches back. */
const SHORT_REACH = 30 * 60_000;
const LONG_REACH = 24 * 3_600_000;
/** Milliseconds for which messages behind the cursor are taken again, because ids may have begun anew; the store knows repeats. */
const READ_AGAIN = 7 * 86_400_000;
/** Received messages of one commit. */
const MOST_INBOUND = 500;
/** Hand-offs whose time is remembered, to learn the clock from their results. */
const MOST_REMEMBERED = 512;
/** Milliseconds by which a learned clock must have moved to be written down. */
const WORTH_TELLING = 2000;

const abilities = { repeatMs: 0, mostInCall: 16, calls: 1, mostInQuestion: 32 } as const;
/** A request that the box has taken from the network may still be done after the caller has gone: after so many times its limit. */
const LATE = 4;

const portFacts = ['imsi', 'iccid', 'number', 'reg', 'signal'] as const;

export class VendorDriver implements GatewayDriver, PassThrough {
  readonly kind = 'vendor';
  readonly abilities: DriverAbilities;
  readonly #context: DriverContext;
  readonly #line: VendorLine;
  readonly #sessions: Sessions;
  readonly #sentAt = new Map<number, number>();
  #serialNumber: string;
  #bounds: OffsetBounds | undefined;
  #offset: number;
  #cursor: number;
  #readsAll = true;
  #wake = (): void => {};

  constructor(context: DriverContext) {
    this.#context = context;
    this.abilities = { ...abilities, callMs: LATE * context.answerMs };
    this.#serialNumber = context.serialNumber;
    this.#offset = context.clockOffsetMs;
    this.#cursor = Number(context.memory.get('inbox') ?? 0);
    this.#line = new VendorLine(context);
    this.#sessions = new Sessions(context, this.#line.wire);
    this.#sessions.start(signal => this.#session(signal));
  }

  async send(call: HandOffCall, signal: AbortSignal): Promise<HandOffOutcome> {
    const { refused } = this.#sessions;
    if (refused !== undefined) return { kind: 'notTaken', fault: 'gateway', detail: refused.reason };
    if (signal.aborted) return { kind: 'notTaken', fault: 'gateway', detail: 'the hand-off was broken off' };
    this.#rememberSending(call);
    const result = await this.#line.call(client =>
      client.sendSms(sendSmsOf(call), { signal: AbortSignal.any([signal, this.#sessions.signal]) }),
    );
    if (result.ok) return takenWith(result.reply.task_id);
    this.#sessions.note(result.error);
    const { error } = result;
    // The document defines 400, 413 and 550; another code comes from a box in trouble, and proves nothing.
    if (error.kind === 'refused' && ![400, 413, 550].includes(error.code))
      return { kind: 'inDoubt', detail: `it answered with the code ${error.code}` };
    if (error.kind !== 'refused') this.#wake();
    return outcomeOf(error);
  }

  async settle(userIds: readonly number[], signal: AbortSignal): Promise<SettleAnswer> {
    const { refused } = this.#sessions;
    if (refused !== undefined) return { kind: 'noAnswer', detail: refused.reason };
    const result = await this.#line.call(client =>
      client.querySmsResult(
        { user_id: [...userIds] },
        { signal: AbortSignal.any([signal, this.#sessions.signal]) },
      ),
    );
    if (!result.ok) {
      this.#sessions.note(result.error);
      return { kind: 'noAnswer', detail: troubleOf(result.error).reason };
    }
    const rows: unknown = result.reply.result;
    this.#learnClock(rows);
    const results = resultsIn(rows, this.#hearing());
    return {
      kind: 'answered',
      results: results.flatMap(({ dedupe: _, userId, ...row }) =>
        userId === undefined ? [] : [{ ...row, userId }],
      ),
      missing: 'nothing',
    };
  }

  /** A push was taken that shows more than the message in it. */
  hear(kind: string): void {
    // After a start its ids may have begun anew.
    if (kind === 'device') this.#readsAll = true;
    if (kind === 'device' || kind === 'register') this.#wake();
  }

  async pass<Reply>(work: (client: Client) => Promise<Result<Reply>>): Promise<Result<Reply>> {
    if (this.#sessions.refused !== undefined) return unauthorized;
    const result = await this.#line.call(work);
    if (!result.ok) this.#sessions.note(result.error);
    return result;
  }

  close(): Promise<void> {
    return this.#sessions.close();
  }

  #hearing(): Hearing {
    return { offset: this.#offset, now: this.#context.clock.now() };
  }

  #rememberSending({ messages }: HandOffCall): void {
    const now = this.#context.clock.now();
    for (const { userId } of messages) this.#sentAt.set(userId, now);
    for (const userId of this.#sentAt.keys()) {
      if (this.#sentAt.size <= MOST_REMEMBERED) break;
      this.#sentAt.delete(userId);
    }
  }

  /** A result carries the device's time of something that happened since the hand-off. */
  #learnClock(rows: unknown): void {
    const now = this.#context.clock.now();
    for (const row of rowsIn(rows)) {
      const sentAt = this.#sentAt.get(wholeIn(row.user_id) ?? 0);
      const device = parseDeviceTime(textIn(row.time));
      if (sentAt === undefined || device === undefined) continue;
      const seen = boundsOf(device, sentAt, now);
      if (seen !== undefined) this.#bounds = narrowed(this.#bounds, seen);
    }
    const offset = this.#bounds === undefined ? this.#offset : offsetOf(this.#bounds);
    if (Math.abs(offset - this.#offset) < WORTH_TELLING) return;
    this.#offset = offset;
    void this.#context.listener.facts({ clockOffsetMs: offset }).catch(() => {});
  }

  async #session(signal: AbortSignal): Promise<void> {
    this.#readsAll = true;
    for (let round = 0; !signal.aborted; round++) {
      // From here on: what is heard during a round is a reason for the next one.
      const woken = new AbortController();
      this.#wake = () => woken.abort();
      await this.#lookAtPorts(signal);
      if (round === 0) await this.#sessions.tell(() => this.#context.listener.state('up', ''));
      await this.#readInbox(signal);
      if (round % REPORT_ROUNDS === 0)
        await this.#readReports(round % DAY_ROUNDS === 0 ? LONG_REACH : SHORT_REACH, signal);
      await rest(this.#context.clock, ROUND_EVERY, AbortSignal.any([signal, woken.signal]));
    }
  }

  async #lookAtPorts(signal: AbortSignal): Promise<void> {
    const { listener } = this.#context;
    const reply = this.#sessions.need(
      await this.#line.call(client => client.getPortInfo({ info_type: [...portFacts] }, { signal })),
    );
    const before = this.#serialNumber;
    // The first firmware sends no serial number.
    this.#serialNumber = this.#sessions.identify(textIn(reply.sn), before);
    if (this.#serialNumber !== before)
      await this.#sessions.tell(() => listener.facts({ serialNumber: this.#serialNumber }));
    await this.#sessions.tell(() => listener.ports(portsIn(reply.info)));
  }

  /** Behind what was read last; all of it after a start of either side, because ids may have begun anew. */
  async #readInbox(signal: AbortSignal): Promise<void> {
    const from = this.#readsAll ? 0 : this.#cursor;
    // A session that fails here begins with all of it again.
    this.#readsAll = false;
    const reply = this.#sessions.need(
      await this.#line.call(client =>
        client.queryIncomingSms({ incoming_sms_id: from, flag: 'all' }, { signal }),
      ),
    );
    const listed = inboundIn(reply.sms, this.#hearing());
    const last = listed.reduce((most, { incomingId }) => Math.max(most, incomingId), from);
    // A message that was read long ago may be gone from our store by its age; it is not received anew.
    const since = this.#context.clock.now() - READ_AGAIN;
    const found = listed.filter(({ incomingId, at }) => incomingId > this.#cursor || at > since);
    for (let at = 0; at < found.length; at += MOST_INBOUND)
      await this.#sessions.tell(() =>
        this.#context.listener.learned({ inbound: found.slice(at, at + MOST_INBOUND) }),
      );
    if (last === this.#cursor) return;
    await this.#sessions.tell(() => this.#context.listener.learned({ remember: { inbox: String(last) } }));
    this.#cursor = last;
  }

  /** @param reach milliseconds; a clock that is not known yet is no ground for a filter */
  async #readReports(reach: number, signal: AbortSignal): Promise<void> {
    const since = this.#context.clock.now() + this.#offset - reach;
    const isKnown = this.#bounds !== undefined || this.#offset !== 0;
    const filter = isKnown ? { time_after: formatDeviceTime(since) } : {};
    const reply = this.#sessions.need(
      await this.#line.call(client => client.querySmsDeliverStatus(filter, { signal })),
    );
    const reports = isRecord(reply) ? reportsIn(reply.result, this.#hearing()) : [];
    if (reports.length > 0) await this.#sessions.tell(() => this.#context.listener.learned({ reports }));
  }
}
