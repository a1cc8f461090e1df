/** Messages from the network to a gateway. */

import { receivedItem } from '../api/rows.ts';
import { FLEET_SERVICE_CENTRE, fleetImsi } from '../identities.ts';
import type { IncomingEntry } from '../record.ts';
import { type FleetGateway, isUsable, portOf, trimmed } from './model.ts';
import type { FleetWorld } from './world.ts';

/** A message for the SIM in a port. */
export interface AirMessage {
  readonly port: number;
  readonly from: string;
  readonly text: string;
}

/** The network has a message for a gateway: stored at once, or once the gateway and its port are there. */
export function receiveFromAir(world: FleetWorld, gateway: FleetGateway, message: AirMessage): IncomingEntry {
  const entry = world.record.addIncoming({ gateway: gateway.index, ...message, sentAt: world.clock.now() });
  store(world, gateway, entry);
  return entry;
}

function store(world: FleetWorld, gateway: FleetGateway, entry: IncomingEntry): void {
  const port = portOf(gateway, entry.port);
  if (!gateway.up || !port || !isUsable(port)) {
    gateway.held.push(() => store(world, gateway, entry));
    return;
  }
  const received = {
    id: gateway.nextReceived,
    port: entry.port,
    number: entry.from,
    smsc: FLEET_SERVICE_CENTRE,
    at: world.clock.now(),
    text: entry.text,
    imsi: fleetImsi({ gateway: gateway.index, port: entry.port, slot: port.slot }),
    read: false,
  };
  gateway.nextReceived += 1;
  gateway.inbox.push(received);
  gateway.inbox = trimmed(gateway.inbox, gateway.quirks.inboxKept);
  entry.storedAt = received.at;
  entry.incomingSmsId = received.id;
  world.push(gateway, 'sms', [receivedItem(gateway, received)]);
}

/** The gateway or one of its ports is back: what was held is tried again. */
export function releaseHeld(gateway: FleetGateway): void {
  const { held } = gateway;
  gateway.held = [];
  for (const retry of held) retry();
}
