/** Status reports as they reach a gateway. */

import { reportItem, resultItem } from '../api/rows.ts';
import { type FleetGateway, type SentMessage, trimmed } from './model.ts';
import type { FleetWorld } from './world.ts';

/** A status report of one segment, counted from 0. */
export interface AirReport {
  readonly message: SentMessage;
  readonly segment: number;
  /** TP-ST. */
  readonly code: number;
}

/** A report reaches the gateway now, or once it is back. */
export function receiveReport(world: FleetWorld, gateway: FleetGateway, report: AirReport): void {
  if (!gateway.up) {
    gateway.held.push(() => receiveReport(world, gateway, report));
    return;
  }
  const { message, segment, code } = report;
  const known = message.run === gateway.run;
  const row = {
    port: message.port,
    number: message.number,
    time: known ? message.handedAt : world.clock.now(),
    reference: (message.reference + segment) % gateway.quirks.referenceRange,
    code,
    imsi: message.imsi,
  };
  gateway.reports.push(row);
  gateway.reports = trimmed(gateway.reports, gateway.quirks.resultsKept);
  world.push(gateway, 'sms_deliver_status', [reportItem(gateway, row)]);
  if (known) noteDelivery(world, gateway, message);
}

/** DELIVERED once every segment has a report of success. */
function noteDelivery(world: FleetWorld, gateway: FleetGateway, message: SentMessage): void {
  if (message.status === 'DELIVERED' || message.status === 'FAILED') return;
  if (message.reports.filter(code => code === 0).length < message.count) return;
  message.status = 'DELIVERED';
  world.push(gateway, 'sms_result', [resultItem(gateway, message, 'push')]);
}
