/** Parts for tests of ports: a supervisor on a modem that answers from a table. */
import pino from 'pino';
import type { Registration } from '../at/registration.ts';
import { pass, type Script, type ScriptedModem, scriptedModem, willingModem } from '../at/testing.ts';
import { loadConfig } from '../config/load.ts';
import type { PortConfig, SmsConfig } from '../config/schema.ts';
import { generic } from '../dialects/generic.ts';
import { LinkError } from '../errors.ts';
import type { Link } from '../link/link.ts';
import type { Recorder } from '../link/recorder.ts';
import { defaultSms } from '../messages/testing.ts';
import type { Ready } from '../modem/bring-up/ladder.ts';
import { noCallVerbs } from '../modem/calls/calls.ts';
import { noControl } from '../modem/control.ts';
import type { PinLedger, Received } from '../modem/modem.ts';
import type { SessionStatus } from '../modem/session-surface.ts';
import { noToolkit } from '../modem/toolkit/toolkit.ts';
import type { PortState } from './lifecycle.ts';
import type { Port, PortControl, PortListener, PortSnapshot } from './port.ts';
import { type PortFacts, snapshotOf as pictureFrom } from './snapshot.ts';
import { PortSupervisor } from './supervisor.ts';

/** Of a port that takes nothing. */
export const noPortControl: PortControl = {
  ...noControl,
  reach: () => ({ modem: false, sim: 'none' }),
  desire: () => {},
  block: () => {},
  reset: () => {},
};

/** Of a PDU of one octet for +88201000002. */
export const CMGS = 'AT+CMGS=14';

const silent = pino({ level: 'silent' });
export const noRecorder: Recorder = {
  switch: () => {},
  listen: () => () => {},
  take: () => {},
  close: async () => {},
};

export interface PortOnModem {
  readonly port: PortSupervisor;
  readonly modem: ScriptedModem;
  readonly got: Received[];
  readonly warnings: string[];
  /** How often the device was opened. */
  readonly opened: () => number;
  /** Commands sent since the last call. */
  readonly sentSince: () => string[];
}

export interface PortOnModemOptions {
  readonly answers?: Readonly<Record<string, Script>>;
  readonly payload?: Script;
  readonly config?: Partial<PortConfig>;
  readonly sms?: Partial<SmsConfig>;
  /** False: opening fails. */
  readonly there?: () => boolean;
  /** True: what is received cannot be stored. */
  readonly full?: () => boolean;
  readonly pins?: PinLedger;
  readonly recorder?: Recorder;
  /** How the device is opened; absent: as `there` has it. */
  readonly open?: (modem: ScriptedModem) => Link;
}

const anyPin: PinLedger = { mayTry: () => true, recordTry: async () => {}, recordSuccess: async () => {} };

/** Not started. */
export function portOnModem(options: PortOnModemOptions = {}): PortOnModem {
  const { answers = {}, payload = ['+CMGS: 7', 'OK'], there = () => true, full = () => false } = options;
  const modem = scriptedModem({ ...willingModem, [CMGS]: ['>'], ...answers }, payload);
  const got: Received[] = [];
  const warnings: string[] = [];
  let opened = 0;
  let seen = 0;
  const listener: PortListener = {
    changed: () => {},
    received: async (_port, _sim, received) => {
      if (full()) throw new Error('disk full');
      got.push(received);
    },
    warning: (_port, text) => void warnings.push(text),
  };
  const port = new PortSupervisor({
    config: { port: 3, tcp: 'modem:1', record: false, ...options.config },
    modems: loadConfig(undefined, {}).modems,
    ussd: { answerDeadline: 60, idleTime: 90 },
    sms: { ...defaultSms, ...options.sms },
    clock: modem.clock,
    random: () => 0.5,
    pins: options.pins ?? anyPin,
    listener,
    log: silent,
    recorder: options.recorder ?? noRecorder,
    openLink: async () => {
      opened += 1;
      if (options.open !== undefined) return options.open(modem);
      if (!there()) throw new LinkError('modem:1', 'connection refused');
      // Each opening is a link of its own over the same wire.
      return opened === 1 ? modem.link : reopened(modem);
    },
  });
  const sentSince = () => {
    const since = modem.sent.slice(seen);
    seen = modem.sent.length;
    return since;
  };
  return { port, modem, got, warnings, opened: () => opened, sentSince };
}

/** A new link to a modem whose first one was dropped. */
function reopened(modem: ScriptedModem): ScriptedModem['link'] {
  const next = scriptedModem(Object.fromEntries(modem.answers), ['+CMGS: 8', 'OK']);
  return next.link;
}

/** Started, and as far up as its modem lets it be at once. */
export async function raisedPort(options: PortOnModemOptions = {}): Promise<PortOnModem> {
  const made = portOnModem(options);
  made.port.start();
  await pass(made.modem.clock, 1);
  made.sentSince();
  return made;
}

const identity = { maker: 'Maker', model: 'Model', firmware: '1.0', imei: '490154203237518' };
/** The findings of the ladder of a modem that serves. */
export const readyModem: Ready = {
  identity,
  dialect: generic,
  sim: { iccid: '8988201', imsi: '001010123456789', number: '+88201000001', smsc: '+88200000000' },
  numberRefused: false,
  identifiedAt: 0,
  network: { domains: { CREG: 2 }, extendedSignal: false },
  sms: {
    acknowledges: true,
    indications: { deliver: 1, report: 1, setting: '2,1,0,1,0' },
    memory: 'SM',
    memories: ['SM'],
    linkHold: true,
  },
  registrations: [],
  signal: 20,
  attached: true,
};
/** Registered at home by +CREG. */
export const home: Registration = { domain: 'CREG', status: 1, accessTechnology: 0 };
/** All that is known of that modem. */
export const servingSession: SessionStatus = {
  identity,
  ready: readyModem,
  registrations: { CREG: home },
  signal: 20,
  attached: true,
  conditions: [],
};
const serving: PortState = { phase: 'serving', failures: 0 };

/** The picture of a port that serves, with these differences. */
export function pictureOf(facts: Partial<PortFacts>) {
  return pictureFrom({
    number: 3,
    state: serving,
    obstacle: '',
    session: servingSession,
    resting: '',
    typeStrict: false,
    ...facts,
  });
}

/** A port that serves, as it is shown. */
export function snapshotOf(port: number, differences: Partial<PortSnapshot> = {}): PortSnapshot {
  return {
    port,
    type: 'LTE',
    imei: `86307001700517${port}`,
    sim: { iccid: '8986011', imsi: '460011', number: '15001', smsc: '+8613010868500' },
    reg: 'REGISTER_OK',
    slot: 255,
    callstate: 'Idle',
    signal: 21,
    gprs: 'attached',
    canSend: true,
    trouble: '',
    reason: '',
    capabilities: {},
    ...differences,
  };
}

/** A port that is shown like this and does nothing: what a test needs of it is put above. */
export function shownPort(snapshot: PortSnapshot): Port {
  const never = () => Promise.reject(new TypeError('this port is only looked at'));
  return {
    number: snapshot.port,
    snapshot: () => snapshot,
    submit: never,
    submitting: false,
    control: noPortControl,
    sendUssd: never,
    cancelUssd: never,
    record() {},
    listen: () => () => {},
    calls: noCallVerbs,
    toolkit: noToolkit,
  };
}
