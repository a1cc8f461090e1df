/** A port whose modem hands over the toolkit of its card, by 27.007 clause 12. */
import { encodeProactiveCommand, type ProactiveCommand, toHex } from '@simgate/gsm';
import { inTime } from '../../at/testing.ts';
import { profileOctets } from '../../modem/toolkit/toolkit-commands.ts';
import { runningServer, type ServerOptions, type TestServer } from './server.ts';

const granted = {
  'AT+CUSATD=?': ['+CUSATD: (0,1),(0,1)', 'OK'],
  [`AT+CUSATW=0,"${toHex(profileOctets)}"`]: ['OK'],
  'AT+CUSATD=1,1': ['OK'],
  'AT+CUSATA=1': ['OK'],
  // The card took the menu (102 223 6.4.8): performed.
  'AT+CUSATT="810301250082028281830100"': ['OK'],
};

export interface ToolkitBench {
  readonly server: TestServer;
  /** Commands for the card that the modem got since the bench was made: terminal responses and envelopes. */
  readonly given: () => string[];
  /** Lets time pass until it is done: an entry waits a while for what the card commands next. */
  inTime<T>(work: Promise<T>): Promise<T>;
}

/**
 * The port shows what the card commands.
 * @param takes the responses and envelopes that modem and card take
 * @param others modems of other ports
 */
export async function toolkitBench(
  command: ProactiveCommand,
  takes: readonly string[] = [],
  port = 0,
  others: ServerOptions['modems'] = {},
): Promise<ToolkitBench> {
  const answers = Object.fromEntries(takes.map(each => [each, [answerTo(each), 'OK']]));
  const server = await runningServer({ modems: { ...others, [port]: { ...granted, ...answers } } });
  const modem = server.modem(port);
  modem.says(`+CUSATP: "${toHex(encodeProactiveCommand(command))}"`);
  await server.store.quiet();
  const before = modem.sent.length;
  return {
    server,
    given: () => modem.sent.slice(before).filter(text => /^AT\+CUSAT[TE]/.test(text)),
    inTime: work => inTime(server.clock, work),
  };
}

/** 9000: the card has done it (102 221 10.2.1). */
function answerTo(command: string): string {
  return command.startsWith('AT+CUSATE') ? '+CUSATE: "","9000"' : '+CUSATT: "9000"';
}
