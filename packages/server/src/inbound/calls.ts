/** Calls and notices of gateways as events: each call once, however often it is reported. */
import type { DriverCall, DriverMissedCall, DriverNotice, Learned } from '../domain/driver.ts';
import type { ServerEvent } from '../domain/events.ts';
import type { Statements } from '../store/statements.ts';
import type { Source } from './candidates.ts';
import { unheard } from './results.ts';

function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function recordedEvent(gateway: string, call: DriverCall, at: number): ServerEvent {
  const { port, beganAt, answeredAt, duration, source, destination, direction, hangup, cause } = call;
  const data = {
    ...{ gateway, port, began_at: instantOf(beganAt) },
    answered_at: answeredAt === undefined ? null : instantOf(answeredAt),
    ...{ duration, source_number: source, destination_number: destination, direction, hangup },
    gsm_code: cause,
  };
  return { kind: 'call.recorded', subject: `${gateway} ${port}`, at, pool: '', data };
}

function missedEvent(gateway: string, { port, caller, at: when }: DriverMissedCall, at: number): ServerEvent {
  const data = { gateway, port, from: caller, at: instantOf(when) };
  return { kind: 'call.missed', subject: `${gateway} ${port}`, at, pool: '', data };
}

function noticeEvent(gateway: string, { notice, port, at: when }: DriverNotice, at: number): ServerEvent {
  const data = { gateway, notice, port: port ?? null, at: instantOf(when) };
  return { kind: 'gateway.notice', subject: gateway, at, pool: '', data };
}

/** The events of calls and notices that were not heard before. Nothing distinguishes a notice from another one. */
export function* callEvents(
  source: Source,
  at: number,
  { calls = [], missedCalls = [], notices = [] }: Learned,
): Statements<readonly ServerEvent[]> {
  const recorded = yield* unheard(source, at, calls);
  const missed = yield* unheard(source, at, missedCalls);
  return [
    ...recorded.map(one => recordedEvent(source.id, one, at)),
    ...missed.map(one => missedEvent(source.id, one, at)),
    ...notices.map(one => noticeEvent(source.id, one, at)),
  ];
}
