/** Shared by several endpoints: codes, ports, filters of queries. */

import { type Answer, json } from '../http/answer.ts';
import { integersOf, listOf, ParameterError, textOf, type Variables } from '../http/request.ts';
import { trueTime } from '../state/device-clock.ts';
import type { FleetGateway, FleetPort } from '../state/model.ts';

/** The numbers of ports that a request may name. */
export const portRange = [0, 31] as const;
/** The longest phone number (chapter 2). */
export const NUMBER_OCTETS = 24;

/** An answer under /api/: error_code first, then sn where this gateway has it, then the rest. */
export function apiAnswer(
  gateway: FleetGateway,
  code: number,
  rest: Readonly<Record<string, unknown>> = {},
): Answer {
  return json({ error_code: code, ...(gateway.quirks.serialInAnswers && { sn: gateway.serial }), ...rest });
}

/** The ports that a query asks for; absent: all. A port that the model lacks fails the query, by a switch. */
export function askedPorts(gateway: FleetGateway, variables: Variables): readonly FleetPort[] {
  const asked = integersOf(variables, 'port', portRange);
  if (asked === undefined) return gateway.ports;
  const present = asked.flatMap(index => gateway.ports[index] ?? []);
  if (present.length < asked.length && gateway.quirks.unknownPortFails)
    throw new ParameterError('port is not there');
  return present;
}

/** The port that a call is about. Throws `ParameterError`. */
export function onePort(gateway: FleetGateway, variables: Variables): FleetPort {
  const [index] = integersOf(variables, 'port', portRange) ?? [];
  const port = index === undefined ? undefined : gateway.ports[index];
  if (!port) throw new ParameterError('port is missing, or is not there');
  return port;
}

/** Filters of query_sms_result and query_sms_deliver_status. */
export interface SendingFilter {
  readonly numbers: ReadonlySet<string> | undefined;
  readonly ports: ReadonlySet<number> | undefined;
  readonly after: number;
  readonly before: number;
}

/** Reads the filter; `tooMany`: more numbers than the gateway takes. Times are those of the gateway's own clock. */
export function sendingFilter(
  { quirks, ...gateway }: FleetGateway,
  variables: Variables,
): SendingFilter | 'tooMany' {
  const numbers = listOf(variables, 'number')?.map(String);
  if (numbers !== undefined && numbers.length > quirks.mostNumbers) return 'tooMany';
  if (numbers?.some(number => Buffer.byteLength(number) > NUMBER_OCTETS))
    throw new ParameterError('number is too long');
  const ports = variables.port === undefined ? undefined : askedPorts({ quirks, ...gateway }, variables);
  return {
    numbers: numbers && new Set(numbers),
    ports: ports && new Set(ports.map(({ index }) => index)),
    after: timeOf(variables, 'time_after', quirks.clockOffset) ?? 0,
    before: timeOf(variables, 'time_before', quirks.clockOffset) ?? Number.MAX_SAFE_INTEGER,
  };
}

/** A time of the gateway's clock as a true one. Throws `ParameterError`. */
export function timeOf(variables: Variables, name: string, offset: number): number | undefined {
  const text = textOf(variables, name);
  if (text === undefined || text === '') return undefined;
  const time = trueTime(text, offset);
  if (time === undefined) throw new ParameterError(`${name} is no time`);
  return time;
}

/** Whether a row of a message passes. Its time counts in whole seconds, as the gateway shows it. */
export function passes(
  filter: SendingFilter,
  row: { readonly number: string; readonly port: number; readonly time: number },
): boolean {
  const second = Math.floor(row.time / 1000) * 1000;
  return (
    (filter.numbers === undefined || filter.numbers.has(row.number)) &&
    (filter.ports === undefined || filter.ports.has(row.port)) &&
    second >= filter.after &&
    second <= filter.before
  );
}
