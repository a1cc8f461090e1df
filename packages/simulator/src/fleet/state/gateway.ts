/** Making a gateway, restarting it, freezing it. */

import { fleetSim, serialNumber } from '../identities.ts';
import type { Quirks } from '../quirks.ts';
import type { FleetGateway, FleetPort, PushTarget } from './model.ts';
import { releaseHeld } from './receiving.ts';
import { startWaiting } from './sending.ts';
import type { FleetWorld } from './world.ts';

/** The size and the firmware of a new gateway. */
export interface GatewayOptions {
  readonly index: number;
  readonly ports: number;
  readonly multiSim: boolean;
  readonly quirks: Quirks;
  readonly user: string;
  readonly password: string;
  readonly push: PushTarget | undefined;
}

const GOOD_SIGNAL = 24;

/** A gateway whose ports are all registered. */
export function makeGateway({ ports, ...options }: GatewayOptions): FleetGateway {
  return {
    ...options,
    serial: serialNumber(options.index),
    ports: Array.from({ length: ports }, (_, index) => makePort(index)),
    ...{ run: 1, up: true, line: 'up', frozen: false },
    ...{ nextTask: 1, nextReceived: 1, nextUssd: 1, nextPort: 0 },
    ...{ waiting: [], results: [], reports: [], inbox: [], calls: [], held: [], afterFreeze: [] },
  };
}

function makePort(index: number): FleetPort {
  return {
    index,
    ...{ slot: 0, registration: 'REGISTER_OK', signal: GOOD_SIGNAL, callState: 'Idle', blocked: false },
    ...{ nextReference: 0, current: undefined, ussdReply: '', ussdOpen: false, sequence: 0 },
  };
}

/** Cuts the power and gives it back after `milliseconds`. What was on the air stays on the air; the gateway hears no outcome. */
export function restartGateway(world: FleetWorld, gateway: FleetGateway, milliseconds: number): void {
  if (!gateway.up) return;
  gateway.up = false;
  world.record.addEvent(world.clock.now(), gateway.index, 'restart', { milliseconds });
  for (const port of gateway.ports) {
    port.current = undefined;
    port.ussdOpen = false;
    port.ussdReply = '';
  }
  if (gateway.quirks.resultsLostOnReboot) forgetResults(world, gateway);
  if (gateway.quirks.inboxLostOnReboot) {
    gateway.inbox = [];
    gateway.nextReceived = 1;
  }
  world.clock.after(milliseconds, () => boot(world, gateway));
}

function forgetResults(world: FleetWorld, gateway: FleetGateway): void {
  gateway.run += 1;
  gateway.nextTask = 1;
  gateway.results = [];
  gateway.reports = [];
  for (const message of gateway.waiting) message.fate = 'dropped';
  world.record.counters.dropped += gateway.waiting.length;
  gateway.waiting = [];
}

function boot(world: FleetWorld, gateway: FleetGateway): void {
  gateway.up = true;
  world.push(gateway, 'device', {
    port_number: gateway.ports.length,
    IP: '127.0.0.1',
    MAC: macAddress(gateway.index),
    status: 'power_on',
  });
  for (const port of gateway.ports)
    if (port.registration === 'REGISTER_OK') pushRegister(world, gateway, port, 'up');
  releaseHeld(gateway);
  startWaiting(world, gateway);
}

/** A locally administered address. */
function macAddress(index: number): string {
  const octets = index
    .toString(16)
    .padStart(8, '0')
    .replace(/..(?!$)/g, '$&-');
  return `02-00-${octets}`.toUpperCase();
}

/** A frozen gateway begins nothing and answers nothing; what it was asked meanwhile it does afterwards. */
export function freezeGateway(world: FleetWorld, gateway: FleetGateway, milliseconds: number): void {
  gateway.frozen = true;
  world.record.addEvent(world.clock.now(), gateway.index, 'freeze', { milliseconds });
  world.clock.after(milliseconds, () => {
    gateway.frozen = false;
    const { afterFreeze } = gateway;
    gateway.afterFreeze = [];
    for (const goOn of afterFreeze) goOn();
    startWaiting(world, gateway);
  });
}

/** Changes the registration of a port, with the register push and what waits for the port. */
export function setRegistration(
  world: FleetWorld,
  gateway: FleetGateway,
  port: FleetPort,
  registration: FleetPort['registration'],
): void {
  const before = port.registration;
  port.registration = registration;
  if (before === registration) return;
  if (registration === 'REGISTER_OK') {
    pushRegister(world, gateway, port, 'up');
    releaseHeld(gateway);
    startWaiting(world, gateway);
  } else if (before === 'REGISTER_OK') pushRegister(world, gateway, port, 'down');
}

function pushRegister(
  world: FleetWorld,
  gateway: FleetGateway,
  port: FleetPort,
  status: 'up' | 'down',
): void {
  port.sequence += 1;
  const sim = fleetSim({ gateway: gateway.index, port: port.index, slot: port.slot });
  const gone = status === 'down' && gateway.quirks.registerNull;
  world.push(gateway, 'register', [
    {
      port: port.index,
      iccid: gone ? '<NULL>' : sim.iccid,
      imsi: gone ? '<NULL>' : sim.imsi,
      number: shownNumber(gateway, port),
      status,
      sequence: port.sequence,
      slot: gateway.multiSim ? port.slot : 255,
    },
  ]);
}

/** The number of the SIM as the gateway shows it. */
export function shownNumber(gateway: FleetGateway, port: FleetPort): string {
  if (port.number !== undefined) return port.number;
  if (gateway.quirks.numbersUnknown) return '';
  return fleetSim({ gateway: gateway.index, port: port.index, slot: port.slot }).number;
}
