/** Incoming messages: stored with +CMTI, or given to the terminal with +CMT and acknowledged by +CNMA (27.005 3.4). */

import { throughReceive } from '../module/effects.ts';
import { type Module, notify } from '../module/module.ts';
import { fillTemplate } from '../module/notice-template.ts';
import type { MemoryName } from '../personas/persona.ts';
import type { RelayAnswer } from '../radio.ts';
import { type DeliveryRoute, deliveryRoute } from './delivery-route.ts';
import { type DeliveryTraits, readDeliveryTraits } from './delivery-traits.ts';
import { routedLines } from './message-lines.ts';
import { freeSlot, type MessageMemory, type StoredMessage, store } from './message-memory.ts';

const acknowledged: RelayAnswer = { ok: true };

/** 24.011 8.2.5.4 (RP-cause) and 23.040 9.2.2.1a, 9.2.3.22: SMS-DELIVER-REPORT with its TP-FCS. */
const MEMORY_EXCEEDED = 22;
const MESSAGE_TYPE_UNKNOWN = 97;
const PROTOCOL_ERROR = 111;
const SIM_FULL = 0xd0;
const MODULE_FULL = 0xd3;

function refusal(cause: number, failure = 0xff): RelayAnswer {
  return { ok: false, cause, report: Uint8Array.of(0, failure, 0) };
}

/** RP-DATA from the network. Resolves with the module's RP-ACK or RP-ERROR; never while the module hangs. */
export function receiveTpdu(module: Module, tpdu: Uint8Array, serviceCentre: string): Promise<RelayAnswer> {
  if (module.hung) return new Promise(() => {});
  return throughReceive(module.effects, { status: 0, serviceCentre, tpdu }, message => take(module, message));
}

function take(module: Module, message: StoredMessage): Promise<RelayAnswer> {
  const { tpdu } = message;
  const traits = readDeliveryTraits(tpdu);
  if (traits === undefined) return Promise.resolve(refusal(MESSAGE_TYPE_UNKNOWN));
  const { mt, ds } = module.settings.indications;
  const route = deliveryRoute(traits, { mt, ds, routingLapsed: module.settings.routingLapsed });
  if (route === 'terminal') return routeToTerminal(module, traits, message);
  return Promise.resolve(settleInModule(module, route, traits, message));
}

function settleInModule(
  module: Module,
  route: DeliveryRoute,
  traits: DeliveryTraits,
  message: StoredMessage,
): RelayAnswer {
  if (route === 'acknowledge') return { ok: true, forgotten: true };
  if (route === 'refuse') return refusal(PROTOCOL_ERROR);
  const name = route === 'storeOnSim' ? 'SM' : storageFor(module, traits);
  return storeIncoming(module, name, traits, message);
}

function storageFor(module: Module, traits: DeliveryTraits): MemoryName {
  const ownStorage = traits.kind === 'statusReport' && module.persona.reportMemory === 'SR';
  return ownStorage ? 'SR' : module.settings.memory[2];
}

/** The storage of that name; undefined: there is no SIM to hold it. */
export function memoryOf(module: Module, name: MemoryName): MessageMemory | undefined {
  if (name === 'ME') return module.deviceMessages;
  return name === 'SR' ? module.reports : module.sim?.messages;
}

function storeIncoming(
  module: Module,
  name: MemoryName,
  traits: DeliveryTraits,
  message: StoredMessage,
): RelayAnswer {
  const memory = memoryOf(module, name);
  const position = memory && (replaced(memory, traits, message) ?? store(memory, message));
  if (memory === undefined || position === undefined) return refuseForSpace(module, name);
  indicateStored(module, name, traits, position + module.persona.firstIndex);
  if (freeSlot(memory) === undefined) noticeFull(module, name);
  return acknowledged;
}

/** The place of the message that this one replaces: same service centre, originator and type (23.040 9.2.3.9). */
function replaced(memory: MessageMemory, traits: DeliveryTraits, message: StoredMessage): number | undefined {
  if (traits.replaces === undefined) return undefined;
  const position = memory.slots.findIndex(
    before =>
      before?.serviceCentre === message.serviceCentre &&
      readDeliveryTraits(before.tpdu)?.replaces === traits.replaces,
  );
  if (position < 0) return undefined;
  memory.slots[position] = message;
  return position;
}

function refuseForSpace(module: Module, name: MemoryName): RelayAnswer {
  if (module.sim) module.sim.memoryExceeded = true; // 31.102 4.2.9, memory capacity exceeded flag
  if (module.effects.some(effect => effect.memoryFull !== undefined)) noticeFull(module, name);
  return refusal(MEMORY_EXCEEDED, name === 'SM' ? SIM_FULL : MODULE_FULL);
}

function noticeFull(module: Module, name: MemoryName): void {
  const fault = module.effects.find(effect => effect.memoryFull !== undefined);
  const memoryFull = fault?.memoryFull ?? module.persona.memoryFull;
  if (memoryFull !== undefined) notify(module, fillTemplate(module, memoryFull).replace('{memory}', name));
}

/** 27.005 3.4.1: +CMTI where mt is not 0, +CDSI where ds is 2; held back while mode is 0. */
function indicateStored(module: Module, name: MemoryName, traits: DeliveryTraits, index: number): void {
  const { indications } = module.settings;
  const report = traits.kind === 'statusReport';
  if (!report && indications.mt === 0) return;
  indicate(module, [report ? reportIndication(module, name, index) : `+CMTI: "${name}",${index}`]);
}

function reportIndication(module: Module, name: MemoryName, index: number): string {
  return module.persona.reportIndex === 'zero' ? '+CDSI: "SM",0' : `+CDSI: "${name}",${index}`;
}

const MOST_HELD = 100;

function indicate(module: Module, lines: readonly string[]): void {
  if (module.settings.indications.mode !== 0) notify(module, ...lines);
  else if (module.heldNotices.length < MOST_HELD) module.heldNotices.push(lines);
}

/** Phase 2+ waits for +CNMA; before that the module answers the network itself (27.005 3.2.1, 3.4.4). */
function routeToTerminal(
  module: Module,
  traits: DeliveryTraits,
  message: StoredMessage,
): Promise<RelayAnswer> {
  const lines = () => routedLines(module, traits.kind, message);
  if (module.settings.messageService !== 1) {
    indicate(module, lines());
    return Promise.resolve(acknowledged);
  }
  return new Promise(settle => {
    module.routing.queue.push({ lines, settle });
    routeNext(module);
  });
}

/** Gives the terminal the next message that waits, if none is out. Called after each command, so after the OK of +CNMA. */
export function routeNext(module: Module): void {
  const { routing } = module;
  if (routing.current === undefined && routing.queue.length > 0) routeFirst(module);
}

/** 27.005 3.4.4: no further +CMT or +CDS before the previous one is acknowledged. */
function routeFirst(module: Module): void {
  const { routing } = module;
  const message = routing.queue.shift();
  if (message === undefined) return;
  const cancelTimer = module.clock.after(module.timers.acknowledgement, () => lapseRouting(module));
  routing.current = { message, cancelTimer };
  indicate(module, message.lines());
  if (!module.link.open) lapseRouting(module); // nobody is there to acknowledge
}

/** 27.005 3.4.4: not acknowledged in time; mt and ds become 0 and the network hears RP-ERROR. */
export function lapseRouting(module: Module): void {
  const waiting = takeRouted(module);
  if (waiting.length === 0) return;
  module.settings.indications = { ...module.settings.indications, mt: 0, ds: 0 };
  module.settings.routingLapsed = true;
  for (const message of waiting) message.settle(refusal(PROTOCOL_ERROR));
}

/** The module left the network: what waits is never answered. */
export function dropRouted(module: Module): void {
  takeRouted(module);
}

function takeRouted(module: Module) {
  const { routing } = module;
  const current = routing.current === undefined ? [] : [routing.current.message];
  routing.current?.cancelTimer();
  routing.current = undefined;
  return [...current, ...routing.queue.splice(0)];
}

/** +CNMA. False: no message waits for it (CMS 340). `refused`: the terminal wants RP-ERROR (27.005 4.7, n = 2). */
export function acknowledge(module: Module, refused: boolean, report?: Uint8Array): boolean {
  const { routing } = module;
  if (routing.current === undefined) return false;
  const { message, cancelTimer } = routing.current;
  cancelTimer();
  routing.current = undefined;
  message.settle(terminalAnswer(refused, report));
  return true;
}

function terminalAnswer(refused: boolean, report: Uint8Array | undefined): RelayAnswer {
  if (refused) return report ? { ok: false, cause: PROTOCOL_ERROR, report } : refusal(PROTOCOL_ERROR);
  return report ? { ok: true, report } : acknowledged;
}

/** After a deletion: reports free space to the network, if the network knows the storage as full (24.011 7.3.2). */
export function notifySpace(module: Module): void {
  const { sim, attachment } = module;
  if (!sim?.memoryExceeded || !attachment) return;
  const memory = memoryOf(module, module.settings.memory[2]);
  if (memory === undefined || freeSlot(memory) === undefined || freeSlot(sim.messages) === undefined) return;
  sim.memoryExceeded = false;
  attachment.memoryAvailable();
}

/** Sends the notices that +CNMI mode 0 held back, or drops them (27.005 3.4.1, `<bfr>` 0 and 1). */
export function releaseHeld(module: Module): void {
  const { mode, bfr } = module.settings.indications;
  if (mode === 0) return;
  const held = module.heldNotices;
  module.heldNotices = [];
  if (bfr === 0) for (const lines of held) notify(module, ...lines);
}
