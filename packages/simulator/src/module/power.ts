/** Power, restart and the SIM coming and going; with them the module's place on the network. */

import { dropCalls, hearCall } from '../call/terminal-calls.ts';
import type { TimedNotice } from '../personas/persona.ts';
import type { RegistrationStatus, Subscriber, Terminal } from '../radio.ts';
import { resetSimSession, type SimCard, simCondition } from '../sim-card.ts';
import { dropRouted, receiveTpdu } from '../sms/delivery.ts';
import { greetCard, startToolkit, stopToolkit } from '../toolkit/fetching.ts';
import { hearUssd } from '../ussd/terminal-ussd.ts';
import { announceEvent } from './effects.ts';
import { defaultLineSettings } from './line-reader.ts';
import { type Functionality, type Module, notify } from './module.ts';
import { fillTemplate } from './notice-template.ts';
import { keptOffNetwork, noticeRegistration } from './registration.ts';
import { defaultSettings } from './settings.ts';

/** Power comes: after the persona's boot time the module answers. `bootMilliseconds` 0: at once. */
export function powerOn(module: Module, bootMilliseconds = module.persona.boot.milliseconds): void {
  if (module.power !== 'off') return;
  module.session += 1;
  module.power = 'starting';
  module.functionality = 1;
  module.settings = defaultSettings(module.persona);
  Object.assign(module.line, module.savedProfile ?? defaultLineSettings());
  module.toolkit.notices = module.toolkit.savedNotices;
  if (bootMilliseconds === 0) started(module);
  else inSession(module, bootMilliseconds, () => started(module));
}

/** Power goes: the network loses sight of the module, outstanding messages stay unacknowledged. */
export function powerOff(module: Module): void {
  if (module.power === 'off') return;
  module.session += 1;
  detach(module);
  module.power = 'off';
  module.hung = false;
  for (const cancel of module.cancelPeriodic.splice(0)) cancel();
  stopToolkit(module);
  if (module.sim) resetSimSession(module.sim);
  module.heldNotices = [];
  module.link.reset();
  announceEvent(module.effects, 'stopped');
}

/** As +CFUN=1,1 or a watchdog does: off and on again; a USB persona drops its link. */
export function restart(module: Module, bootMilliseconds?: number): void {
  powerOff(module);
  if (module.persona.dropsLinkOnRestart) module.link.drop();
  powerOn(module, bootMilliseconds);
}

function started(module: Module): void {
  module.power = 'on';
  announceEvent(module.effects, 'started');
  const { boot, periodic } = module.persona;
  announce(module, [...boot.notices, ...simNotices(module)]);
  for (const notice of periodic) repeat(module, notice);
  attach(module);
  startToolkit(module);
}

function simNotices(module: Module): readonly TimedNotice[] {
  const { boot } = module.persona;
  if (!module.sim) return boot.simMissing;
  return simCondition(module.sim.code) === 'ready' ? boot.simReady : boot.simLocked;
}

/** Sends notices one after another, each after its own pause. */
export function announce(module: Module, notices: readonly TimedNotice[]): void {
  const [first, ...rest] = notices;
  if (first === undefined) return;
  const say = () => {
    notify(module, fillTemplate(module, first.text));
    announce(module, rest);
  };
  if (first.milliseconds === 0) say();
  else inSession(module, first.milliseconds, say);
}

function repeat(module: Module, notice: TimedNotice): void {
  const position = module.cancelPeriodic.length;
  const next = () => {
    module.cancelPeriodic[position] = module.clock.after(notice.milliseconds, () => {
      if (module.settings.periodicNotices) notify(module, fillTemplate(module, notice.text));
      next();
    });
  };
  next();
}

function inSession(module: Module, milliseconds: number, action: () => void): void {
  const { session } = module;
  module.clock.after(milliseconds, () => {
    if (module.session === session) action();
  });
}

/** Enters the network when power, +CFUN, +COPS and the SIM allow it; without a usable SIM for emergencies only. */
export function attach(module: Module): void {
  if (module.power !== 'on' || module.functionality !== 1 || module.settings.operatorMode === 2) return;
  if (keptOffNetwork(module)) return;
  detach(module);
  const attachment = module.network.attach(subscriberOf(module), createTerminal(module));
  module.attachment = attachment;
  module.rssi = attachment.rssi;
  setRegistration(module, attachment.registration);
}

/** Leaves the network. */
export function detach(module: Module): void {
  dropRouted(module);
  dropCalls(module);
  const { attachment } = module;
  module.attachment = undefined;
  attachment?.detach();
  module.rssi = 99;
  setRegistration(module, 0);
}

function subscriberOf(module: Module): Subscriber | undefined {
  const { sim } = module;
  if (!sim || simCondition(sim.code) !== 'ready') return undefined;
  return { imsi: sim.imsi, number: sim.number };
}

/** The module as the network sees it. Each attachment has its own, so that a message to an earlier one changes nothing. */
function createTerminal(module: Module): Terminal {
  const { session } = module;
  const current = () => module.session === session;
  return {
    receive: (tpdu, serviceCentre) => receiveTpdu(module, tpdu, serviceCentre),
    registrationChanged: status => {
      if (current()) setRegistration(module, status);
    },
    ussd: message => {
      if (current()) hearUssd(module, message);
    },
    call: message => {
      if (current()) hearCall(module, message);
    },
    signalChanged: rssi => {
      if (current()) module.rssi = rssi;
    },
  };
}

function setRegistration(module: Module, status: RegistrationStatus): void {
  if (module.registration === status) return;
  module.registration = status;
  noticeRegistration(module);
}

/** +CFUN (27.007 8.2). From 0 the SIM starts anew and asks for its PIN again; so does a toolkit that begins by itself. */
export function setFunctionality(module: Module, functionality: Functionality): void {
  if (functionality === module.functionality) return;
  const cardStarts = module.functionality === 0;
  if (functionality === 0 && module.sim) resetSimSession(module.sim);
  if (functionality === 0 && module.toolkit.download === 1) stopToolkit(module);
  module.functionality = functionality;
  if (functionality === 1) attach(module);
  else detach(module);
  if (cardStarts) greetCard(module);
}

/** Puts a card into the slot, in place of the one that may be there; undefined pulls the card. */
export function changeSim(module: Module, sim: SimCard | undefined): void {
  const before = module.sim;
  stopToolkit(module);
  if (before) resetSimSession(before);
  if (sim) resetSimSession(sim);
  module.sim = sim;
  if (module.power !== 'on') return;
  const { persona } = module;
  if (before) say(module, persona.simRemoved);
  if (sim) say(module, persona.simInserted);
  attach(module);
  greetCard(module);
}

function say(module: Module, texts: readonly string[]): void {
  for (const text of texts) notify(module, fillTemplate(module, text));
}
