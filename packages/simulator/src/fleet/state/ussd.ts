/** USSD of a port: a request and an answer a little later. */

import { type FleetGateway, type FleetPort, isUsable, type UssdService } from './model.ts';
import { startWaiting } from './sending.ts';
import type { FleetWorld } from './world.ts';

/** Status of one port in the answer of send_ussd (chapter 7.3). */
export type UssdStatus = 200 | 486 | 503;

const ANSWER_TIME = 500;
const NO_SERVICE = 'Unknown application';
/** The text of a query after the network ended a session (contract of the API, 4.7). */
const RELEASED = 'USSD terminated by network';

/** The answers of a network that has just started. */
export const usualServices: readonly UssdService[] = [
  { code: '*100#', reply: 'Your balance is 5.00 EUR.' },
  { code: '*125#', reply: '1 Balance\n2 Number' },
  { code: '1', reply: 'Your balance is 5.00 EUR.' },
  { code: '2', reply: 'Your number is in the port information.' },
];

/** Sends a code, or a text in an open session. */
export function sendUssd(
  world: FleetWorld,
  gateway: FleetGateway,
  port: FleetPort | undefined,
  text: string,
): UssdStatus {
  if (!port || !isUsable(port)) return 503;
  if (port.current !== undefined || port.ussdOpen) return 486;
  port.ussdOpen = true;
  port.ussdReply = '';
  const service = world.ussdServices.find(each => fits(each.code, text));
  const { run } = gateway;
  world.clock.after(service?.delay ?? ANSWER_TIME, () => {
    if (gateway.run !== run || !port.ussdOpen) return;
    endUssd(world, gateway, port, service?.reply ?? NO_SERVICE);
  });
  return 200;
}

function fits(code: string, text: string): boolean {
  return code === text || (code.length > 1 && code.endsWith('*') && text.startsWith(code.slice(0, -1)));
}

/** Ends what the port waits for. */
export function cancelUssd(
  world: FleetWorld,
  gateway: FleetGateway,
  port: FleetPort | undefined,
): UssdStatus {
  if (!port || !isUsable(port)) return 503;
  if (port.ussdOpen) endUssd(world, gateway, port, RELEASED);
  return 200;
}

function endUssd(world: FleetWorld, gateway: FleetGateway, port: FleetPort, reply: string): void {
  port.ussdOpen = false;
  port.ussdReply = reply;
  world.push(gateway, 'ussd', [{ port: port.index, text: reply }]);
  startWaiting(world, gateway);
}
