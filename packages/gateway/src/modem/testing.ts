/** Parts for tests of calls and of the toolkit: a driver on a modem that answers from a table. */
import assert from 'node:assert/strict';
import { Channel } from '../at/channel.ts';
import { LateAnswer } from '../at/late-answer.ts';
import type { Registration } from '../at/registration.ts';
import { type Script, type ScriptedModem, scriptedModem, settle, willingModem } from '../at/testing.ts';
import type { PortConfig } from '../config/schema.ts';
import { type CallForm, standardCalls } from '../dialects/call-form.ts';
import type { ToolkitForm } from '../dialects/toolkit-form.ts';
import type { Desires } from './bring-up/desired-state.ts';
import { CallDriver } from './calls/call-driver.ts';
import type { CallNotice } from './calls/calls.ts';
import type { ModemWarning } from './conditions.ts';
import { ModemSession } from './session.ts';
import type { ToolkitDriver, ToolkitNotice } from './toolkit/toolkit.ts';
import { createToolkitDriver } from './toolkit/toolkit-choice.ts';
import type { UssdNotice } from './ussd/ussd.ts';

export interface DriverOnModem {
  readonly modem: ScriptedModem;
  readonly channel: Channel;
  readonly driver: CallDriver;
  /** How often it was sent. */
  sent(text: string): number;
}

/** @param onNotice takes the notices of the driver */
export function driverOnModem(
  answers: Readonly<Record<string, Script>>,
  onNotice: (notice: CallNotice) => void,
  form: CallForm = standardCalls,
): DriverOnModem {
  const modem = scriptedModem(answers);
  const channel = new Channel({
    link: modem.link,
    clock: modem.clock,
    onNotice: ({ line }) => driver.takeNotice(line),
    onClosed: () => driver.close(),
    onSilent: () => {},
  });
  const driver = new CallDriver({ channel, clock: modem.clock, form, onNotice, changed: () => {} });
  return { modem, channel, driver, sent: text => modem.sent.filter(one => one === text).length };
}

export interface ToolkitOnModem {
  readonly modem: ScriptedModem;
  readonly driver: ToolkitDriver;
  readonly notices: readonly ToolkitNotice[];
  /** The notices as text: the command's name, or the end of the session. */
  names(): string[];
  readonly warnings: readonly string[];
  /** How often it was sent. */
  sent(text: string): number;
}

const toolkitNotices = [
  ...(['+STIN', '^STIN', '^SSTN', '#STN', '+STKPCI'] as const),
  ...(['*STKI', '*STKN', '*STKEND', '+SATI', '+SATN', '+SATF'] as const),
];

/** A driver that has to take every notice of the modem. */
export function toolkitOnModem(
  forms: readonly ToolkitForm[],
  answers: Readonly<Record<string, Script>>,
  registrations: readonly Registration[] = [],
  wanted = false,
): ToolkitOnModem {
  const modem = scriptedModem(answers);
  const notices: ToolkitNotice[] = [];
  const warnings: string[] = [];
  const channel = new Channel({
    link: modem.link,
    clock: modem.clock,
    onNotice: ({ line }) => assert.ok(driver.takeNotice(line), line),
    onClosed: () => {},
    onSilent: () => {},
  });
  channel.addNotices(toolkitNotices);
  const driver = createToolkitDriver({
    ...{ channel, clock: modem.clock, forms, wanted, registrations: () => registrations },
    onNotice: notice => notices.push(notice),
    warning: warning => warnings.push(warning),
  });
  const names = () => notices.map(notice => (notice.kind === 'command' ? notice.command.type : 'ended'));
  const sent = (text: string) => modem.sent.filter(one => one === text).length;
  return { modem, driver, notices, names, warnings, sent };
}

export interface SessionOnModem {
  readonly modem: ScriptedModem;
  readonly session: ModemSession;
  /** Type and IMSI of what was stored, "nobody" without a SIM. */
  readonly stored: readonly string[];
  readonly warnings: readonly ModemWarning[];
  readonly ussd: readonly UssdNotice[];
  readonly calls: readonly CallNotice[];
  readonly toolkit: readonly ToolkitNotice[];
  /** How often the ladder was climbed. */
  climbs(): number;
  /** How often it was sent. */
  sent(text: string): number;
}

export interface SessionOnModemOptions {
  readonly payload?: Script;
  /** Lines that came before anybody listened. */
  readonly before?: readonly string[];
  readonly config?: Partial<PortConfig>;
  readonly desires?: Desires;
}

/** A session that climbs at once, and again where its modem asks for it, as a port has it do. */
export async function sessionOnModem(
  answers: Readonly<Record<string, Script>>,
  { payload = ['+CMGS: 7', 'OK'], config = {}, before = [], desires }: SessionOnModemOptions = {},
): Promise<SessionOnModem> {
  const modem = scriptedModem({ ...willingModem, 'AT+CMGS=14': ['>'], ...answers }, payload);
  const { link, clock } = modem;
  modem.says(...before);
  const stored: string[] = [];
  const warnings: ModemWarning[] = [];
  const ussd: UssdNotice[] = [];
  const calls: CallNotice[] = [];
  const toolkit: ToolkitNotice[] = [];
  let climbs = 0;
  let climbing = 0;
  const climb = async () => {
    climbs += 1;
    climbing += 1;
    const obstacle = await session.raise();
    climbing -= 1;
    if (obstacle !== undefined && !['silent', 'superseded'].includes(obstacle.kind))
      clock.after(3000, () => void climb());
  };
  const session: ModemSession = new ModemSession({
    ...{ link, clock, late: new LateAnswer(clock), submitDeadline: 60_000, ussdDeadline: 60_000 },
    config: { port: 0, record: false, ...config },
    ...(desires !== undefined && { desires }),
    pins: { mayTry: () => true, recordTry: async () => {}, recordSuccess: async () => {} },
    listener: {
      ...{
        changed: () => {},
        silent: () => {},
        closed: () => {},
        call: notice => calls.push(notice),
        toolkit: notice => toolkit.push(notice),
        ussd: notice => ussd.push(notice),
      },
      rebooted: () => void climb(),
      simGone: () => clock.after(10_000, () => void climb()),
      simThere: () => climbing === 0 && session.status.ready === undefined && void climb(),
      warning: (_text, code) => warnings.push(code),
      received: async ({ tpdu }, sim) => void stored.push(`${tpdu?.type} ${sim?.imsi ?? 'nobody'}`),
    },
  });
  void climb();
  await settle();
  const sent = (text: string) => modem.sent.filter(one => one === text).length;
  return { modem, session, stored, warnings, ussd, calls, toolkit, climbs: () => climbs, sent };
}
