/** From an accepted message to the air, and from the network's reports to the rows of the API. */

import { type AirPlan, NOT_DELIVERED, planFor } from '../air.ts';
import { resultItem } from '../api/rows.ts';
import { fleetImsi, fleetSim, placeOfNumber } from '../identities.ts';
import { type FleetGateway, type FleetPort, isUsable, type SentMessage, trimmed } from './model.ts';
import { receiveFromAir } from './receiving.ts';
import { receiveReport } from './reporting.ts';
import { drawn, type FleetWorld } from './world.ts';

/** Takes messages into the queue of a gateway, and lets idle ports begin. */
export function acceptMessages(
  world: FleetWorld,
  gateway: FleetGateway,
  messages: readonly SentMessage[],
): void {
  for (const message of messages) {
    world.record.addMessage(message);
    gateway.waiting.push(message);
    gateway.results.push(message);
  }
  gateway.results = trimmed(gateway.results, gateway.quirks.resultsKept);
  startWaiting(world, gateway);
}

/** Every idle port begins the oldest message that it may carry. */
export function startWaiting(world: FleetWorld, gateway: FleetGateway): void {
  if (!gateway.up || gateway.frozen) return;
  const { nextPort } = gateway;
  const count = gateway.ports.length;
  for (let turn = 0; turn < count && gateway.waiting.length > 0; turn += 1) {
    const port = gateway.ports[(nextPort + turn) % count];
    if (port && startPort(world, gateway, port)) gateway.nextPort = (port.index + 1) % count;
  }
}

function startPort(world: FleetWorld, gateway: FleetGateway, port: FleetPort): boolean {
  if (port.current !== undefined || port.ussdOpen || !isUsable(port)) return false;
  const at = gateway.waiting.findIndex(({ ports }) => ports === 0 || (ports & (1 << port.index)) !== 0);
  const [message] = at < 0 ? [] : gateway.waiting.splice(at, 1);
  if (!message) return false;
  begin(world, gateway, port, message);
  return true;
}

function begin(world: FleetWorld, gateway: FleetGateway, port: FleetPort, message: SentMessage): void {
  const plan = planFor(world, message, port.index);
  port.current = message;
  message.port = port.index;
  message.imsi = fleetImsi({ gateway: gateway.index, port: port.index, slot: port.slot });
  message.reference = port.nextReference;
  port.nextReference = (port.nextReference + message.count) % gateway.quirks.referenceRange;
  message.handedAt = world.clock.now();
  message.fate = 'onAir';
  let time = 0;
  for (let segment = 0; segment < message.count; segment += 1) time += drawn(world, world.air.airTime);
  const slot = port.slot;
  world.clock.after(time, () => {
    carry(world, gateway, message, plan, slot);
    hear(world, gateway, port, message, plan);
  });
}

/** The network's side: it goes on whatever the gateway does meanwhile. */
function carry(
  world: FleetWorld,
  gateway: FleetGateway,
  message: SentMessage,
  plan: AirPlan,
  slot: number,
): void {
  if (plan.refuse !== 0) {
    message.fate = 'refused';
    message.cause = plan.refuse;
    world.record.counters.refused += 1;
    return;
  }
  message.fate = 'sent';
  world.record.counters.handed += 1;
  world.clock.after(plan.delay, () => arrive(world, gateway, message, plan, slot));
}

/** The message reaches its recipient, or is given up; the reports follow. */
function arrive(
  world: FleetWorld,
  gateway: FleetGateway,
  message: SentMessage,
  plan: AirPlan,
  slot: number,
): void {
  const now = world.clock.now();
  if (plan.status < NOT_DELIVERED) {
    message.deliveredAt = now;
    world.record.counters.delivered += 1;
    toFleetNumber(world, message, slot);
  }
  if (!message.wantsReport) return;
  for (let repeat = 0; repeat < plan.reports; repeat += 1) {
    for (let segment = 0; segment < message.count; segment += 1) {
      message.reports = [...message.reports, plan.status];
      world.record.counters.reports += 1;
      receiveReport(world, gateway, { message, segment, code: plan.status });
    }
  }
}

/** A number of the fleet itself gets it as a received message. */
function toFleetNumber(world: FleetWorld, message: SentMessage, slot: number): void {
  const place = placeOfNumber(message.number);
  const receiver = place && world.gateways[place.gateway];
  if (!place || receiver?.ports[place.port]?.slot !== place.slot) return;
  const { number } = fleetSim({ gateway: message.gateway, port: message.port, slot });
  receiveFromAir(world, receiver, { port: place.port, from: number, text: message.text });
}

/** The gateway's side: the outcome, unless a restart came between. */
function hear(
  world: FleetWorld,
  gateway: FleetGateway,
  port: FleetPort,
  message: SentMessage,
  plan: AirPlan,
): void {
  if (port.current !== message) return;
  port.current = undefined;
  message.status = plan.refuse === 0 ? 'SENT_OK' : 'FAILED';
  message.succeeded = plan.refuse === 0 ? message.count : 0;
  world.push(gateway, 'sms_result', [resultItem(gateway, message, 'push')]);
  startWaiting(world, gateway);
}

/** Takes what no port has begun out of the queue. False: the gateway knows no such task. */
export function stopTask(world: FleetWorld, gateway: FleetGateway, task: number): boolean {
  const known = gateway.results.some(message => message.task === task);
  const [stopped, others] = partition(gateway.waiting, message => message.task === task);
  gateway.waiting = others;
  for (const message of stopped) {
    message.status = 'FAILED';
    message.fate = 'stopped';
    world.record.counters.stopped += 1;
    world.push(gateway, 'sms_result', [resultItem(gateway, message, 'push')]);
  }
  return known;
}

function partition<Item>(items: readonly Item[], wanted: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(wanted), items.filter(item => !wanted(item))];
}
