/**
 * The use of each SIM in a span of time, and its limits. Counted under the IMSI and by steady time: neither a restart,
 * a move to another port nor a jump of the clock gives anything back.
 */

import type { Database } from '@simgate/daemon/store';
import type { LimitsConfig, PortConfig } from '../config/schema.ts';
import type { SendingLimits } from '../messages/context.ts';
import type { Port } from '../ports/port.ts';
import type { CallLimits } from '../sessions/calls/limits.ts';
import type { Store } from '../store/store.ts';

type Kind = 'sms' | 'calls' | 'callSeconds';
type Span = 'minute' | 'hour' | 'day' | 'month' | 'total';

/** Which setting bounds what. */
const rules: readonly { readonly setting: keyof LimitsConfig; readonly kind: Kind; readonly span: Span }[] = [
  { setting: 'smsPerMinute', kind: 'sms', span: 'minute' },
  { setting: 'smsPerHour', kind: 'sms', span: 'hour' },
  { setting: 'smsPerDay', kind: 'sms', span: 'day' },
  { setting: 'smsPerMonth', kind: 'sms', span: 'month' },
  { setting: 'smsTotal', kind: 'sms', span: 'total' },
  { setting: 'callsPerHour', kind: 'calls', span: 'hour' },
  { setting: 'callsPerDay', kind: 'calls', span: 'day' },
  { setting: 'callSecondsPerHour', kind: 'callSeconds', span: 'hour' },
  { setting: 'callSecondsPerDay', kind: 'callSeconds', span: 'day' },
];

/** The rest of each limit, in segments, calls and seconds; absent: no limit. */
export type Remaining = Readonly<Partial<Record<keyof LimitsConfig, number>>>;

export interface SimLimitsOptions {
  readonly store: Store;
  readonly limits: LimitsConfig;
  readonly configs: readonly PortConfig[];
  readonly ports: () => readonly Port[];
  /** Where a day begins: the milliseconds by which local time is ahead of UTC at a time. */
  readonly offsetAt: (time: number) => number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Start and end of the period that runs at `time`, on the marks of local time; across a change of its clocks too. Pure. */
export function periodAt(
  span: Span,
  time: number,
  offsetAt: (time: number) => number,
): { readonly start: number; readonly end: number } {
  if (span === 'total') return { start: 0, end: Number.POSITIVE_INFINITY };
  const offset = offsetAt(time);
  const local = time + offset;
  if (span === 'minute' || span === 'hour') {
    const length = span === 'minute' ? MINUTE : HOUR;
    const start = local - (local % length) - offset;
    return { start, end: start + length };
  }
  // With the offset that holds there: a day may begin in summer and end in winter.
  const instant = (mark: number): number => mark - offsetAt(mark - offset);
  const date = new Date(local);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  return span === 'day'
    ? { start: instant(Date.UTC(year, month, day)), end: instant(Date.UTC(year, month, day + 1)) }
    : { start: instant(Date.UTC(year, month)), end: instant(Date.UTC(year, month + 1)) };
}

const spans: readonly Span[] = ['minute', 'hour', 'day', 'month', 'total'];

/** Each count is kept for the period that runs; the first count of a later period begins anew. */
const COUNT = `INSERT INTO sim_usage (imsi, kind, span, period, amount) VALUES (?1, ?2, ?3, ?4, max(?5, 0))
  ON CONFLICT (imsi, kind, span) DO UPDATE SET
    amount = CASE WHEN period >= ?4 THEN max(amount + ?5, 0) ELSE max(?5, 0) END, period = max(period, ?4)`;

/** A SIM, and the port whose own limits it has there. */
interface SimInPort {
  readonly imsi: string;
  readonly port: number | undefined;
}

export class SimLimits implements SendingLimits, CallLimits {
  readonly #options: SimLimitsOptions;

  constructor(options: SimLimitsOptions) {
    this.#options = options;
  }

  smsWait(database: Database, port: number, imsi: string, segments: number): number {
    return (
      this.#bounds(database, { imsi, port }, ['sms'])
        // A message longer than the limit itself is begun when all of the limit is there.
        .filter(({ left, most }) => left < Math.min(segments, most))
        .reduce((longest, { span }) => {
          const { end, now } = this.#period(span);
          return Math.max(longest, end - now);
        }, 0)
    );
  }

  countSms(database: Database, imsi: string, segments: number): void {
    this.#count(database, imsi, 'sms', segments);
  }

  refusal(imsi: string): string {
    const { read } = this.#options.store;
    const bounds = this.#bounds(read, this.#placeOf(imsi), ['calls', 'callSeconds']);
    const spent = bounds.find(({ left }) => left === 0);
    return spent === undefined ? '' : `the limit ${spent.setting} of this SIM is used up`;
  }

  secondsLeft(imsi: string): number | undefined {
    const bounds = this.#bounds(this.#options.store.read, this.#placeOf(imsi), ['callSeconds']);
    return bounds.length === 0 ? undefined : Math.min(...bounds.map(({ left }) => left));
  }

  countCall(database: Database, imsi: string, seconds: number): void {
    // A call that was never answered is no call of the limits.
    if (seconds > 0) this.#count(database, imsi, 'calls', 1);
    this.#count(database, imsi, 'callSeconds', seconds);
  }

  /** Each limit of the SIM in this port, with what is left of it and what it is. */
  bounds(port: number, imsi: string): readonly { setting: string; left: number; most: number }[] {
    return this.#bounds(this.#options.store.read, { imsi, port }, ['sms', 'calls', 'callSeconds']);
  }

  /** Of the SIM in this port. */
  remaining(port: number, imsi: string): Remaining {
    return Object.fromEntries(this.bounds(port, imsi).map(({ setting, left }) => [setting, left]));
  }

  /** Each bound of these kinds with what is left of it. */
  #bounds(database: Database, { imsi, port }: SimInPort, kinds: readonly Kind[]) {
    const { limits: general, configs } = this.#options;
    const limits = { ...general, ...configs.find(config => config.port === port)?.limits };
    return rules
      .filter(({ setting, kind }) => kinds.includes(kind) && limits[setting] > 0)
      .map(rule => {
        const most = limits[rule.setting];
        return { ...rule, most, left: Math.max(most - this.#used(database, imsi, rule), 0) };
      });
  }

  #used(database: Database, imsi: string, { kind, span }: { kind: Kind; span: Span }): number {
    const row = database.get<{ amount: number }>(
      'SELECT amount FROM sim_usage WHERE imsi = ? AND kind = ? AND span = ? AND period >= ?',
      imsi,
      kind,
      span,
      this.#period(span).start,
    );
    return row?.amount ?? 0;
  }

  #count(database: Database, imsi: string, kind: Kind, amount: number): void {
    if (amount === 0 || imsi === '') return;
    for (const span of spans) database.run(COUNT, imsi, kind, span, this.#period(span).start, amount);
  }

  #period(span: Span) {
    const now = this.#options.store.steady.now();
    return { ...periodAt(span, now, this.#options.offsetAt), now };
  }

  #placeOf(imsi: string): SimInPort {
    const port = this.#options.ports().find(one => one.snapshot().sim?.imsi === imsi);
    return { imsi, port: port?.number };
  }
}
