/** The drivers of a modem whose ladder is climbed: each subject has one. */
import type { Channel } from '../at/channel.ts';
import { parseImsi } from '../at/sim.ts';
import { cardToolkit } from '../dialects/toolkit-form.ts';
import { askBare, SIM_DEADLINE } from './ask.ts';
import type { Ready } from './bring-up/ladder.ts';
import { simLock } from './bring-up/unlock.ts';
import { CallDriver } from './calls/call-driver.ts';
import { callStateOf } from './calls/call-progress.ts';
import type { ModemCondition, ModemWarning } from './conditions.ts';
import { Gaps } from './health/gaps.ts';
import type { Received } from './modem.ts';
import type { NetworkWatch } from './network-watch.ts';
import type { KnownOfModem, SessionOptions } from './session-surface.ts';
import { SimWatch } from './sim/sim-watch.ts';
import { CommittedPlaces } from './sms/committed-places.ts';
import { SmsService } from './sms/sms-service.ts';
import type { SmsSetUp } from './sms/sms-setup.ts';
import { SmsSide } from './sms/sms-side.ts';
import type { ToolkitDriver } from './toolkit/toolkit.ts';
import { createToolkitDriver } from './toolkit/toolkit-choice.ts';
import { UssdDriver } from './ussd/ussd.ts';

export interface Drivers {
  /** As the ladder found it. */
  readonly ready: Ready;
  readonly sim: SimWatch;
  readonly sms: SmsService;
  readonly side: SmsSide;
  readonly ussd: UssdDriver;
  readonly calls: CallDriver;
  readonly toolkit: ToolkitDriver;
  readonly gaps: Gaps;
  readonly conditions: readonly ModemCondition[];
  /** The modem is gone or starts anew. */
  close(): void;
}

/** The session's side of its drivers. */
export interface DriverHooks {
  readonly network: NetworkWatch;
  /** Rejects when it cannot be kept. */
  readonly received: (received: Received) => Promise<void>;
  readonly otherSim: () => void;
  /** The SIM is gone or locked. */
  readonly simGone: () => void;
  /** A doubt of the SIM began or is over. */
  readonly simChanged: () => void;
  readonly setUpChanged: () => void;
  readonly update: (change: KnownOfModem) => void;
  readonly warn: (code: ModemWarning, text: string) => void;
}

export interface DriverOptions {
  readonly options: SessionOptions;
  readonly channel: Channel;
  readonly ready: Ready;
  readonly setUp: SmsSetUp;
  readonly hooks: DriverHooks;
}

export function createDrivers(of: DriverOptions): Drivers {
  const { options, channel, ready, hooks } = of;
  const { clock, config, ussdDeadline, listener } = options;
  const { dialect } = ready;
  const calls: CallDriver = new CallDriver({
    ...{ channel, clock, form: dialect.calls },
    onNotice: notice => listener.call(notice),
    changed: () => hooks.update({ callstate: callStateOf(calls.calls) }),
  });
  const sim = new SimWatch({
    ...{ channel, clock, dialect, sim: ready.sim, identifiedAt: ready.identifiedAt },
    ...{ other: hooks.otherSim, changed: hooks.simChanged },
    registered: () => hooks.network.isRegistered,
    unknown: () => void askWhetherGone(channel, hooks.simGone),
    unreadable: () => listener.rebooted(),
  });
  const sms = smsOf(of, sim);
  const toolkit = createToolkitDriver({
    ...{ channel, clock, registrations: () => hooks.network.registrations },
    forms: config.toolkitOver === 'csim' ? [cardToolkit] : dialect.toolkit,
    wanted: config.toolkitOver !== undefined || config.toolkitAllows !== undefined,
    onNotice: notice => listener.toolkit(notice),
    warning: text => hooks.warn('toolkit', text),
  });
  const side = new SmsSide({
    ...{ channel, clock, begun: ready.smsSide },
    warn: text => hooks.warn('deniedSide', text),
  });
  const ussd = new UssdDriver({
    ...{ channel, clock, forms: dialect.ussd, answers: dialect.ussdAnswers, deadline: ussdDeadline },
  });
  const gaps = new Gaps({
    ...{ channel, clock, ready },
    mayInterrupt: () => !channel.busy && !channel.awaitsSubmit && calls.calls.length === 0,
    filled: () => listener.rebooted(),
  });
  return {
    ...{ ready, sim, sms, side, ussd, calls, toolkit, gaps },
    get conditions() {
      return sim.isInDoubt ? (['simInDoubt', ...sms.conditions] as const) : sms.conditions;
    },
    close: () => {
      for (const driver of [sim, sms, side, toolkit, calls, gaps]) driver.close();
    },
  };
}

function smsOf({ options, channel, ready, setUp, hooks }: DriverOptions, sim: SimWatch): SmsService {
  const { clock, config, submitDeadline, listener, committed = new CommittedPlaces() } = options;
  const { dialect } = ready;
  return new SmsService({
    ...{ channel, clock, dialect, setUp, committed },
    submitDeadline: Math.max(submitDeadline, dialect.submitDeadline),
    serviceCentre: config.smsc,
    deletesSent: config.deleteSentMessages === true,
    untilNextSign: () => sim.untilNextSign(),
    received: hooks.received,
    warning: hooks.warn,
    changed: hooks.setUpChanged,
    restarted: () => listener.rebooted(true),
  });
}

/** True where the SIM is gone or locked; the listener is called then. */
async function askWhetherGone(channel: Channel, simGone: () => void): Promise<boolean> {
  const lock = await simLock(channel, 'idle');
  const isGone = lock === 'absent' || lock === 'pin' || lock === 'puk';
  if (isGone) simGone();
  return isGone;
}

/** Asks whether the SIM is there, the same, and as it was set up; behind everything else that waits. */
export async function checkSim(
  channel: Channel,
  { ready, sim, sms }: Drivers,
  simGone: () => void,
): Promise<void> {
  if (await askWhetherGone(channel, simGone)) return;
  // Some cards change their IMSI without any sign.
  const answer = await askBare(channel, 'AT+CIMI', { priority: 'idle', deadline: SIM_DEADLINE });
  const imsi = answer.ok ? parseImsi(answer.lines) : undefined;
  if (imsi !== undefined && imsi !== ready.sim.imsi) sim.doubt();
  await sim.confirm();
  await sms.verify();
}
