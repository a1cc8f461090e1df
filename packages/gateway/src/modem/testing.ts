/** What tests of calls hold in their hands: a driver on a modem that answers from a table. */
import { Channel } from '../at/channel.ts';
import { type Script, type ScriptedModem, scriptedModem } from '../at/testing.ts';
import { type CallForm, standardCalls } from '../dialects/call-form.ts';
import { CallDriver } from './call-driver.ts';
import type { CallNotice } from './calls.ts';

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
