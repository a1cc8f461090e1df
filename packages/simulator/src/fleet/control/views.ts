/** Gateways, ports and messages in the form of the control API. */

import type { Fleet } from '../fleet.ts';
import type { Front } from '../http/front.ts';
import { fleetImei, fleetSim } from '../identities.ts';
import type { FleetGateway, FleetPort, SentMessage } from '../state/model.ts';

/** One line of the list of gateways. */
export function describeGateway(fleet: Fleet, { gateway }: Front): Readonly<Record<string, unknown>> {
  const { index, serial, user, up, line, frozen, run, waiting, results, inbox, push, held } = gateway;
  return {
    ...{ gateway: index, url: fleet.urlOf(index), sn: serial, user, up, line, frozen, run },
    ...{ waiting: waiting.length, results: results.length, inbox: inbox.length, held: held.length },
    push: push === undefined ? null : push.url,
  };
}

/** A port with its SIM. */
export function describePort(gateway: FleetGateway, port: FleetPort): Readonly<Record<string, unknown>> {
  const { index, slot, registration, signal, callState, blocked, current } = port;
  return {
    ...{ port: index, slot, registration, signal, callState, blocked, sending: current !== undefined },
    imei: port.imei ?? fleetImei(gateway.index, index),
    ...fleetSim({ gateway: gateway.index, port: index, slot }),
  };
}

/** A message of the record. Times are milliseconds since 1970, 0 where that has not happened. */
export function describeMessage(message: SentMessage): Readonly<Record<string, unknown>> {
  const { id, gateway, port, imsi, number, text, encoding, count, userId, task, run, fate, status } = message;
  const { acceptedAt, handedAt, deliveredAt, cause, reference, reports } = message;
  return {
    ...{
      id,
      gateway,
      port,
      imsi,
      number,
      text,
      encoding,
      count,
      user_id: userId,
      task_id: task,
      run,
      fate,
      status,
    },
    ...{ acceptedAt, handedAt, deliveredAt, cause, ref_id: reference, reports },
  };
}
