/** What tests of calls and of the toolkit hold in their hands: a driver on a modem that answers from a table. */
import assert from 'node:assert/strict';
import { Channel } from '../at/channel.ts';
import type { Registration } from '../at/registration.ts';
import { type Script, type ScriptedModem, scriptedModem } from '../at/testing.ts';
import { type CallForm, standardCalls } from '../dialects/call-form.ts';
import type { ToolkitForm } from '../dialects/toolkit-form.ts';
import { CallDriver } from './calls/call-driver.ts';
import type { CallNotice } from './calls/calls.ts';
import { createToolkitDriver, type ToolkitDriver, type ToolkitNotice } from './toolkit/toolkit.ts';

export interface DriverOnModem {
  readonly modem: ScriptedModem;
  readonly channel: Channel;
  readonly driver: CallDriver;
  /** How often it was sent. */
  sent(text: string): number;
}

/** @param heard what the driver says upwards */
export function driverOnModem(
  answers: Readonly<Record<string, Script>>,
  heard: (notice: CallNotice) => void,
  form: CallForm = standardCalls,
): DriverOnModem {
  const modem = scriptedModem(answers);
  const channel = new Channel({
    link: modem.link,
    clock: modem.clock,
    onNotice: ({ line }) => driver.hears(line),
    onClosed: () => driver.close(),
    onSilent: () => {},
  });
  const driver = new CallDriver({ channel, clock: modem.clock, form, heard, changed: () => {} });
  return { modem, channel, driver, sent: text => modem.sent.filter(one => one === text).length };
}

export interface ToolkitOnModem {
  readonly modem: ScriptedModem;
  readonly driver: ToolkitDriver;
  readonly heard: readonly ToolkitNotice[];
  /** What was heard in words: the command's name, or that the session is over. */
  told(): string[];
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
): ToolkitOnModem {
  const modem = scriptedModem(answers);
  const heard: ToolkitNotice[] = [];
  const warnings: string[] = [];
  const channel = new Channel({
    link: modem.link,
    clock: modem.clock,
    onNotice: ({ line }) => assert.ok(driver.hears(line), line),
    onClosed: () => {},
    onSilent: () => {},
  });
  channel.addNotices(toolkitNotices);
  const driver = createToolkitDriver({
    ...{ channel, clock: modem.clock, forms, registrations: () => registrations },
    heard: notice => heard.push(notice),
    warning: warning => warnings.push(warning),
  });
  const told = () => heard.map(notice => (notice.kind === 'command' ? notice.command.type : 'ended'));
  const sent = (text: string) => modem.sent.filter(one => one === text).length;
  return { modem, driver, heard, told, warnings, sent };
}
